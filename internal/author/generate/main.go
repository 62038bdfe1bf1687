// Command generate is what go generate runs: "fastergo generate" without the rest of
// that program, which is built from generated files and could not be built while
// they name an exercise that has another name now.
package main

import (
	"context"
	"fmt"
	"os"

	"fastergo/internal/author"
	"fastergo/internal/house"
)

//go:generate go run .

func main() {
	root, err := house.Root()
	if err == nil {
		err = author.Generate(context.Background(), root, func(line string) { fmt.Println(line) })
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
