package arraylib

import (
	"strings"
)

// function is what a formula knows of a function or a sign.
type function struct {
	name     string
	operands int
	takes    types // that kernel is for; operands of other types are cast if that loses nothing
	result   resultKind
	kernel   func(dt DType) kernel // the loop for operands of a type; nil of where, clip and reductions

	folds    bool                           // it is a reduction
	corrects bool                           // with a correction
	fold     func(dt DType) (fold, kernels) // how; nil where it is composed of other functions, or finds a place
	locate   finder
}

// resultKind says how the type of a result follows from that of the operands.
type resultKind uint8

const (
	sameType resultKind = iota
	truthType
	partType // of a complex number
)

// types is a set of dtypes.
type types uint16

const (
	boolType     types = 1 << Bool
	intTypes     types = 1<<Int8 | 1<<Int16 | 1<<Int32 | 1<<Int64 | 1<<Uint8 | 1<<Uint16 | 1<<Uint32 | 1<<Uint64
	floatTypes   types = 1<<Float32 | 1<<Float64
	complexTypes types = 1<<Complex64 | 1<<Complex128
	realTypes          = intTypes | floatTypes
	inexactTypes       = floatTypes | complexTypes
	numberTypes        = intTypes | inexactTypes
	allTypes           = boolType | numberTypes
)

func (s types) has(dt DType) bool { return s>>dt&1 != 0 }

// functions is the table of all functions. Only formulas refer to it, so that only programs with formulas link every kernel.
//
// bool has kernels of its own for what NumPy gives a meaning: + is or, * is and; as an order it is that of uint8.
var functions = [...]function{
	{name: "add", operands: 2, takes: allTypes, kernel: func(dt DType) kernel {
		if dt == Bool {
			return (&bools{}).or
		}
		return numbers[dt].add
	}},
	{name: "subtract", operands: 2, takes: numberTypes, kernel: func(dt DType) kernel { return numbers[dt].subtract }},
	{name: "multiply", operands: 2, takes: allTypes, kernel: func(dt DType) kernel {
		if dt == Bool {
			return (&bools{}).and
		}
		return numbers[dt].multiply
	}},
	{name: "divide", operands: 2, takes: inexactTypes, kernel: func(dt DType) kernel { return inexacts[dt].divide }},
	{name: "floor_divide", operands: 2, takes: realTypes, kernel: func(dt DType) kernel { return reals[dt].floorDivide }},
	{name: "remainder", operands: 2, takes: realTypes, kernel: func(dt DType) kernel { return reals[dt].remainder }},
	{name: "power", operands: 2, takes: numberTypes, kernel: powerKernel},
	{name: "maximum", operands: 2, takes: boolType | realTypes, kernel: func(dt DType) kernel { return reals[numberOf(dt)].maximum }},
	{name: "minimum", operands: 2, takes: boolType | realTypes, kernel: func(dt DType) kernel { return reals[numberOf(dt)].minimum }},
	{name: "negative", operands: 1, takes: numberTypes, kernel: func(dt DType) kernel { return numbers[dt].negative }},
	{name: "positive", operands: 1, takes: numberTypes, kernel: copyKernel},
	{name: "absolute", operands: 1, takes: allTypes, result: partType, kernel: func(dt DType) kernel {
		switch {
		case dt == Bool:
			return copyKernel(dt)
		case dt >= Complex64:
			return complexNumbers[dt].absolute
		}
		return reals[dt].absolute
	}},
	{name: "square", operands: 1, takes: numberTypes, kernel: func(dt DType) kernel { return numbers[dt].square }},
	{name: "sqrt", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return inexacts[dt].sqrt }},
	{name: "reciprocal", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return inexacts[dt].reciprocal }},
	{name: "sign", operands: 1, takes: numberTypes, kernel: signKernel},
	{name: "conj", operands: 1, takes: numberTypes, kernel: conjKernel},
	{name: "real", operands: 1, takes: numberTypes, result: partType, kernel: func(dt DType) kernel { return partKernel(dt, 0) }},
	{name: "imag", operands: 1, takes: numberTypes, result: partType, kernel: func(dt DType) kernel { return partKernel(dt, 1) }},

	{name: "floor", operands: 1, takes: realTypes, kernel: floorKernel},
	{name: "ceil", operands: 1, takes: realTypes, kernel: ceilKernel},
	{name: "trunc", operands: 1, takes: realTypes, kernel: truncKernel},
	{name: "round", operands: 1, takes: numberTypes, kernel: roundKernel},
	{name: "copysign", operands: 2, takes: floatTypes, kernel: func(dt DType) kernel { return floats[dt].copysign }},
	{name: "nextafter", operands: 2, takes: floatTypes, kernel: func(dt DType) kernel { return floats[dt].nextafter }},

	{name: "exp", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].exp }},
	{name: "expm1", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].expm1 }},
	{name: "log", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].log }},
	{name: "log1p", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].log1p }},
	{name: "log2", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].log2 }},
	{name: "log10", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].log10 }},
	{name: "sin", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].sin }},
	{name: "cos", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].cos }},
	{name: "tan", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].tan }},
	{name: "arcsin", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].asin }},
	{name: "arccos", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].acos }},
	{name: "arctan", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].atan }},
	{name: "sinh", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].sinh }},
	{name: "cosh", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].cosh }},
	{name: "tanh", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].tanh }},
	{name: "arcsinh", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].asinh }},
	{name: "arccosh", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].acosh }},
	{name: "arctanh", operands: 1, takes: inexactTypes, kernel: func(dt DType) kernel { return maths[dt].atanh }},
	{name: "arctan2", operands: 2, takes: floatTypes, kernel: func(dt DType) kernel { return floats[dt].atan2 }},
	{name: "hypot", operands: 2, takes: floatTypes, kernel: func(dt DType) kernel { return floats[dt].hypot }},
	{name: "logaddexp", operands: 2, takes: floatTypes, kernel: func(dt DType) kernel { return floats[dt].logAddExp }},

	{name: "bitwise_and", operands: 2, takes: boolType | intTypes, kernel: func(dt DType) kernel { return bitsOf[dt].and }},
	{name: "bitwise_or", operands: 2, takes: boolType | intTypes, kernel: func(dt DType) kernel { return bitsOf[dt].or }},
	{name: "bitwise_xor", operands: 2, takes: boolType | intTypes, kernel: func(dt DType) kernel { return bitsOf[dt].xor }},
	{name: "invert", operands: 1, takes: boolType | intTypes, kernel: func(dt DType) kernel { return bitsOf[dt].invert }},
	{name: "left_shift", operands: 2, takes: intTypes, kernel: func(dt DType) kernel { return integers[dt].leftShift }},
	{name: "right_shift", operands: 2, takes: intTypes, kernel: func(dt DType) kernel { return integers[dt].rightShift }},

	{name: "equal", operands: 2, takes: allTypes, result: truthType, kernel: func(dt DType) kernel { return elems[dt].equal }},
	{name: "not_equal", operands: 2, takes: allTypes, result: truthType, kernel: func(dt DType) kernel { return elems[dt].notEqual }},
	{name: "less", operands: 2, takes: boolType | realTypes, result: truthType, kernel: func(dt DType) kernel { return reals[numberOf(dt)].less }},
	{name: "less_equal", operands: 2, takes: boolType | realTypes, result: truthType, kernel: func(dt DType) kernel { return reals[numberOf(dt)].lessEqual }},
	{name: "greater", operands: 2, takes: boolType | realTypes, result: truthType, kernel: func(dt DType) kernel { return reals[numberOf(dt)].greater }},
	{name: "greater_equal", operands: 2, takes: boolType | realTypes, result: truthType, kernel: func(dt DType) kernel { return reals[numberOf(dt)].greaterEqual }},
	{name: "logical_and", operands: 2, takes: allTypes, result: truthType, kernel: func(dt DType) kernel { return elems[dt].both }},
	{name: "logical_or", operands: 2, takes: allTypes, result: truthType, kernel: func(dt DType) kernel { return elems[dt].either }},
	{name: "logical_xor", operands: 2, takes: allTypes, result: truthType, kernel: func(dt DType) kernel { return elems[dt].oneOf }},
	{name: "logical_not", operands: 1, takes: allTypes, result: truthType, kernel: func(dt DType) kernel { return elems[dt].zero }},
	{name: "isnan", operands: 1, takes: numberTypes, result: truthType, kernel: func(dt DType) kernel { return numbers[dt].isNaN }},
	{name: "isfinite", operands: 1, takes: numberTypes, result: truthType, kernel: func(dt DType) kernel { return numbers[dt].isFinite }},
	{name: "isinf", operands: 1, takes: numberTypes, result: truthType, kernel: func(dt DType) kernel {
		if dt < Float32 {
			return (&bools{}).never
		}
		return inexacts[dt].isInf
	}},
	{name: "signbit", operands: 1, takes: floatTypes, result: truthType, kernel: func(dt DType) kernel { return floats[dt].signbit }},

	{name: "where", operands: 3, takes: allTypes},
	{name: "clip", operands: 3, takes: boolType | realTypes},

	{name: "sum", operands: 1, takes: numberTypes, folds: true, fold: func(dt DType) (fold, kernels) {
		return fold{op: "sum"}, kernels{all: numbers[dt].sum, two: numbers[dt].add}
	}},
	{name: "prod", operands: 1, takes: numberTypes, folds: true, fold: func(dt DType) (fold, kernels) {
		return fold{op: "prod", none: constantOf(dt, literal{Int64, toWord(int64(1))})}, kernels{all: numbers[dt].prod, two: numbers[dt].multiply}
	}},
	{name: "max", operands: 1, takes: boolType | realTypes, folds: true, fold: func(dt DType) (fold, kernels) {
		k := reals[numberOf(dt)]
		return fold{op: "max", some: true}, kernels{all: k.max, two: k.maximum}
	}},
	{name: "min", operands: 1, takes: boolType | realTypes, folds: true, fold: func(dt DType) (fold, kernels) {
		k := reals[numberOf(dt)]
		return fold{op: "min", some: true}, kernels{all: k.min, two: k.minimum}
	}},
	{name: "any", operands: 1, takes: boolType, folds: true, fold: func(DType) (fold, kernels) {
		return fold{op: "any"}, kernels{all: (&bools{}).any, two: (&bools{}).or}
	}},
	{name: "all", operands: 1, takes: boolType, folds: true, fold: func(DType) (fold, kernels) {
		return fold{op: "all", none: toWord(true)}, kernels{all: (&bools{}).all, two: (&bools{}).and}
	}},
	{name: "argmax", operands: 1, takes: boolType | realTypes, folds: true, locate: greatest{}},
	{name: "argmin", operands: 1, takes: boolType | realTypes, folds: true, locate: least{}},
	{name: "mean", operands: 1, takes: inexactTypes, folds: true},
	{name: "var", operands: 1, takes: inexactTypes, folds: true, corrects: true},
	{name: "std", operands: 1, takes: inexactTypes, folds: true, corrects: true},
	{name: "count_nonzero", operands: 1, takes: allTypes, folds: true},
}

// squaredDistance is the part of var that has no name: |a-b|² of elements and means.
var squaredDistance = function{name: squaredDistanceName, operands: 2, takes: inexactTypes, result: partType, kernel: func(dt DType) kernel { return inexacts[dt].deviation }}

const squaredDistanceName = "|a-b|²"

// conversion is float64(x) and its like; the type is that of the result.
var conversion = function{name: "convert", operands: 1, takes: allTypes}

// aliases are the functions' other names, of the array API standard and of NumPy.
var aliases = [...]struct{ name, of string }{
	{"abs", "absolute"}, {"true_divide", "divide"}, {"mod", "remainder"}, {"pow", "power"}, {"rint", "round"}, {"conjugate", "conj"},
	{"asin", "arcsin"}, {"acos", "arccos"}, {"atan", "arctan"}, {"asinh", "arcsinh"}, {"acosh", "arccosh"}, {"atanh", "arctanh"}, {"atan2", "arctan2"},
	{"bitwise_not", "invert"}, {"bitwise_invert", "invert"}, {"bitwise_left_shift", "left_shift"}, {"bitwise_right_shift", "right_shift"},
	{"amax", "max"}, {"amin", "min"},
}

// lookup returns the function of a name, or nil.
func lookup(name string) *function {
	if conversionTo(name) != Invalid {
		return &conversion
	}
	for i := range aliases {
		if aliases[i].name == name {
			name = aliases[i].of
			break
		}
	}
	for i := range functions {
		if functions[i].name == name {
			return &functions[i]
		}
	}
	return nil
}

// conversionTo returns the type that a function converts to, or Invalid if it does not convert.
func conversionTo(name string) DType {
	for dt := Bool; dt < numDTypes; dt++ {
		if dtypes[dt].name == name {
			return dt
		}
	}
	return Invalid
}

// elsewhere are functions of the package that formulas do not have.
var elsewhere = [...]string{
	"AllClose", "Arange", "ArgPartition", "ArgSort", "ArgWhere", "ArrayEqual", "AsType", "Average", "BinCount", "BroadcastTo", "Compress",
	"Concat", "Convolve", "Copy", "CorrCoef", "Cov", "CumProd", "CumSum", "Delete", "Diag", "Diagonal", "Diff", "Digitize", "Einsum",
	"Empty", "ExpandDims", "Eye", "Flip", "Full", "Geomspace", "Gradient", "Histogram", "Interp", "Intersect1d", "IsClose", "IsIn", "Len",
	"LexSort", "Linspace", "Logspace", "Mask", "MatMul", "MatVec", "Median", "Meshgrid", "MoveAxis", "NanArgMax", "NanArgMin", "NanCumSum",
	"NanMax", "NanMean", "NanMedian", "NanMin", "NanProd", "NanQuantile", "NanStd", "NanSum", "NanToNum", "NanVar", "NDim", "Nonzero",
	"Ones", "OnesLike", "Outer", "Pad", "Partition", "PtP", "Put", "Quantile", "Ravel", "Repeat", "Roll", "Rot90", "SearchSorted",
	"SetDiff1d", "Size", "Sort", "Split", "Squeeze", "Stack", "SwapAxes", "Take", "TakeAlongAxis", "TensorDot", "Tile", "TopK", "Transpose",
	"Trapezoid", "Tril", "Triu", "Union1d", "UniqueValues", "VecDot", "Zeros", "ZerosLike",
}

// elsewhereAliases are NumPy's and Python's names of some of them, where it is not the spelling alone that differs.
var elsewhereAliases = [...]struct{ name, of string }{
	{"append", "Concat"}, {"concatenate", "Concat"}, {"cumulative_prod", "CumProd"}, {"cumulative_sum", "CumSum"}, {"dot", "MatMul"},
	{"inner", "VecDot"}, {"percentile", "Quantile"}, {"range", "Arange"}, {"sorted", "Sort"}, {"unique", "UniqueValues"},
}

// missing says what is wrong with a name that is no function's.
func missing(name string) string {
	plain := strings.ReplaceAll(name, "_", "")
	for _, a := range elsewhereAliases {
		if a.name == name {
			plain = a.of
		}
	}
	for _, f := range elsewhere {
		if strings.EqualFold(f, plain) {
			return name + " is no function of formulas: call np." + f + " before"
		}
	}
	switch name {
	case "int", "float":
		return "there is no function " + name + ": write " + name + "64(…)"
	}
	return "there is no function " + name + nearest(name, functionNames())
}

func functionNames() (names []string) {
	for i := range functions {
		names = append(names, functions[i].name)
	}
	for i := range aliases {
		names = append(names, aliases[i].name)
	}
	for dt := Bool; dt < numDTypes; dt++ {
		names = append(names, dtypes[dt].name)
	}
	return names
}

// partKernel takes the real (0) or the imaginary (1) part.
func partKernel(dt DType, i int) kernel {
	switch {
	case dt >= Complex64 && i == 0:
		return complexNumbers[dt].real
	case dt >= Complex64:
		return complexNumbers[dt].imag
	case i == 0:
		return copyKernel(dt)
	}
	shift := dtypes[dt].shift
	return func(d, _, _ span) { clear(of[byte](span{d.p, d.n << shift})) }
}

// convertKernel is castKernel for complex numbers too: from the parts' type and between each other.
func convertKernel(to, from DType) kernel {
	switch {
	case to == from || to < Complex64:
		return castKernel(to, from)
	case from == Float32:
		return func(d, a, _ span) {
			each(of[complex64](d), of[float32](a), func(x float32) complex64 { return complex(x, 0) })
		}
	case from == Float64:
		return func(d, a, _ span) {
			each(of[complex128](d), of[float64](a), func(x float64) complex128 { return complex(x, 0) })
		}
	case from == Complex64:
		return func(d, a, _ span) {
			each(of[complex128](d), of[complex64](a), func(x complex64) complex128 { return complex128(x) })
		}
	}
	return func(d, a, _ span) {
		each(of[complex64](d), of[complex128](a), func(x complex128) complex64 { return complex64(x) })
	}
}
