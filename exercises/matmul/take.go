// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/take

package matmul

import "fastergo/lesson"

// Take returns the next n values that next gives, or as many as are left. next
// returns a value and true, or false when there are no more: it is the first
// of the two functions that [iter.Pull] returns.
//
// Take must not ask for more than it returns: whoever comes after it goes on
// with the value that follows.
func Take(next func() (float32, bool), n int) []float32 {
	panic(lesson.TODO)
}

//fastergo:stub 401f01173bc7fa2a
