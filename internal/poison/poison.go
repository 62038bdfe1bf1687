// Package poison makes a misuse of memory that nobody has written fail every time, and not only where it was used before.
package poison

import "sync/atomic"

var on atomic.Bool

// On reports whether arrays whose elements are unspecified, such as those of arraylib's Empty, are to hold what no result should: NaN, -1 and true.
func On() bool { return on.Load() }

// Use turns that on or off for the whole program, and returns a function that turns it back.
func Use(yes bool) (restore func()) {
	old := on.Swap(yes)
	return func() { on.Store(old) }
}
