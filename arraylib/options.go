package arraylib

// Options that choose how a thing is done. The functions that know one say so; others panic with *[ShapeError] when they are given it.
const (
	// Descending makes [Sort] and [ArgSort] put the greatest first.
	Descending Option = 1 + iota
	// IncludeInitial puts what the sum or product of no element is before the first of [CumSum], [CumProd] and their like.
	IncludeInitial

	// The methods of [Quantile], by NumPy's names. The first nine are those of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical
	// packages" (1996), in that order; [MethodLinear], the seventh, is the default.
	MethodInvertedCDF
	MethodAveragedInvertedCDF
	MethodClosestObservation
	MethodInterpolatedInvertedCDF
	MethodHazen
	MethodWeibull
	MethodLinear
	MethodMedianUnbiased
	MethodNormalUnbiased
	// The methods below are at or between the two elements next to the place that MethodLinear interpolates at.
	MethodLower
	MethodHigher
	MethodMidpoint
	MethodNearest
	methodMedian // MethodLinear, but halfway it is the mean of the two

	// The part of a convolution that [Convolve] returns: as long as the longer operand, or where both overlap whole.
	ConvolveSame
	ConvolveValid
)

// optionNames are those of the choices.
var optionNames = [...]string{"", "Descending", "IncludeInitial", "MethodInvertedCDF", "MethodAveragedInvertedCDF", "MethodClosestObservation",
	"MethodInterpolatedInvertedCDF", "MethodHazen", "MethodWeibull", "MethodLinear", "MethodMedianUnbiased", "MethodNormalUnbiased", "MethodLower",
	"MethodHigher", "MethodMidpoint", "MethodNearest", "", "ConvolveSame", "ConvolveValid"}

// isChoice reports whether o is one of the options above. Their highest bits are 0, which those of all others are not.
func (o Option) isChoice() bool { return o != 0 && o&correction == 0 }

// choice takes the options from first to last out of opts. It returns the last of them, or 0 if there is none, and the others.
func choice(opts []Option, first, last Option) (chosen Option, others []Option) {
	others = make([]Option, 0, len(opts))
	for _, o := range opts {
		if first <= o && o <= last {
			chosen = o
		} else {
			others = append(others, o)
		}
	}
	return chosen, others
}
