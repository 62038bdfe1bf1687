package arrays

import np "fastergo/arraylib"

// DetectorSignal returns what D detectors measure at S moments, a new array of
// shape (D, S): element (d, s) is
//
//	gain[d]·source[s] + glitch[s] + offset[d] + noise[d, s]
//
// gain and offset have shape (D,), one number for each detector; source and
// glitch have shape (S,), one for each moment; noise has shape (D, S). No loop
// is wanted: broadcasting brings the five together. None of them changes.
func DetectorSignal(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64] {
	// BEGIN SOLUTION
	return np.Eval[float64]("gain[:, None]*source + glitch + offset[:, None] + noise",
		np.Vars{"gain": gain, "source": source, "glitch": glitch, "offset": offset, "noise": noise})
	// END SOLUTION
}
