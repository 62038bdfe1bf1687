package arrays

// Sum32 returns the sum of x, and more exactly than a plain loop: a float32 keeps
// 24 bits, so while the sum is large and the next element small, the loop loses
// the element's last bits, again and again. For 0, 1, 2, … up to 2²³ the loop
// is off by some 4 parts in 10000; Sum32 may be off by 2 in 100000.
//
// No float64 and no arraylib: arrange the additions so that numbers of like
// size meet. x does not change, and the sum of nothing is 0.
func Sum32(x []float32) float32 {
	// BEGIN SOLUTION
	if len(x) <= 64 {
		var sum float32
		for _, v := range x {
			sum += v
		}
		return sum
	}
	half := len(x) / 2
	return Sum32(x[:half]) + Sum32(x[half:])
	// END SOLUTION
}
