// Package jupyter is a small client for Jupyter kernels on this machine: it
// finds a kernel's specification, starts the kernel, has it execute code, and
// leaves nothing behind.
//
//	spec, err := jupyter.Find("gonb", dirs...)  // kernel.json            spec.go
//	k, err := jupyter.Start(ctx, spec, dir)     // process, sockets       kernel.go
//	defer k.Shutdown()                          // polite, then not       guard.go
//	reply, err := k.Execute(ctx, code, show)    // one cell               execute.go
//
// Messages follow version 5.3 of Jupyter's protocol (wire.go) over ZeroMQ
// (connection.go): requests go out on a DEALER socket and their replies come
// back there; what a cell prints and shows is published on another socket. Both
// are matched to the request by the message id of their parent header
// (exchange.go), and a cell is over when its reply and the kernel's "idle" have
// both come.
//
// # Decisions
//
//   - One program guards each kernel: a shell that waits on a pipe whose other
//     end only this process holds. Whatever ends this process, SIGKILL
//     included, closes the pipe; the guard then kills the kernel's process
//     group and removes its temporary directory. Shutdown ends in the same
//     way, so there is one clean-up and every run exercises it. The kernel
//     tells the guard its process group before it becomes the kernel, and the
//     guard makes the directory, so no moment is unguarded.
//   - A program that a cell put into a session of its own leaves the group.
//     It still has our TMPDIR in its environment; the guard looks for that
//     where /proc exists. One that also cleared TMPDIR escapes, and so does any
//     that left the group where there is no /proc.
//   - Time limits are contexts. When Execute's context ends, the cell is
//     interrupted and given Kernel.Grace to end (GoNB kills a program that
//     ignores SIGINT after 5 s, so the default is more); then the kernel is
//     killed.
//   - An interrupt goes to the whole process group, as Jupyter's own client
//     sends it: "go build" under GoNB hears it too.
//   - There is no heartbeat: the kernel is our child, and its exit says more.
//     A kernel that lives and is silent is what time limits are for.
//   - Ports are tried below the range that systems give to outgoing
//     connections, and a kernel that found one taken is started again with
//     others. Only 127.0.0.1 is used.
//   - A message with a wrong signature ends the connection: nobody but the
//     kernel can be at the other end, so it is a broken kernel, not an attack
//     to sit out.
//   - Cells cannot ask for input. A kernel that asks all the same gets its
//     cell interrupted.
//   - After the reply, "idle" is awaited only while outputs come, and a few
//     seconds of silence: a kernel may drop published messages in a flood, and
//     the reply says how the cell ended.
package jupyter
