package matmul

// Dot returns the sum of the products a[i]·b[i]. It panics if a and b differ in
// length. The sum of nothing is 0.
func Dot(a, b []float32) float32 {
	// BEGIN SOLUTION
	if len(a) != len(b) {
		panic("Dot: the slices differ in length")
	}
	var sum float32
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
	// END SOLUTION
}
