// Package wire carries calls between the judge of an answer and the process that the
// answer runs in, the candidate. This package is the candidate's end: [Serve] is its
// main. The judge's end is package remote, and what both have to say of values is in
// package codec.
//
// # Frames
//
// A frame is the length of what follows (4 bytes, little-endian), a kind (1 byte), a
// nonce (8 bytes), and what the kind has. Numbers are varints; a text is its length
// and its bytes. The judge asks, and names each request by a random nonce, which the
// reply repeats: nothing can be sent before it is asked for.
//
//	judge                                          candidate
//	Hello    limit of a frame                      Hello    type of the function
//	Call     session, function, mode, values       Reply    number, how it ended, values
//	Prepare  session, function, mode, values       Prepare
//	Rest                                           Rest
//	Go       sessions                              Go
//	Fetch    session                               Reply    as of a Call
//	Reply    how it ended, values                  Call     callback, function, values
//
// A candidate's Call has the nonce of the request in whose name it calls, and a number
// of its own, which is the nonce of the judge's Reply. Each side answers each call in a
// goroutine of its own, so callbacks run side by side.
//
// # Values
//
// Values go by the type of the function, so they have no names; each begins with its
// kind, and both sides know what is due. Before the values of a frame stand updates:
// new storages with their bytes, elements of known ones that changed, and states of
// objects such as generators.
//
//   - A session is one call of the answer's function with all that hangs on it.
//     Arrays and slices of numbers are views of its storages, which both sides number, so
//     what shares memory on one side shares it on the other: an answer's writes arrive in the
//     judge's arguments, and a view of an argument is a view of the judge's.
//   - Functions, sequences among them, and grids stay where they are and are called. A
//     session ends with its call unless it returned some.
//   - A sequence is called with a yield that is a function of the judge's. The loop's body
//     runs where the loop is: at each value memory is told of, both ways.
//   - An object is the same in all calls of a connection. Its state goes over when it
//     changed.
//   - A text, an error, and a slice of anything but numbers are copied: what is written into
//     rows[i][j] arrives, what is put in the place of rows[i] does not. So are slices that overlap
//     a result of before without lying in it.
//
// # Decisions
//
//   - Only elements that changed are sent back, for another goroutine may be writing the
//     others.
//   - What a function of the judge's panicked with unwinds the answer that called it. If
//     it ends the criterion, the answer's goroutine ends: nothing can recover from that.
//   - A call in the name of a request that has its reply waits for ever: the judge has
//     moved on.
//   - Go and its reply are 13 bytes each, so that they can be timed, with a nonce like any frame.
//   - The candidate links no fmt for this package, and no method by name: it is built while
//     somebody waits.
//
// # What is judged outside, and what is only told
//
// Results are values, whatever the candidate did to get them: they are compared in the
// judge's process. What is only told by the candidate is whether a result is a view of
// an argument, that arguments are unchanged (the judge has its own, and sees the changes
// it is told of), the state that a generator was left in, where a panic came from, and how much
// memory a call took.
//
// # Why unchanged arguments are seen inside
//
// Arguments could lie in pages that are read-only while the answer runs, so that a write faults.
// They do not. A fault in a goroutine that the answer or arraylib started ends the process, and
// with it what says which element changed; the cell would give another verdict. And
// it would enforce nothing: who reads and writes all of the process maps new memory over the
// pages, as Go's own runtime has to be able to, and who does not may write into a copy, which is
// what the criterion asks for. Nobody else is harmed: the judge compares with arguments of its own,
// and each call gets new ones.
package wire
