package npy_test

import (
	"fmt"
	"os"
	"path/filepath"

	np "fastergo/arraylib"
	"fastergo/arraylib/npy"
)

// folder is where the examples keep their files.
func folder() (string, func()) {
	path, err := os.MkdirTemp("", "npy")
	if err != nil {
		panic(err)
	}
	return path, func() { os.RemoveAll(path) }
}

func Example() {
	dir, remove := folder()
	defer remove()
	path := filepath.Join(dir, "x.npy")

	if err := npy.Save(path, np.Arange[float64](6).Reshape(2, 3)); err != nil { // np.save(path, np.arange(6.0).reshape(2, 3))
		panic(err)
	}
	x, err := npy.Load[float64](path) // x = np.load(path)
	fmt.Println(x, err)
	// Output:
	// [[0. 1. 2.]
	//  [3. 4. 5.]] <nil>
}

// A file of unknown type is asked first.
func ExampleStat() {
	h, err := npy.Stat("testdata/int16_big.npy")
	if err != nil {
		panic(err)
	}
	fmt.Println(h.DType, h.Shape, h.BigEndian)
	switch h.DType {
	case np.Int16:
		x, err := npy.Load[int16]("testdata/int16_big.npy")
		fmt.Println(x, err)
	case np.Float32:
		// …
	}
	_, err = npy.Load[float32]("testdata/int16_big.npy")
	fmt.Println(err)
	// Output:
	// int16 [2 3] true
	// [[     0      1  32767]
	//  [-32768  32766      7]] <nil>
	// testdata/int16_big.npy: holds int16 of shape (2, 3), not float32
}

func ExampleMapFile() {
	x, file, err := npy.MapFile[int16]("testdata/view.npy") // x = np.load("view.npy", mmap_mode="r")
	if err != nil {
		panic(err)
	}
	row := np.Copy(x.S("1, 2")) // a copy outlives the mapping
	file.Close()
	fmt.Println(row)
	// Output: [20 21 22 23]
}

func ExampleSaveNpz() {
	dir, remove := folder()
	defer remove()
	path := filepath.Join(dir, "model.npz")

	model := map[string]np.Operand{"weights": np.Full[float32](0.5, 2, 2), "steps": np.Scalar(100)}
	if err := npy.SaveNpz(path, model); err != nil { // np.savez(path, weights=…, steps=100)
		panic(err)
	}
	z, err := npy.LoadNpz(path) // z = np.load(path)
	if err != nil {
		panic(err)
	}
	defer z.Close()
	w, err := npy.Get[float32](z, "weights") // z["weights"]
	fmt.Println(z.Names(), w.At(0, 0), err)
	// Output: [steps weights] 0.5 <nil>
}

func ExampleSaveText() {
	dir, remove := folder()
	defer remove()
	path := filepath.Join(dir, "x.csv")

	table := npy.Text{Delimiter: ",", Header: "length,width"}
	if err := npy.SaveText(path, np.New([]float64{5.1, 3.5, 4.9, 3}, 2, 2), table); err != nil {
		panic(err)
	}
	text, _ := os.ReadFile(path)
	x, err := npy.LoadText[float64](path, npy.CSV)
	fmt.Printf("%s%v %v\n", text, x, err)
	// Output:
	// # length,width
	// 5.1,3.5
	// 4.9,3
	// [[5.1 3.5]
	//  [4.9 3. ]] <nil>
}
