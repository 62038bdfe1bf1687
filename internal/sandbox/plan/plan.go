// Package plan is the language between the sandbox and its init program: a list
// of system calls, made in order on one thread, whose arguments are numbers,
// places in the list's own data, or results of earlier calls.
//
// The init program decides nothing, so that all that is decided can be read,
// and tested, in package sandbox; and it is small, because every launch pays for it.
package plan

// The descriptors of an init program, below which are those that the program it
// becomes may keep.
const (
	Control = 5 // a socket: the plan comes in, failures and a seccomp listener go out
	Target  = 6 // the executable that the last call of the plan becomes
)

// MaxSize is the most bytes that an encoded plan may have.
const MaxSize = 64 << 10

// An encoded plan is a list of 64-bit words in the machine's order: the number of
// calls, the number of links, the calls, the links, then the data.
//
// A call is callWords words: the number of the system call; its six arguments; how
// each is meant, four bits an argument; the word of the data that receives its result.
// A link is one word: the word of the data to which the data's own address is added.
const (
	callWords = 9
	headWords = 2
)

// How an argument is meant.
const (
	number  = 0 // itself
	address = 1 // the address of this byte of the data
	content = 2 // what this word of the data holds now
)

// keep is the least value of a call's last word that names a word of the data.
// Below it there is none.
const (
	discard  = 0 // the result does not matter, but an error ends the run
	optional = 1 // nor does an error
	keep     = 2
)
