// Package grade judges what somebody handed in: a function from a submission, the
// course, a seed and limits to a [Result].
//
// An answer's way: package answer cuts the function and what it reaches out of the
// notebook; package kit compiles it, alone, into a program of its own; package
// sandbox starts that within walls; packages wire and remote carry calls to it and
// values back; package checks judges these in this process, by the same criteria
// as in a cell.
//
//	course.go    Load: the exercises, with what each part has to know of them
//	seed.go      Secret: hidden cases, another one's for each student
//	grade.go     Worker.Grade
//	build.go     which answers share a program
//	baseline.go  what an answer's speed is judged beside
//	problem.go   compilers' errors and the ends of processes, in words
//	page.go      a student's verdicts as a page
//
// # What a verdict rests on
//
// Values are judged outside: whatever a candidate's process does, what it sends is
// no more than what its function returns, and it is compared here with what the
// reference returns for the same arguments, which the candidate does not have.
// Sources (loops, names in use) are read outside too. Shared memory, changed
// arguments and memory taken can only be seen inside, and an answer that means to
// could lie about them: such a criterion is [checks.Result.Advisory], and its card
// says so.
//
// Speed is judged outside too. The answer and the exercise's baseline, which this
// program runs started once more, are two processes within the same walls, behind
// the same wire; what is compared is the processor time that the system says they
// took, from the request to begin to the word that all is done. Before that the
// arguments have arrived, after it the results are fetched; each call has arguments of
// its own, each result is compared with the reference's. The one whose turn it is not
// is paused. What a process computes after it said that it was done counts as its
// time, and if it does not end, the criterion is not met. Meanwhile no other worker of
// this program computes.
//
// On two cores, by processes without walls, with so many neighbours that compute
// without end, an honest answer and one that is too slow for each exercise that asks
// for speed (false_test.go of package remote, tag verdicts; the slow ones had one seed
// of the three). These are samples, too few to show a rate of one in a thousand;
// ratios are to the limit, so that 1 is the mark:
//
//	neighbours  honest: judged, wrong, ratios    slow: judged, wrong, ratios
//	0           20      0      0.13 to 0.53      15     0      1.92 to 8.83
//	2            8      0      0.17 to 0.57       6     0      1.93 to 9.42
//	4            4      0      0.17 to 0.44       3     1      1.94 to 11.3
//
// The wrong one was in doubt, so its points were given: with many neighbours it is
// slow answers that may pass, not honest ones that fail.
//
// # What is not prevented
//
//   - An answer can read and change its own process: a data race on an interface does,
//     with no imports. It wins nothing that is judged outside. What is seen inside,
//     the advisory criteria, it can forge, and it can send whatever it likes on its own
//     pipe, which is a return value and no more. A system call that the walls do not
//     allow is its end.
//   - An answer may tell honest inputs from those of a check, by their sizes or by
//     counting calls. Inputs are other ones for each student, so it must still be right
//     on them.
//   - An answer that keeps every core busy until its limit slows those beside it. What
//     is timed is timed alone, and tried again.
//   - The walls are the kernel's. A fault of the kernel is a way through them.
//
// # Decisions
//
//   - All answers of a submission that compile and mean the same by every name are
//     built into one program, which takes hardly longer than one answer. Each exercise
//     still runs in a process of its own, that serves its function alone. Answers with
//     package variables that are computed, with errors, or with a reference in
//     place of other work get a program of their own: so no initialiser, and no error, of
//     one exercise touches another.
//   - An exercise that an answer builds on, as the course's own answer does, is judged
//     first. Where the student's own does not pass, the reference stands in for it, so
//     that a mistake, were it only a loop where none is wanted, costs its own exercise
//     only. In a cell the student is told to mend that one first; here nobody is there
//     to. Nothing stands in for what the course's answer does without: an answer that
//     calls what its author left out would earn points for nobody's work.
//   - What depends on chance or a clock is judged on up to three seeds before it
//     costs points: of 10,000 honest answers none should lose one by bad luck.
//   - A process that ends costs the criterion that it ended in and those after it, as
//     in a cell.
package grade
