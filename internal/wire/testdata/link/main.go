// Link is a candidate, to be looked into.
package main

import (
	np "fastergo/arraylib"
	"fastergo/internal/wire"
)

func add(m *np.Array[float64], c float64) *np.Array[float64] { return np.AddScalar(m, c) }

func main() { wire.Serve(add) }
