package random_test

import (
	"fmt"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
)

func Example() {
	g := random.New(42)
	fmt.Println(g.Random(3))
	fmt.Println(g.Normal(10, 2, 2, 2))
	fmt.Println(g.Integers(1, 7, 8))
	fmt.Println(random.StandardNormalAs[float32](g, 3))
	fmt.Println(g.Random().Item())
	// Output:
	// [0.77395605 0.43887844 0.85859792]
	// [[11.88112943  6.09792962]
	//  [ 7.39564099 10.25568081]]
	// [5 5 4 1 6 3 4 3]
	// [0.3428611  1.2612802  0.34195012]
	// 0.82276161327083
}

func ExampleGenerator_Spawn() {
	g := random.New(2026)
	for i, worker := range g.Spawn(2) {
		fmt.Println(i, worker.Random(2))
	}
	// Output:
	// 0 [0.38269118 0.02044061]
	// 1 [0.67111281 0.15799921]
}

func ExampleGenerator_MarshalBinary() {
	g := random.New(1)
	g.Random(1000)
	state, err := g.MarshalBinary()
	if err != nil {
		fmt.Println(err)
	}
	var there random.Generator // in another process
	if err := there.UnmarshalBinary(state); err != nil {
		fmt.Println(err)
	}
	fmt.Println(g.Random().Item() == there.Random().Item())
	// Output: true
}

func ExampleGenerator_ChoiceWithoutReplacement() {
	g := random.New(42)
	fmt.Println(g.ChoiceWithoutReplacement(10, 4)) // rng.choice(10, 4, replace=False)
	fmt.Println(g.ChoiceP([]float64{0.7, 0.2, 0.1}, 8))
	// Output:
	// [4 0 5 6]
	// [0 2 1 1 0 0 0 2]
}

func ExampleShuffle() {
	g := random.New(42)
	a := np.Arange[int](12).Reshape(4, 3)
	random.Shuffle(g, a)
	fmt.Println(a)
	fmt.Println(g.Permutation(5))
	// Output:
	// [[ 9 10 11]
	//  [ 6  7  8]
	//  [ 3  4  5]
	//  [ 0  1  2]]
	// [3 4 2 0 1]
}

func ExampleKey() {
	key := random.NewKey(42)
	keys := key.Split(2)
	fmt.Println(keys)
	fmt.Println(keys[0].Uniform(0, 1, 3))
	fmt.Println(keys[1].Integers(0, 10, 5))
	fmt.Println(key.FoldIn(7))
	// Output:
	// [[1832780943 270669613] [64467757 2916123636]]
	// [0.5302608  0.31336212 0.90153027]
	// [5 2 4 2 5]
	// [2547012911 1371500959]
}

func ExampleGenerator_Poisson() {
	g := random.New(42)
	fmt.Println(g.Poisson(3, 6))
	fmt.Println(g.Binomial(10, 0.3, 6))
	fmt.Println(g.Multinomial(20, []float64{0.2, 0.3, 0.5}, 2))
	fmt.Println(g.Gamma(2, 1, 3))
	// Output:
	// [4 4 5 1 7 1]
	// [2 4 4 6 2 2]
	// [[ 4  4 12]
	//  [ 2  7 11]]
	// [0.81277693 2.82212535 0.56580366]
}

func ExampleNewGenerator() {
	g := random.NewGenerator(random.NewPhilox(42)) // np.random.Generator(np.random.Philox(42))
	fmt.Println(g.Random(3))
	// Output: [0.08607763 0.14155732 0.27009304]
}
