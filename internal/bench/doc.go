// # Arrays beside their peers
//
// A [Workload] (workloads.go, kmeans.go) is a row of the table: what is
// computed, the least that must be moved and calculated for it, and the Go that
// does so. Its other side is in peers/: inputs.py makes the same inputs from the
// same seeds, and each peer's file has the function that is timed. Both sides
// use the name in Body. To add a row, write the function in workloads.go and
// list it in [Workloads], and write inputs and function in Python; a test says
// what is missing.
//
// A [Comparison] (compare.go) times a row. Ours and gonum run in this process,
// every other peer in a process of its own (peer.go), which is told by lines of
// JSON what to prepare and how often to compute it (peers/serve.py). Package
// roofline measures what the machine itself can do. [Table], [Bars] and [Curves]
// show what came out. A [Growth] is a workload at many sizes, beside the plain
// Go loop (loops.go) too: at which sizes are arrays worth it?
//
// # Decisions about the comparison
//
//   - One run, taking turns: a batch of each, beginning with another one in each
//     round. What the machine does meanwhile meets all. The best batch counts;
//     the ratio of the medians beside it tells whether the machine was quiet.
//   - Who waits is stopped (SIGSTOP). Thread pools spin for up to 25 ms after
//     their work, on the processors of whoever is next. To change how they wait
//     would change their speed. So a batch begins with a call that is not timed,
//     and our garbage is collected before the next one's batch.
//   - Everybody computes the row once before, and the results are compared: a
//     faster peer that computes something else is worth nothing.
//   - A peer that fails is out of that row, with a line that says why, and is
//     started anew for the next one.
//   - Each peer has its own virtual environment: what one of them cannot have,
//     the others do not miss.
//   - What a peer makes at each call, such as the result, it makes while the
//     clock runs, and so do we. Only what is named "into" reuses memory.
//   - A row's limit counts each input read once and each output written once, at
//     the speed of the smallest cache that holds all of them.
package bench
