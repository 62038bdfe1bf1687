// Package cell is what lesson and checks share about the notebook cell they
// run in: showing outputs, starting the course's program, the files that keep
// what outlives a cell, and the value an unanswered exercise panics with.
//
// # Decisions
//
// Every cell is a new program that is compiled and linked while the reader
// waits, so this package imports next to nothing. GoNB takes outputs as
// encoding/gob messages on a named pipe; the few message shapes used here are
// written by hand (gob.go), and a test holds them to encoding/gob and GoNB's
// own types. That keeps gob and its use of reflect out of each cell's link.
//
// Only files outlive a cell. All of them lie in one directory, [StateDir]: the
// workspace's own, or a temporary one where notebooks run headlessly. They are
// written whole or not at all, and whoever changes one holds its lock: several
// notebooks may run in a workspace at once.
//
// Each output is followed by a handshake with the kernel: without it, outputs
// still in the pipe when the program ends are lost.
package cell
