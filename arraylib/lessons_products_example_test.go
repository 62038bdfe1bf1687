package arraylib_test

import (
	"fmt"

	np "fastergo/arraylib"
)

// diff = data[:, None] - centroids; return np.einsum("nkd,nkd->nk", diff, diff).argmin(axis=1)
func assignEinsum(data, centroids *array) *ints {
	diff := np.Subtract(data.S(":, None"), centroids)
	return np.ArgMin(np.Einsum("nkd,nkd->nk", diff, diff), np.Axis(1))
}

// The square expanded: |x - c|² = |x|² - 2x·c + |c|², and |x|² is the same for all c.
// return ((centroids ** 2).sum(axis=1) - 2 * data @ centroids.T).argmin(axis=1)
func assignMatMul(data, centroids *array) *ints {
	dot := np.MatMul(data, np.MultiplyScalar(centroids.T(), 2))
	return np.ArgMin(np.Subtract(np.Sum(np.Square(centroids), np.Axis(1)), dot), np.Axis(1))
}

// onehot = np.eye(k)[labels]; count = onehot.sum(axis=0)[:, None]; return np.where(count > 0, onehot.T @ data / count, prev)
func updateOneHot(data *array, labels *ints, prev *array) *array {
	onehot := np.Take(np.Eye[float64](prev.Shape()[0]), labels, np.Axis(0))
	count := np.Sum(onehot, np.Axis(0)).S(":, None")
	return np.Where(np.GreaterScalar(count, 0), np.Divide(np.MatMul(onehot.T(), data), count), prev)
}

func batched(a, b *array) *array { return np.Einsum("bij,bjk->bik", a, b) }

func bilinear(x, w, y *array) *array { return np.Einsum("bi,ij,bj->b", x, w, y) }

func Example_products() {
	data := np.New([]float64{0, 0, 0, 2, 10, 0, 10, 4, 11, 2}, 5, 2)
	start := np.New([]float64{0, 0, 10, 0, -50, -50}, 3, 2)
	fmt.Println(assignEinsum(data, start), assignMatMul(data, start))
	fmt.Println(updateOneHot(data, assignMatMul(data, start), start))
	x := np.Arange[float64](6).Reshape(2, 3)
	fmt.Println(bilinear(x, np.Eye[float64](3), x), batched(x.S(":, None"), x.S("..., None")).Shape(), np.Einsum("ij,jk->ik", x, x.T()))
	// Output:
	// [0 0 1 1 1] [0 0 1 1 1]
	// [[  0.           1.        ]
	//  [ 10.33333333   2.        ]
	//  [-50.         -50.        ]]
	// [ 5. 50.] [2 1 1] [[ 5. 14.]
	//  [14. 50.]]
}
