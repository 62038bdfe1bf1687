package linalg

import (
	"math"

	np "fastergo/arraylib"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/lapack"
	lapackgonum "gonum.org/v1/gonum/lapack/gonum"
)

// reals is the kernel of real matrices: gonum's LAPACK.
type reals struct{}

var lapack64 lapackgonum.Implementation

func (reals) load(a np.Operand, shape []int) []float64 {
	if a, ok := a.(*np.Array[float32]); ok {
		return np.AsType[float64](np.BroadcastTo(a, shape...)).Data()
	}
	return np.Copy(np.BroadcastTo(a.(*np.Array[float64]), shape...)).Data()
}

func (reals) store(dt np.DType, data []float64, shape []int) np.Operand {
	a := np.AsArray(data).Reshape(shape...)
	if dt == np.Float32 {
		return np.AsType[float32](a)
	}
	return a
}

func (reals) lift(x float64) float64 { return x }
func (reals) abs(x float64) float64  { return math.Abs(x) }

func (reals) sign(x float64) float64 {
	if x == 0 {
		return 0
	}
	return math.Copysign(1, x)
}

func (reals) ldexp(x float64, e int) float64 { return math.Ldexp(x, e) }

func (reals) exponent(x []float64) int {
	m := 0.0
	for _, v := range x {
		m = max(m, math.Abs(v))
	}
	_, e := math.Frexp(m)
	return e
}

func (reals) adjoint(d, a []float64, m, n int) {
	for i := range m {
		for j, v := range a[i*n : (i+1)*n] {
			d[j*m+i] = v
		}
	}
}

func (reals) lu(a []float64, n int, pivots []int) (sign float64, ok bool) {
	ok = lapack64.Dgetrf(n, n, a, n, pivots)
	sign = 1
	for i, p := range pivots {
		if p != i {
			sign = -sign
		}
	}
	return sign, ok
}

func (reals) solve(lu []float64, n int, pivots []int, b []float64, r int) {
	lapack64.Dgetrs(blas.NoTrans, n, r, lu, n, pivots, b, r)
}

func (reals) cholesky(a []float64, n int) bool {
	if !lapack64.Dpotrf(blas.Lower, n, a, n) {
		return false
	}
	for i := range n {
		clear(a[i*n+i+1 : (i+1)*n])
	}
	return true
}

// work calls a function of LAPACK twice: to ask for the length of its scratch memory, and with as much.
func work(f func(work []float64, length int)) {
	var ask [1]float64
	f(ask[:], -1)
	w := make([]float64, int(ask[0]))
	f(w, len(w))
}

func (reals) qr(a []float64, m, n int, q []float64, p int) {
	k := min(m, n)
	tau := make([]float64, k)
	work(func(w []float64, length int) { lapack64.Dgeqrf(m, n, a, n, tau, w, length) })
	for i := range m {
		copy(q[i*p:i*p+min(i, k)], a[i*n:i*n+min(i, k)])
		clear(a[i*n : i*n+min(i, n)])
	}
	work(func(w []float64, length int) { lapack64.Dorgqr(m, p, k, q, p, tau, w, length) })
}

func (reals) svd(a []float64, m, n int, s, u []float64, p int, vt []float64, r int) (ok bool) {
	jobU, jobV := lapack.SVDNone, lapack.SVDNone
	if u != nil {
		jobU, jobV = lapack.SVDAll, lapack.SVDAll
		if p < m {
			jobU = lapack.SVDStore
		}
		if r < n {
			jobV = lapack.SVDStore
		}
	}
	work(func(w []float64, length int) {
		ok = lapack64.Dgesvd(jobU, jobV, m, n, a, n, s, u, max(1, p), vt, n, w, length)
	})
	return ok
}

func (reals) eigh(a []float64, n int, w []float64, vectors bool) (ok bool) {
	if vectors {
		work(func(wk []float64, length int) {
			ok = lapack64.Dsyev(lapack.EVCompute, blas.Lower, n, a, n, w, wk, length)
		})
		return ok
	}
	// Without vectors Dsyev calls Dsterf, which in gonum 0.17 panics where a part of the matrix has tiny numbers.
	beside, tau := make([]float64, n-1), make([]float64, n-1)
	work(func(wk []float64, length int) { lapack64.Dsytrd(blas.Lower, n, a, n, w, beside, tau, wk, length) })
	return lapack64.Dsteqr(lapack.EVCompNone, n, w, beside, nil, 1, nil)
}

func (reals) eig(a []float64, n int, w, v []complex128) bool {
	job, re, im := lapack.RightEVNone, make([]float64, n), make([]float64, n)
	var vr []float64
	if v != nil {
		job, vr = lapack.RightEVCompute, make([]float64, n*n)
	}
	first := 0
	work(func(wk []float64, length int) {
		first = lapack64.Dgeev(lapack.LeftEVNone, job, n, a, n, re, im, nil, 1, vr, n, wk, length)
	})
	for j := range w {
		w[j] = complex(re[j], im[j])
	}
	// A pair of conjugate eigenvalues shares two columns: the real and the imaginary part of the first one's vector.
	for k, x := range vr {
		switch j := k % n; {
		case im[j] == 0:
			v[k] = complex(x, 0)
		case im[j] > 0:
			v[k], v[k+1] = complex(x, vr[k+1]), complex(x, -vr[k+1])
		}
	}
	return first == 0
}
