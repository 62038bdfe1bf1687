// Command link has what the cells of four lessons have: one exercise of each.
package main

import (
	"fastergo/checks/arrays"
	"fastergo/checks/fasterer"
	"fastergo/checks/matmul"
	"fastergo/checks/optimize"
)

func main() {
	fasterer.MakeMatrix.Check(nil)
	arrays.ViewOrCopy.Check(nil)
	matmul.Trace.Check(nil)
	optimize.Cost.Check(nil)
}
