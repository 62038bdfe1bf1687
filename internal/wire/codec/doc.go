// Package codec says what goes over package wire: frames, and in them values with
// the memory that they are views of.
//
//	frame.go    kinds of frames, reading and writing them, limits
//	session.go  storages and objects, and what each side knows of them
//	value.go    values by their types
//
// What is taken is taken strictly. Nothing that arrives makes it panic, or take more memory
// than a few times the limits.
package codec
