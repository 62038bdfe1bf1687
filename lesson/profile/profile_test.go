package profile_test

import "fastergo/lesson/profile"

// Outside a notebook there is no program that draws.
func ExampleShow() {
	profile.Show(func() {
		sum := 0.0
		for i := range 1_000_000 {
			sum += float64(i)
		}
	})
	// Output:
	// No profile: $FASTERGO does not name the fastergo program: start the notebook with fastergo lab or fastergo run
}
