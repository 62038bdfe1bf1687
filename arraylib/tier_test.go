package arraylib

import (
	"fmt"
	"testing"
)

func TestUse(t *testing.T) {
	first := Using() // the best of the machine, or what FASTERGO_SIMD names
	restore := Use(99)
	if Using() < first {
		t.Errorf("a tier above all became %v, below %v", Using(), first)
	}
	Use(-1)
	if Using() != Portable {
		t.Errorf("a tier below all became %v", Using())
	}
	restore()
	if Using() != first {
		t.Errorf("restored is %v, not %v", Using(), first)
	}
	if s := fmt.Sprint(Portable, AVX2, AVX512, Tier(9), Tier(-1)); s != "portable avx2 avx512 Tier(9) Tier(-1)" {
		t.Error(s)
	}
}
