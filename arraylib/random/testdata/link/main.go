// Command link draws normals; the test looks at what else the linker takes along.
package main

import (
	"os"

	"fastergo/arraylib/random"
)

func main() {
	os.Stdout.WriteString(random.New(1).Normal(0, 1, 3).String() + "\n")
}
