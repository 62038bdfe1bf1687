package random

import (
	"math"

	np "fastergo/arraylib"
)

// MultivariateNormal returns vectors of the normal distribution with a mean and a covariance matrix, as the last axis of the result, which
// has one axis more than the shape: multivariate_normal(mean, cov, shape, method="cholesky").
//
// A vector is mean + L·z, where L·Lᵀ is the Cholesky decomposition of cov, of which only the lower triangle is read. It is equal to NumPy's up
// to the rounding of sums; NumPy's default, method="svd", gives other vectors of the same distribution, and takes covariance matrices that
// are singular.
//
// It panics with *[np.ShapeError] if cov is not a square matrix with a row for each element of mean, and with *[ParameterError] if it is not
// positive definite.
func (g *Generator) MultivariateNormal(mean []float64, cov *np.Array[float64], shape ...int) *np.Array[float64] {
	n := len(mean)
	if s := cov.Shape(); len(s) != 2 || s[0] != n || s[1] != n {
		panic(&np.ShapeError{Op: "MultivariateNormal", A: []int{n}, B: s, Why: "are not those of a mean and its covariance"})
	}
	l := np.Copy(cov).Data()
	cholesky(l, n)
	a := g.StandardNormal(append(shape[:len(shape):len(shape)], n)...)
	for d := a.Data(); len(d) > 0; d = d[n:] {
		for i := n - 1; i >= 0; i-- { // from below, so that z is replaced where no row needs it any more
			sum := 0.0
			for j, lij := range l[i*n : i*n+i+1] {
				sum += float64(lij * d[j])
			}
			d[i] = mean[i] + sum
		}
	}
	return a
}

// cholesky replaces the lower triangle of an n×n matrix in C order by that of its decomposition.
func cholesky(a []float64, n int) {
	for i := range n {
		row := a[i*n : i*n+i+1]
		for j := range row {
			sum := row[j]
			for k, v := range a[j*n : j*n+j] {
				sum -= float64(row[k] * v)
			}
			if j < i {
				row[j] = sum / a[j*n+j]
				continue
			}
			need(sum > 0, "MultivariateNormal", "a pivot of cov", sum, "is not positive: cov is not positive definite")
			row[j] = math.Sqrt(sum)
		}
	}
}
