// Package poison makes a misuse of memory that nobody has written fail every time, and not only where it was used before.
package poison

import "sync/atomic"

// Level is whose memory holds what no result should before it is written: NaN, -1 and true.
type Level int32

// The levels, each with what the one before has.
const (
	Nothing Level = iota
	Empty         // arrays that somebody asked for unwritten: arraylib's Empty and EmptyLike
	Results       // all results of arraylib, which it writes itself
)

var level atomic.Int32

// At reports whether the memory of l is poisoned.
func At(l Level) bool { return Level(level.Load()) >= l }

// Use takes a level for the whole program, and returns a function that takes the one from before.
func Use(l Level) (restore func()) {
	old := level.Swap(int32(l))
	return func() { level.Store(old) }
}
