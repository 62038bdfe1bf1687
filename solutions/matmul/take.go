package matmul

// Take returns the next n values that next gives, or as many as are left. next
// returns a value and true, or false when there are no more: it is the first
// of the two functions that [iter.Pull] returns.
//
// Take must not ask for more than it returns: whoever comes after it goes on
// with the value that follows.
func Take(next func() (float32, bool), n int) []float32 {
	// BEGIN SOLUTION
	var taken []float32
	for len(taken) < n {
		x, ok := next()
		if !ok {
			break
		}
		taken = append(taken, x)
	}
	return taken
	// END SOLUTION
}
