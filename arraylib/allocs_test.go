package arraylib

import (
	"go/ast"
	"math"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// intoForms are all functions that write their result where the caller says, by their names, on arrays of n elements.
func intoForms(n int) map[string]func() {
	side := int(math.Sqrt(float64(n)))
	f, g, out := Full(0.3, side, side), Full(0.6, side, side), Empty[float64](side, side)
	i, j, whole := Full(5, side, side), Full(3, side, side), Empty[int](side, side)
	z, zs := Full(complex(1, 2), side, side), Empty[complex128](side, side)
	m, truths := Full(true, side, side), Empty[bool](side, side)
	one, none, place := Empty[float64](), Empty[bool](), Empty[int]()
	row, places, marks := Empty[float64](side), Empty[int](side), Empty[bool](side)
	column := Full(0.4, side, 1)
	half := func(x float64) float64 { return x / 2 }
	fused := Compile[float64]("x, y -> 2*x*y + 3*y + 1")
	steps := Compile[float64]("x, y -> exp(x) + where(y > 3, x, y)")
	sums := Compile[float64]("x, y -> sum(2*x*y + 3*y + 1)")
	rows := Compile[float64]("x, y -> sum(2*x*y + 3*y + 1, axis=1)")
	norm := Compile[float64]("x, y -> x / sum(y, axis=1, keepdims=True)")
	turned, strided, backwards := g.T(), f.S("::-1, ::2"), f.S("::-1")
	line := Full(0.7, side)
	few, fewI := Empty[int](8, side), Full(5, 8, side)
	return map[string]func(){
		"AddInto":                         func() { AddInto(out, f, g) },
		"AddInto of a transpose":          func() { AddInto(out, f, turned) },
		"AddInto of a column":             func() { AddInto(out, f, column) },
		"AddScalarInto":                   func() { AddScalarInto(out, f, 2) },
		"SubtractInto":                    func() { SubtractInto(out, f, g) },
		"SubtractScalarInto":              func() { SubtractScalarInto(out, f, 2) },
		"MultiplyInto":                    func() { MultiplyInto(out, f, g) },
		"MultiplyInto of complex":         func() { MultiplyInto(zs, z, z) },
		"MultiplyScalarInto":              func() { MultiplyScalarInto(out, f, 2) },
		"DivideInto":                      func() { DivideInto(out, f, g) },
		"DivideScalarInto":                func() { DivideScalarInto(out, f, 2) },
		"FloorDivideInto":                 func() { FloorDivideInto(whole, i, j) },
		"FloorDivideScalarInto":           func() { FloorDivideScalarInto(out, f, 2) },
		"RemainderInto":                   func() { RemainderInto(out, f, g) },
		"RemainderScalarInto":             func() { RemainderScalarInto(whole, i, 2) },
		"PowerInto":                       func() { PowerInto(out, f, g) },
		"PowerScalarInto":                 func() { PowerScalarInto(out, f, 2.5) },
		"MaximumInto":                     func() { MaximumInto(out, f, g) },
		"MaximumScalarInto":               func() { MaximumScalarInto(out, f, 2) },
		"MinimumInto":                     func() { MinimumInto(out, f, g) },
		"MinimumScalarInto":               func() { MinimumScalarInto(out, f, 2) },
		"NegativeInto":                    func() { NegativeInto(out, f) },
		"AbsInto":                         func() { AbsInto(out, f) },
		"SquareInto":                      func() { SquareInto(out, f) },
		"SqrtInto":                        func() { SqrtInto(out, f) },
		"BitwiseAndInto":                  func() { BitwiseAndInto(whole, i, j) },
		"BitwiseAndScalarInto":            func() { BitwiseAndScalarInto(whole, i, 6) },
		"BitwiseOrInto":                   func() { BitwiseOrInto(whole, i, j) },
		"BitwiseOrScalarInto":             func() { BitwiseOrScalarInto(whole, i, 6) },
		"BitwiseXorInto":                  func() { BitwiseXorInto(whole, i, j) },
		"BitwiseXorInto of bools":         func() { BitwiseXorInto(truths, m, m) },
		"BitwiseXorScalarInto":            func() { BitwiseXorScalarInto(whole, i, 6) },
		"BitwiseInvertInto":               func() { BitwiseInvertInto(whole, i) },
		"BitwiseLeftShiftInto":            func() { BitwiseLeftShiftInto(whole, i, j) },
		"BitwiseLeftShiftScalarInto":      func() { BitwiseLeftShiftScalarInto(whole, i, 2) },
		"BitwiseRightShiftInto":           func() { BitwiseRightShiftInto(whole, i, j) },
		"BitwiseRightShiftScalarInto":     func() { BitwiseRightShiftScalarInto(whole, i, 2) },
		"WhereInto":                       func() { WhereInto(out, m, f, g) },
		"WhereScalarInto":                 func() { WhereScalarInto(out, m, f, 2) },
		"EqualInto":                       func() { EqualInto(truths, f, g) },
		"EqualScalarInto":                 func() { EqualScalarInto(truths, f, 2) },
		"NotEqualInto":                    func() { NotEqualInto(truths, f, g) },
		"NotEqualScalarInto":              func() { NotEqualScalarInto(truths, f, 2) },
		"LessInto":                        func() { LessInto(truths, f, g) },
		"LessScalarInto":                  func() { LessScalarInto(truths, f, 2) },
		"LessEqualInto":                   func() { LessEqualInto(truths, f, g) },
		"LessEqualScalarInto":             func() { LessEqualScalarInto(truths, f, 2) },
		"GreaterInto":                     func() { GreaterInto(truths, f, g) },
		"GreaterScalarInto":               func() { GreaterScalarInto(truths, f, 2) },
		"GreaterEqualInto":                func() { GreaterEqualInto(truths, f, g) },
		"GreaterEqualScalarInto":          func() { GreaterEqualScalarInto(truths, f, 2) },
		"LogicalAndInto":                  func() { LogicalAndInto(truths, m, m) },
		"LogicalAndScalarInto":            func() { LogicalAndScalarInto(truths, f, 2) },
		"LogicalOrInto":                   func() { LogicalOrInto(truths, m, m) },
		"LogicalOrScalarInto":             func() { LogicalOrScalarInto(truths, f, 2) },
		"LogicalXorInto":                  func() { LogicalXorInto(truths, m, m) },
		"LogicalXorScalarInto":            func() { LogicalXorScalarInto(truths, f, 2) },
		"LogicalNotInto":                  func() { LogicalNotInto(truths, f) },
		"IsNaNInto":                       func() { IsNaNInto(truths, f) },
		"IsFiniteInto":                    func() { IsFiniteInto(truths, f) },
		"IsInfInto":                       func() { IsInfInto(truths, f) },
		"SignbitInto":                     func() { SignbitInto(truths, f) },
		"MapInto":                         func() { MapInto(out, half, f) },
		"FloorInto":                       func() { FloorInto(out, f) },
		"CeilInto":                        func() { CeilInto(out, f) },
		"TruncInto":                       func() { TruncInto(out, f) },
		"RoundInto":                       func() { RoundInto(out, f) },
		"SignInto":                        func() { SignInto(out, f) },
		"PositiveInto":                    func() { PositiveInto(out, f) },
		"ReciprocalInto":                  func() { ReciprocalInto(out, f) },
		"CopySignInto":                    func() { CopySignInto(out, f, g) },
		"CopySignScalarInto":              func() { CopySignScalarInto(out, f, -1) },
		"NextAfterInto":                   func() { NextAfterInto(out, f, g) },
		"NextAfterScalarInto":             func() { NextAfterScalarInto(out, f, -1) },
		"ClipInto":                        func() { ClipInto(out, f, 0, 1) },
		"NanToNumInto":                    func() { NanToNumInto(out, f) },
		"ConjInto":                        func() { ConjInto(zs, z) },
		"AbsAsInto":                       func() { AbsAsInto(out, z) },
		"RealAsInto":                      func() { RealAsInto(out, z) },
		"ImagAsInto":                      func() { ImagAsInto(out, z) },
		"ExpInto":                         func() { ExpInto(out, f) },
		"Expm1Into":                       func() { Expm1Into(out, f) },
		"LogInto":                         func() { LogInto(out, f) },
		"Log1pInto":                       func() { Log1pInto(out, f) },
		"Log2Into":                        func() { Log2Into(out, f) },
		"Log10Into":                       func() { Log10Into(out, f) },
		"SinInto":                         func() { SinInto(out, f) },
		"CosInto":                         func() { CosInto(out, f) },
		"TanInto":                         func() { TanInto(out, f) },
		"AsinInto":                        func() { AsinInto(out, f) },
		"AcosInto":                        func() { AcosInto(out, f) },
		"AtanInto":                        func() { AtanInto(out, f) },
		"SinhInto":                        func() { SinhInto(out, f) },
		"CoshInto":                        func() { CoshInto(out, f) },
		"TanhInto":                        func() { TanhInto(out, f) },
		"AsinhInto":                       func() { AsinhInto(out, f) },
		"AcoshInto":                       func() { AcoshInto(out, f) },
		"AtanhInto":                       func() { AtanhInto(out, f) },
		"Atan2Into":                       func() { Atan2Into(out, f, g) },
		"Atan2ScalarInto":                 func() { Atan2ScalarInto(out, f, 2) },
		"HypotInto":                       func() { HypotInto(out, f, g) },
		"HypotScalarInto":                 func() { HypotScalarInto(out, f, 2) },
		"LogAddExpInto":                   func() { LogAddExpInto(out, f, g) },
		"LogAddExpScalarInto":             func() { LogAddExpScalarInto(out, f, 2) },
		"SumInto":                         func() { SumInto(one, f) },
		"SumInto along axis 0":            func() { SumInto(row, f, Axis(0)) },
		"SumInto along axis 1":            func() { SumInto(row, f, Axis(1)) },
		"SumInto of a strided view":       func() { SumInto(one, strided) },
		"MeanInto":                        func() { MeanInto(one, f) },
		"MeanInto along axis 0":           func() { MeanInto(row, f, Axis(0)) },
		"MeanInto along axis 1":           func() { MeanInto(row, f, Axis(1)) },
		"ProdInto":                        func() { ProdInto(one, f) },
		"ProdInto along axis 1":           func() { ProdInto(row, f, Axis(1)) },
		"MaxInto":                         func() { MaxInto(one, f) },
		"MaxInto along axis 0":            func() { MaxInto(row, f, Axis(0)) },
		"MinInto":                         func() { MinInto(one, f) },
		"MinInto along axis 1":            func() { MinInto(row, f, Axis(1)) },
		"AnyInto":                         func() { AnyInto(none, m) },
		"AnyInto of numbers":              func() { AnyInto(marks, f, Axis(1)) },
		"AllInto":                         func() { AllInto(none, f) },
		"AllInto along axis 0":            func() { AllInto(marks, m, Axis(0)) },
		"ArgMaxInto":                      func() { ArgMaxInto(place, f) },
		"ArgMaxInto along axis 0":         func() { ArgMaxInto(places, f, Axis(0)) },
		"ArgMaxInto along axis 1":         func() { ArgMaxInto(places, f, Axis(1)) },
		"ArgMinInto":                      func() { ArgMinInto(place, i) },
		"ArgMinInto along axis 0":         func() { ArgMinInto(places, backwards, Axis(0)) },
		"MatMulInto":                      func() { MatMulInto(out, f, g) },
		"MatMulInto of a transpose":       func() { MatMulInto(out, turned, g) },
		"MatMulInto of a vector":          func() { MatMulInto(row, f, line) },
		"MatMulInto of whole numbers":     func() { MatMulInto(few, fewI, i) },
		"Formula.Into":                    func() { fused.Into(out, f, g) },
		"Formula.Into, many instructions": func() { steps.Into(out, f, g) },
		"Formula.Into, a sum":             func() { sums.Into(one, f, g) },
		"Formula.Into, sums of rows":      func() { rows.Into(row, f, g) },
		"Formula.Into, two passes":        func() { norm.Into(out, f, g) },
	}
}

func TestIntoDoesNotAllocate(t *testing.T) {
	if testing.Short() {
		t.Skip("counts what the race detector changes")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // a collection empties pools
	for _, n := range []int{1 << 10, 1 << 20} {
		for name, f := range intoForms(n) {
			least := allocations(f)
			for i := 0; i < 20 && least > 0; i++ { // each processor fills its pools once
				least = min(least, allocations(f))
			}
			if name == "MapInto" && n == 1<<20 {
				least-- // the name of the reader's function, by which it is found not to be for several goroutines
			}
			if least != 0 {
				t.Errorf("%s of %d elements allocates %d times", name, n, least)
			}
		}
	}
}

// allocations counts those of all goroutines. testing.AllocsPerRun leaves them one processor.
func allocations(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

// Every Into form of the package is in the table.
func TestAllIntoFormsAreCounted(t *testing.T) {
	forms := intoForms(4)
	for _, file := range sources(t) {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() && strings.HasSuffix(f.Name.Name, "Into") && forms[f.Name.Name] == nil {
				t.Errorf("%s is not in the table", f.Name.Name)
			}
		}
	}
}
