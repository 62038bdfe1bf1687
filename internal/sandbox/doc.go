// Package sandbox runs what nobody vouches for: candidates, the programs made of
// students' answers, and the tools that build them.
//
// A Box starts processes within the walls of a tier. A small program, sandbox/init,
// raises them: it makes the system calls of a plan (package plan) that the box
// writes, and the last of them turns it into the candidate or the tool. It decides
// nothing and tells which call failed, so a process runs within all of its walls or
// not at all. Probe runs into the walls and says which stand.
//
// # The walls
//
//	                      candidate, A             candidate, B             tool, A and B
//	files                 an empty root            Landlock: none           Landlock: its paths
//	processes, signals    namespace, filter        filter, Landlock, user   filter, Landlock
//	network               namespace, filter        filter, Landlock         filter, Landlock
//	system calls          those of Go's runtime    the same                 and those on files
//	capabilities          none                     none                     none
//	user (as root)        100000 and the worker    the same                 ours, without power
//	memory, time, output  limits                   limits                   limits
//
// Both tiers are refused where a wall cannot be raised; None has no wall but the
// clock and the cap on output, and is had only by asking for it.
//
// # Decisions
//
// The filter allows what a Go program needs, refuses what one tries and does without,
// and forbids the rest. Who makes a forbidden call waits in it, because the filter
// reports it to us; we kill, and know its name. If we are gone the call fails and
// the death signal kills. Where another program further out listens already, the
// kernel kills, and the name is not known.
//
// The filter reports two allowed calls too: an exit, to see how much memory and how
// many threads there were, and asking for much memory at once. So a death of memory
// is told by how near the limit was, never by what the process wrote. What goes on
// after a report has no pointers among its arguments, which could change.
//
// Memory is limited by RLIMIT_DATA, of which Go's runtime takes about 40 MB before a
// program starts. What it does not count cannot be had: shared and growing mappings
// by the filter, page tables by RLIMIT_AS.
//
// Neither candidates nor tools can start processes, so one signal ends either. One
// thread of ours starts them all and never ends: the death signal is sent when the
// thread ends that started a process, not when we do.
//
// A candidate's user is not root where we are: the limit on threads does not bind
// root. In tier B, as an ordinary user, it has our user, whose threads are counted
// and added. A tool keeps our user, for the files that it works on, and has no
// limit on threads.
//
// The filter's program is assembled here. (A library's would compare an argument
// of one system call with the number of the next.)
//
// # What is promised
//
// Within A and B: no file but the named ones is read or written; no socket, process
// or program is made; no other process is signalled or looked into; limits hold, in
// time at the resolution of a second of processor time; nothing is left: no
// process, no mount, no file outside a tool's scratch directory.
//
// # What is not
//
// Mistakes of the kernel in what the filter allows. Side channels: caches, timing,
// how busy the machine is; a candidate has the clock. What a process observes about
// itself: an answer can read and write all of its own process by a data race, the
// harness included, so that only values judged outside of it count. A tool can ask
// whether a file exists, and for its size and time, anywhere; Landlock does not
// forbid it. Memory of the kernel for pipes and threads is bounded by their number
// only. A candidate that stops its own threads waits for the wall clock.
package sandbox
