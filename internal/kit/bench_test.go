package kit

import (
	"context"
	"testing"
	"time"
)

// BenchmarkBuild builds one answer. The step that takes longest is the link, and
// of each exercise there is one.
func BenchmarkBuild(b *testing.B) {
	k, box := theKit(b)
	dir := scratch(b)
	for _, tc := range []struct{ name, source, function string }{
		{"arrays", assign, "Assign"},
		{"plain", "package answer\n\nfunc F(n int) (s int) { for i := range n { s += i }; return s }\n", "F"},
	} {
		b.Run("answer="+tc.name, func(b *testing.B) {
			var sum Times
			for b.Loop() {
				_, errs, t, err := k.Build(context.Background(), box, Source{Go: []byte(tc.source), Funcs: []string{tc.function}, Scratch: dir})
				if err != nil || errs != nil {
					b.Fatal(errs, err)
				}
				sum.Compile += t.Compile
				sum.Glue += t.Glue
				sum.Link += t.Link
			}
			for name, d := range map[string]time.Duration{"compile": sum.Compile, "glue": sum.Glue, "link": sum.Link} {
				b.ReportMetric(float64(d.Microseconds())/1000/float64(b.N), name+"-cpu-ms/op")
			}
		})
	}
}

// BenchmarkBuildTogether builds answers on as many workers as there are processors.
func BenchmarkBuildTogether(b *testing.B) {
	k, box := theKit(b)
	b.RunParallel(func(pb *testing.PB) {
		dir := scratch(b)
		for pb.Next() {
			if _, errs, _, err := k.Build(context.Background(), box, Source{Go: []byte(assign), Funcs: []string{"Assign"}, Scratch: dir}); err != nil || errs != nil {
				b.Error(errs, err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Hours(), "answers/h")
}

// BenchmarkPrepareAgain finds a kit that is there.
func BenchmarkPrepareAgain(b *testing.B) {
	theKit(b)
	for b.Loop() {
		if _, err := Prepare(context.Background(), root, kits); err != nil {
			b.Fatal(err)
		}
	}
}
