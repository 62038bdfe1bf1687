package profile_test

import (
	"strings"
	"testing"

	"fastergo/lesson/profile"
)

func TestOneAtATime(t *testing.T) {
	defer func() {
		if s, _ := recover().(string); !strings.Contains(s, "one at a time") {
			t.Errorf("panic %q", s)
		}
	}()
	profile.Show(func() { profile.Show(func() {}) })
}

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
