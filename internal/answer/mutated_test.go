package answer

import (
	"go/token"
	"math/rand/v2"
	"strings"
	"testing"
)

// Answers with tokens lost, doubled and exchanged become sound candidates, or problems.
func TestMutated(t *testing.T) {
	rounds := 2000
	if testing.Short() {
		rounds = 300
	}
	rng := rand.New(rand.NewPCG(1, 2))
	sources := []string{imports, assignDone, trainDone,
		"const (\n\ta = iota\n\tb\n)\n\ntype s[T any] struct{ x T }\n\nfunc (r s[T]) m(a int) T { return r.x }\n\nvar c, d = b, func() int { return a }()",
		assignHead + "var x s[int]\nl:\n\tfor i, a := range []int{b: 1} {\n\t\tif f := func(c int) { x.m(c) }; i > a {\n\t\t\tf(d)\n\t\t\tcontinue l\n\t\t}\n\t}\n\treturn nil\n}",
		strings.SplitN(string(small[3].Reference), "\n)\n", 2)[1]}
	var pieces []string
	for _, s := range sources {
		scan([]byte(s), func(_ int, tok token.Token, lit string) bool {
			if lit == "" || lit == "\n" {
				lit = tok.String()
			}
			if tok == token.SEMICOLON {
				lit = "\n"
			}
			pieces = append(pieces, lit)
			return true
		})
	}
	candidates := 0
	for range rounds {
		var cells []written
		for i, name := range []string{"", "assign", "train", "", "assign", "matrix"} {
			var out []string
			scan([]byte(sources[i]), func(_ int, tok token.Token, lit string) bool {
				if lit == "" {
					lit = tok.String()
				}
				if tok == token.SEMICOLON {
					lit = "\n"
				}
				switch rng.IntN(600) {
				case 0:
					return true
				case 1:
					out = append(out, lit)
				case 2:
					out = append(out, pieces[rng.IntN(len(pieces))])
				}
				out = append(out, lit)
				return true
			})
			source := strings.Join(out, " ")
			if name == "" {
				cells = append(cells, code("", source))
			} else {
				cells = append(cells, own(name, source))
			}
		}
		w, err := Notebook("x.ipynb", notebookOf(cells...), small)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range small {
			c, problem := w.Answer(e.ID, func(string) bool { return rng.IntN(2) == 0 })
			if c != nil {
				candidates++
				sound(t, c)
			}
			if c != nil && problem != nil {
				t.Errorf("both a candidate and %q", problem.Message)
			}
		}
	}
	if candidates < rounds {
		t.Errorf("only %d candidates: too much is lost", candidates)
	}
}
