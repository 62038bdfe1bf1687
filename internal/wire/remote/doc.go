// Package remote is the judge's end of package wire: an Answer is a checks.Answer
// whose function runs in another process.
//
// It believes nothing. A frame that nobody asked for, or that says what cannot be,
// ends the connection, and the error says which; a result that is not what it should be is the
// error of its call. How long anything may take is for the owner of the process to say: closing
// the pipes ends every call that waits, with the error that Config.Ended gives.
package remote
