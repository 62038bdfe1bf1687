// Solve this here or in notebooks/02_arrays.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check arrays/shapes

package arrays

// Shapes answers five questions: can arrays of these two shapes be broadcast
// together, and if so, what is the shape of the result? Put a shape between the
// quotes, as "2, 3" or "(2, 3)", or "no" if they cannot. Leave a line empty if
// you want to come back to it.
func Shapes() []string {
	return []string{
		"", // 1. (7, 1) and (7, 4)
		"", // 2. (7,) and (4, 7)
		"", // 3. (3, 3) and (2, 3)
		"", // 4. (1, 1, 1, 8) and (1, 9, 1)
		"", // 5. (4, 1, 9) and (3, 1)
	}
}

//fastergo:stub 8d405f296e573b8f
