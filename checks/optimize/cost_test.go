package optimize

import "testing"

func TestProduct(t *testing.T) {
	for _, c := range []struct {
		factors, answer string
		want            bool
	}{
		{"ndk", "O(nkd)", true},
		{"ndk", "n·k·d", true},
		{"ndk", "O((n*k)*d)", true},
		{"ndk", "O(nkd+kd)", true},
		{"ndk", "O(kd + n k d + nk)", true},
		{"n", "O(n)", true},
		{"ndk", "O(nd)", false},
		{"ndk", "O(nd+kd)", false},
		{"ndk", "O(nkd+n2)", false},
		{"ndk", "O(nkd+nnkd)", false},
		{"ndk", "O(nd(k+d))", false},
		{"ndk", "O(nkd+)", false},
		{"nd", "O(nd+k)", false},
		{"nd", "", false},
	} {
		if got := product(c.factors)(c.answer); got != c.want {
			t.Errorf("O(%s) answered %q: %t, want %t", c.factors, c.answer, got, c.want)
		}
	}
}
