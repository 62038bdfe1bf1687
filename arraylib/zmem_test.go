package arraylib
import ("testing";"strconv";"runtime";"time")
func TestClasses(t *testing.T) {
	for _, w := range []int{8192, 8193, 10240,10241, 1<<19, 1<<19+1} { if c:=classOf(w); classWords(c) < w || classWords(c-1)>=w { t.Error(w, c, classWords(c), classWords(c-1)) } }
	s := time.Now(); for range 20 { runtime.GC() }; t.Log(time.Since(s)/20)
}
func BenchmarkPool(b *testing.B) {
	for _, cap := range []int{8, 16, 32, 64, 256} {
	for _, n := range []int{1 << 18, 1 << 20} {
		a := Full[float32](1, n)
		c := Full[float32](1, n)
		b.Run(strconv.Itoa(cap)+"/"+strconv.Itoa(n), func(b *testing.B) {
			ownedBytes = cap<<20
			for b.Loop() {
				Add(a, c)
			}
		})
	}}
}
