package arrays

// Shapes answers five questions: can arrays of these two shapes be broadcast
// together, and if so, what is the shape of the result? Put a shape between the
// quotes, as "2, 3" or "(2, 3)", or "no" if they cannot. Leave a line empty if
// you want to come back to it.
func Shapes() []string {
	// BEGIN STUB
	// return []string{
	// 	"", // 1. (7, 1) and (7, 4)
	// 	"", // 2. (7,) and (4, 7)
	// 	"", // 3. (3, 3) and (2, 3)
	// 	"", // 4. (1, 1, 1, 8) and (1, 9, 1)
	// 	"", // 5. (4, 1, 9) and (3, 1)
	// }
	// END STUB
	// BEGIN SOLUTION
	return []string{
		"7, 4",       // 1. (7, 1) and (7, 4)
		"4, 7",       // 2. (7,) and (4, 7)
		"no",         // 3. (3, 3) and (2, 3)
		"1, 1, 9, 8", // 4. (1, 1, 1, 8) and (1, 9, 1)
		"4, 3, 9",    // 5. (4, 1, 9) and (3, 1)
	}
	// END SOLUTION
}
