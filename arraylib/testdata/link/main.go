// Link is the program whose symbols TestLinkerDropsKernels looks at.
package main

import np "fastergo/arraylib"

func main() { println(np.AddScalar(np.Full(0.1, 3, 3), 1).At(0, 0)) }
