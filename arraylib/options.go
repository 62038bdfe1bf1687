package arraylib

// Options that choose how a thing is done.
var (
	// Descending makes [Sort] and [ArgSort] put the greatest first.
	Descending = Option{descending}
	// IncludeInitial puts what the sum or product of no element is before the first of [CumSum], [CumProd] and their like.
	IncludeInitial = Option{includeInitial}

	// The methods of [Quantile], by NumPy's names. The first nine are those of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical
	// packages" (1996), in that order; [MethodLinear], the seventh, is the default.
	MethodInvertedCDF             = Option{methodInvertedCDF}
	MethodAveragedInvertedCDF     = Option{methodAveragedInvertedCDF}
	MethodClosestObservation      = Option{methodClosestObservation}
	MethodInterpolatedInvertedCDF = Option{methodInterpolatedInvertedCDF}
	MethodHazen                   = Option{methodHazen}
	MethodWeibull                 = Option{methodWeibull}
	MethodLinear                  = Option{methodLinear}
	MethodMedianUnbiased          = Option{methodMedianUnbiased}
	MethodNormalUnbiased          = Option{methodNormalUnbiased}
	// The methods below are at or between the two elements next to the place that MethodLinear interpolates at.
	MethodLower    = Option{methodLower}
	MethodHigher   = Option{methodHigher}
	MethodMidpoint = Option{methodMidpoint}
	MethodNearest  = Option{methodNearest}

	// The part of a convolution that [Convolve] returns: as long as the longer operand, or where both overlap whole.
	ConvolveSame  = Option{convolveSame}
	ConvolveValid = Option{convolveValid}
)

// The choices, in the order of optionNames.
const (
	descending = 1 + iota
	includeInitial
	methodInvertedCDF
	methodAveragedInvertedCDF
	methodClosestObservation
	methodInterpolatedInvertedCDF
	methodHazen
	methodWeibull
	methodLinear
	methodMedianUnbiased
	methodNormalUnbiased
	methodLower
	methodHigher
	methodMidpoint
	methodNearest
	methodMedian // methodLinear, but halfway it is the mean of the two
	convolveSame
	convolveValid
)

// optionNames are those of the choices.
var optionNames = [...]string{"", "Descending", "IncludeInitial", "MethodInvertedCDF", "MethodAveragedInvertedCDF", "MethodClosestObservation",
	"MethodInterpolatedInvertedCDF", "MethodHazen", "MethodWeibull", "MethodLinear", "MethodMedianUnbiased", "MethodNormalUnbiased", "MethodLower",
	"MethodHigher", "MethodMidpoint", "MethodNearest", "", "ConvolveSame", "ConvolveValid"}

// isChoice reports whether o is one of the options above. Their highest bits are 0, which those of all others are not.
func (o Option) isChoice() bool { return o.bits != 0 && o.bits&correction == 0 }

// choice takes the options from first to last out of opts. It returns the last of them, or 0 if there is none, and the others.
func choice(opts []Option, first, last uint64) (chosen uint64, others []Option) {
	others = make([]Option, 0, len(opts))
	for _, o := range opts {
		if first <= o.bits && o.bits <= last {
			chosen = o.bits
		} else {
			others = append(others, o)
		}
	}
	return chosen, others
}
