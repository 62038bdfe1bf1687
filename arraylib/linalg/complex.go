package linalg

import (
	"math"
	"math/cmplx"
	"slices"

	np "fastergo/arraylib"
)

// complexes is the kernel of complex matrices. GVL is G. H. Golub, C. F. Van Loan, "Matrix Computations", 4th edition, 2013.
type complexes struct{}

const epsilon = 0x1p-52

func (complexes) load(a np.Operand, shape []int) []complex128 {
	if a, ok := a.(*np.Array[complex64]); ok {
		return np.AsType[complex128](np.BroadcastTo(a, shape...)).Data()
	}
	return np.Copy(np.BroadcastTo(a.(*np.Array[complex128]), shape...)).Data()
}

func (complexes) store(dt np.DType, data []complex128, shape []int) np.Operand {
	a := np.AsArray(data).Reshape(shape...)
	if dt == np.Complex64 {
		return np.AsType[complex64](a)
	}
	return a
}

func (complexes) lift(x float64) complex128 { return complex(x, 0) }
func (complexes) abs(x complex128) float64  { return cmplx.Abs(x) }

func (complexes) sign(x complex128) complex128 {
	if x == 0 {
		return 0
	}
	_, e := math.Frexp(max(math.Abs(real(x)), math.Abs(imag(x))))
	x = complexes{}.ldexp(x, -e)
	return x / complex(cmplx.Abs(x), 0)
}

func (complexes) ldexp(x complex128, e int) complex128 {
	return complex(math.Ldexp(real(x), e), math.Ldexp(imag(x), e))
}

func (complexes) adjoint(d, a []complex128, m, n int) {
	for i := range m {
		for j, v := range a[i*n : (i+1)*n] {
			d[j*m+i] = cmplx.Conj(v)
		}
	}
}

func (complexes) exponent(x []complex128) int {
	m := 0.0
	for _, v := range x {
		m = max(m, math.Abs(real(v)), math.Abs(imag(v)))
	}
	_, e := math.Frexp(m)
	return e
}

// abs1 is a size that is cheaper than the absolute value and at most √2 times it.
func abs1(x complex128) float64 { return math.Abs(real(x)) + math.Abs(imag(x)) }

// square returns |x|².
func square(x complex128) float64 { return real(x)*real(x) + imag(x)*imag(x) }

// subtract takes f times x from d.
func subtract(d []complex128, f complex128, x []complex128) {
	for i, v := range x {
		d[i] -= f * v
	}
}

// lu is elimination with the greatest element of a column as its pivot (GVL 3.4.1).
func (complexes) lu(a []complex128, n int, pivots []int) (sign float64, ok bool) {
	sign, ok = 1, true
	for k := range n {
		p := k
		for i := k + 1; i < n; i++ {
			if abs1(a[i*n+k]) > abs1(a[p*n+k]) {
				p = i
			}
		}
		pivots[k] = p
		if a[p*n+k] == 0 {
			ok = false
			continue
		}
		row := a[k*n : (k+1)*n]
		if p != k {
			sign = -sign
			swap(row, a[p*n:(p+1)*n])
		}
		for i := k + 1; i < n; i++ {
			f := a[i*n+k] / row[k]
			a[i*n+k] = f
			subtract(a[i*n+k+1:(i+1)*n], f, row[k+1:])
		}
	}
	return sign, ok
}

func swap(x, y []complex128) {
	for i := range x {
		x[i], y[i] = y[i], x[i]
	}
}

// solve substitutes forward and back (GVL 3.1), a row of all right sides at a time.
func (complexes) solve(lu []complex128, n int, pivots []int, b []complex128, r int) {
	row := func(i int) []complex128 { return b[i*r : (i+1)*r] }
	for k, p := range pivots {
		if p != k {
			swap(row(k), row(p))
		}
	}
	for i := range n {
		for k := range i {
			subtract(row(i), lu[i*n+k], row(k))
		}
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			subtract(row(i), lu[i*n+k], row(k))
		}
		for j := range row(i) {
			b[i*r+j] /= lu[i*n+i]
		}
	}
}

// cholesky goes through the rows of L (GVL 4.2).
func (complexes) cholesky(a []complex128, n int) bool {
	for i := range n {
		row := a[i*n : (i+1)*n]
		for j := range i + 1 {
			sum := row[j]
			for k, v := range a[j*n : j*n+j] {
				sum -= row[k] * cmplx.Conj(v)
			}
			if j < i {
				row[j] = sum / a[j*n+j]
				continue
			}
			if !(real(sum) > 0) {
				return false
			}
			row[i] = complex(math.Sqrt(real(sum)), 0)
		}
		clear(row[i+1:])
	}
	return true
}

// reflect makes v, a column x before, the vector of a reflection H = I - tau·v·vᴴ for which Hᴴ·x = (beta, 0, …); v[0] is 1 (GVL 5.1, with LAPACK's
// choice of a real beta).
func reflect(v []complex128) (beta float64, tau complex128) {
	e := complexes{}.exponent(v)
	scale(complexes{}, v, -e)
	alpha, rest := v[0], 0.0
	for _, x := range v[1:] {
		rest += square(x)
	}
	v[0] = 1
	if rest == 0 && imag(alpha) == 0 {
		return math.Ldexp(real(alpha), e), 0
	}
	beta = -math.Copysign(math.Sqrt(square(alpha)+rest), real(alpha))
	tau = complex((beta-real(alpha))/beta, -imag(alpha)/beta)
	for i := range v[1:] {
		v[1+i] /= alpha - complex(beta, 0)
	}
	return math.Ldexp(beta, e), tau
}

// reflectLeft replaces the rows of a from r on, in the columns from c on, by those of (I - tau·v·vᴴ)·a; w is scratch for a row.
func reflectLeft(a []complex128, n, r, c int, tau complex128, v, w []complex128) {
	w = w[:n-c]
	clear(w)
	for i, f := range v {
		subtract(w, -cmplx.Conj(f), a[(r+i)*n+c:(r+i+1)*n])
	}
	for i, f := range v {
		subtract(a[(r+i)*n+c:(r+i+1)*n], tau*f, w)
	}
}

// reflectRight replaces the columns of a from c on by those of a·(I - tau·v·vᴴ).
func reflectRight(a []complex128, n, c int, tau complex128, v []complex128) {
	for ; len(a) > 0; a = a[n:] {
		row, sum := a[c:c+len(v)], complex128(0)
		for j, f := range v {
			sum += row[j] * f
		}
		sum *= tau
		for j, f := range v {
			row[j] -= sum * cmplx.Conj(f)
		}
	}
}

// column copies a column from row r on.
func column(a []complex128, n, r, c int) (v []complex128) {
	for i := r*n + c; i < len(a); i += n {
		v = append(v, a[i])
	}
	return v
}

// qr is by Householder's reflections (GVL 5.2).
func (k complexes) qr(a []complex128, m, n int, q []complex128, p int) {
	steps := min(m, n)
	vs, taus, w := make([][]complex128, steps), make([]complex128, steps), make([]complex128, max(n, p))
	for j := range steps {
		v := column(a, n, j, j)
		beta, tau := reflect(v)
		reflectLeft(a, n, j, j+1, cmplx.Conj(tau), v, w)
		a[j*n+j] = complex(beta, 0)
		for i := j + 1; i < m; i++ {
			a[i*n+j] = 0
		}
		vs[j], taus[j] = v, tau
	}
	eye(k, q, p)
	for j := steps - 1; j >= 0; j-- {
		reflectLeft(q, p, j, j, taus[j], vs[j], w)
	}
}

// svd is Jacobi's method on one side (GVL 8.6.3): the columns of a tall matrix are turned in pairs until all are orthogonal. Their lengths are
// the singular values, their directions U, and the turns V.
func (k complexes) svd(a []complex128, m, n int, s []float64, u []complex128, p int, vt []complex128, r int) bool {
	if m < n {
		b := make([]complex128, len(a))
		k.adjoint(b, a, m, n)
		if u == nil {
			return k.svd(b, n, m, s, nil, 0, nil, 0)
		}
		v, ut := make([]complex128, n*r), make([]complex128, p*m)
		ok := k.svd(b, n, m, s, v, r, ut, p)
		k.adjoint(vt, v, n, r)
		k.adjoint(u, ut, p, m)
		return ok
	}
	columns, turns := make([][]complex128, n), make([][]complex128, n)
	for j := range n {
		columns[j] = column(a, n, 0, j)
		turns[j] = make([]complex128, n)
		turns[j][j] = 1
	}
	if !orthogonalize(columns, turns) {
		return false
	}
	lengths, order := make([]float64, n), make([]int, n)
	for j, c := range columns {
		lengths[j], order[j] = math.Sqrt(real(dot(c, c))), j
	}
	slices.SortStableFunc(order, func(i, j int) int { return -compare(lengths[i], lengths[j]) })
	for i, j := range order {
		s[i] = lengths[j]
	}
	if u == nil {
		return true
	}
	// Columns as short as rounding errors have no direction worth keeping, and U may have more columns: a QR decomposition makes all of
	// them orthogonal. Its R is diagonal, of either sign.
	for i, j := range order {
		for row, v := range columns[j] {
			a[row*n+i] = v
		}
		for c, v := range turns[j] {
			vt[i*n+c] = cmplx.Conj(v)
		}
	}
	k.qr(a, m, n, u, p)
	for i := range n {
		if real(a[i*n+i]) < 0 {
			for row := range m {
				u[row*p+i] = -u[row*p+i]
			}
		}
	}
	return true
}

func compare(x, y float64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// dot returns xᴴ·y.
func dot(x, y []complex128) (sum complex128) {
	for i, v := range x {
		sum += cmplx.Conj(v) * y[i]
	}
	return sum
}

// sweeps is how often every pair of columns is turned before Jacobi's method is given up. Five to ten are usual.
const sweeps = 60

// orthogonalize turns columns in pairs, and turns alike, until they are orthogonal to within rounding errors.
func orthogonalize(columns, turns [][]complex128) bool {
	limit := 8 * epsilon * math.Sqrt(float64(len(columns[0])))
	for range sweeps {
		done := true
		for i := range columns {
			for j := i + 1; j < len(columns); j++ {
				x, y := columns[i], columns[j]
				xx, yy, xy := real(dot(x, x)), real(dot(y, y)), dot(x, y)
				size := cmplx.Abs(xy)
				if min(xx, yy) < 0x1p-600 { // as good as a column of zeros, and its square no more accurate
					continue
				}
				if size <= limit*math.Sqrt(xx)*math.Sqrt(yy) {
					continue
				}
				done = false
				zeta := (yy - xx) / (2 * size)
				t := math.Copysign(1/(math.Abs(zeta)+math.Hypot(1, zeta)), zeta)
				c := 1 / math.Hypot(1, t)
				phase := cmplx.Conj(xy) / complex(size, 0)
				turn(x, y, c, c*t, phase)
				turn(turns[i], turns[j], c, c*t, phase)
			}
		}
		if done {
			return true
		}
	}
	return false
}

// turn replaces x and y, after y was multiplied by phase, by c·x - s·y and s·x + c·y.
func turn(x, y []complex128, c, s float64, phase complex128) {
	cc, ss := complex(c, 0), complex(s, 0)
	for i, v := range x {
		w := y[i] * phase
		x[i], y[i] = cc*v-ss*w, ss*v+cc*w
	}
}

// eigh is the Schur decomposition, which is diagonal for a Hermitian matrix.
func (k complexes) eigh(a []complex128, n int, w []float64, vectors bool) bool {
	for i := range n {
		a[i*n+i] = complex(real(a[i*n+i]), 0)
		for j := range i {
			a[j*n+i] = cmplx.Conj(a[i*n+j])
		}
	}
	var z []complex128
	if vectors {
		z = make([]complex128, n*n)
		eye(k, z, n)
	}
	if !schur(a, n, z) {
		return false
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compare(real(a[i*n+i]), real(a[j*n+j])) })
	for i, j := range order {
		w[i] = real(a[j*n+j])
	}
	for i := 0; i < len(z); i += n {
		for c, j := range order {
			a[i+c] = z[i+j]
		}
	}
	return true
}

// eig is the Schur decomposition, whose triangular matrix has the eigenvalues on its diagonal, and back substitution for the vectors (GVL 7.6).
func (k complexes) eig(a []complex128, n int, w, v []complex128) bool {
	var z []complex128
	if v != nil {
		z = make([]complex128, n*n)
		eye(k, z, n)
	}
	if !schur(a, n, z) {
		return false
	}
	for i := range w {
		w[i] = a[i*n+i]
	}
	if v == nil {
		return true
	}
	x := make([]complex128, n)
	for j := range n {
		clear(x)
		x[j] = 1
		for i := j - 1; i >= 0; i-- {
			sum := complex128(0)
			for c := i + 1; c <= j; c++ {
				sum -= a[i*n+c] * x[c]
			}
			d := a[i*n+i] - a[j*n+j]
			if abs1(d) < epsilon { // as good as a double eigenvalue: its vector is nearly that of the other
				d = epsilon
			}
			x[i] = sum / d
			if over := k.exponent(x[i : i+1]); over > 100 {
				scale(k, x, -over)
			}
		}
		scale(k, x, -k.exponent(x))
		sum, greatest := 0.0, complex128(0)
		for i := range n {
			y := complex128(0)
			for c := range j + 1 {
				y += z[i*n+c] * x[c]
			}
			v[i*n+j] = y
			sum += square(y)
			if square(y) > square(greatest) {
				greatest = y
			}
		}
		// As LAPACK has it, of length 1 and with a real greatest part.
		f := complex(math.Sqrt(sum)*cmplx.Abs(greatest), 0) / cmplx.Conj(greatest)
		for i := range n {
			v[i*n+j] /= f
		}
	}
	return true
}

// schur replaces a by the triangular T of a = Z·T·Zᴴ, and multiplies z, unless it is nil, by Z from the right. It
// reduces a to Hessenberg form by reflections and then takes QR steps with Wilkinson's shift, made of plane rotations (GVL 7.4 and 7.5).
func schur(a []complex128, n int, z []complex128) bool {
	w := make([]complex128, n)
	for j := range n - 2 {
		v := column(a, n, j+1, j)
		beta, tau := reflect(v)
		reflectLeft(a, n, j+1, j+1, cmplx.Conj(tau), v, w)
		reflectRight(a, n, j+1, tau, v)
		reflectRight(z, n, j+1, tau, v)
		a[(j+1)*n+j] = complex(beta, 0)
		for i := j + 2; i < n; i++ {
			a[i*n+j] = 0
		}
	}
	const steps = 90 // for one eigenvalue; two or three are usual
	for high, step := n-1, 0; high > 0; {
		low := high
		for ; low > 0; low-- {
			below := &a[low*n+low-1]
			near := abs1(a[(low-1)*n+low-1]) + abs1(a[low*n+low])
			if near == 0 {
				near = 1
			}
			if abs1(*below) <= max(epsilon/2*near, 0x1p-500) { // the second, since squares of less underflow
				*below = 0
				break
			}
		}
		if low == high {
			high, step = high-1, 0
			continue
		}
		if step++; step > steps {
			return false
		}
		shift := wilkinson(a[(high-1)*n+high-1], a[(high-1)*n+high], a[high*n+high-1], a[high*n+high])
		if step%10 == 0 { // another shift breaks the rare cycle
			shift = a[high*n+high] + complex(abs1(a[high*n+high-1]), 0)
		}
		qrStep(a, n, z, low, high, shift)
	}
	return true
}

// wilkinson returns the eigenvalue of a 2×2 matrix that is nearer to d.
func wilkinson(a, b, c, d complex128) complex128 {
	half := (a - d) / 2
	root := cmplx.Sqrt(half*half + b*c)
	if square(half+root) < square(half-root) {
		root = -root
	}
	if half+root == 0 {
		return d
	}
	return d - b*c/(half+root)
}

// qrStep replaces H, the rows and columns low to high of a, by R·Q + shift, where Q·R = H - shift, and turns the rest of a, and z, accordingly.
func qrStep(a []complex128, n int, z []complex128, low, high int, shift complex128) {
	for i := low; i <= high; i++ {
		a[i*n+i] -= shift
	}
	turns := make([][2]complex128, high)
	for i := low; i < high; i++ {
		x, y := a[i*n+i], a[(i+1)*n+i]
		size := math.Hypot(cmplx.Abs(x), cmplx.Abs(y))
		c, s := complex128(1), complex128(0)
		if size > 0 {
			c, s = x/complex(size, 0), y/complex(size, 0)
		}
		turns[i] = [2]complex128{c, s}
		upper, lower := a[i*n+i:(i+1)*n], a[(i+1)*n+i:(i+2)*n]
		for j, u := range upper {
			l := lower[j]
			upper[j], lower[j] = cmplx.Conj(c)*u+cmplx.Conj(s)*l, c*l-s*u
		}
		lower[0] = 0
	}
	for i := low; i < high; i++ {
		turnColumns(a[:(i+2)*n], n, i, turns[i])
		turnColumns(z, n, i, turns[i])
	}
	for i := low; i <= high; i++ {
		a[i*n+i] += shift
	}
}

// turnColumns turns columns i and i+1.
func turnColumns(a []complex128, n, i int, turn [2]complex128) {
	c, s := turn[0], turn[1]
	for ; len(a) > 0; a = a[n:] {
		l, r := a[i], a[i+1]
		a[i], a[i+1] = l*c+r*s, r*cmplx.Conj(c)-l*cmplx.Conj(s)
	}
}
