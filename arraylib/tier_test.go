package arraylib

import (
	"fmt"
	"testing"
)

func TestUse(t *testing.T) {
	best := Using()
	restore := Use(99)
	if Using() != best {
		t.Errorf("a tier above all became %v, not %v", Using(), best)
	}
	Use(-1)
	if Using() != Portable {
		t.Errorf("a tier below all became %v", Using())
	}
	restore()
	if Using() != best {
		t.Errorf("restored is %v, not %v", Using(), best)
	}
	if s := fmt.Sprint(Portable, AVX2, AVX512, Tier(9), Tier(-1)); s != "portable avx2 avx512 Tier(9) Tier(-1)" {
		t.Error(s)
	}
}
