//go:build amd64 && !noasm

package kernel

import (
	"fmt"
	"math/rand"
	"testing"
	"unsafe"
)

func TestGemm(t *testing.T) {
	for _, tr := range []Tier{AVX2, AVX512} {
		restore := Use(tr)
		for range 300 {
			m, n, k := 1+rand.Intn(70), 1+rand.Intn(90), 1+rand.Intn(300)
			if rand.Intn(10) == 0 { m, n, k = 1+rand.Intn(700), 1+rand.Intn(500), 1+rand.Intn(700) }
			a, b, c, w := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n), make([]float64, m*n)
			for i := range a { a[i] = float32(rand.Intn(7) - 3) }
			for i := range b { b[i] = float32(rand.Intn(7) - 3) }
			A, B, C := Matrix{unsafe.Pointer(&a[0]), k * 4, 4}, Matrix{unsafe.Pointer(&b[0]), n * 4, 4}, Matrix{unsafe.Pointer(&c[0]), n * 4, 4}
			ta, tb, tc := rand.Intn(2) == 0, rand.Intn(2) == 0, rand.Intn(2) == 0
			if ta { A = Matrix{A.P, 4, m * 4} }
			if tb { B = Matrix{B.P, 4, k * 4} }
			if tc { C = Matrix{C.P, 4, m * 4} }
			get := func(x Matrix, i, j int) *float32 { return (*float32)(x.at(i, j).P) }
			for i := range m { for p := range k { for j := range n { w[i*n+j] += float64(*get(A, i, p)) * float64(*get(B, p, j)) } } }
			Gemm(false, m, n, k, A, B, C)
			for i := range m { for j := range n { if float64(*get(C, i, j)) != w[i*n+j] { t.Fatal(tr, m, n, k, ta, tb, tc, i, j, *get(C, i, j), w[i*n+j]) } } }
		}
		restore()
	}
}

func BenchmarkGemm(b *testing.B) {
	for _, double := range []bool{false, true} {
	for _, s := range [][3]int{{64, 64, 64}, {128,128,128}, {256, 256, 256}, {512,512,512}, {1024, 1024, 1024}, {2048,2048,2048}, {5, 10, 784}, {50000, 10, 784}} {
		m, n, k := s[0], s[1], s[2]
		size := 4; if double { size = 8 }
		x, y, z := make([]float64, m*k), make([]float64, k*n), make([]float64, m*n)
		b.Run(fmt.Sprint(double, m, n, k), func(b *testing.B) {
			for b.Loop() {
				Gemm(double, m, n, k, Matrix{unsafe.Pointer(&x[0]), k * size, size}, Matrix{unsafe.Pointer(&y[0]), n * size, size}, Matrix{unsafe.Pointer(&z[0]), n * size, size})
			}
			b.ReportMetric(2*float64(m)*float64(n)*float64(k)/float64(b.Elapsed().Nanoseconds())*float64(b.N), "GFLOPS")
		})
	}
	}
}
