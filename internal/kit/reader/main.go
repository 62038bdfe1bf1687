// Command reader prints what there is to know of the sources of functions: of the
// file that its first argument names, in the lines that its third and later do, each
// with its length before it. The second argument names the functions that are answers.
// The grader runs it within the walls of a build.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"fastergo/internal/syntax"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) < 3 {
		return fmt.Errorf("usage: reader FILE ANSWER,ANSWER LINE LINE: as many as there are")
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	answers := strings.Split(os.Args[2], ",")
	for _, arg := range os.Args[3:] {
		line, err := strconv.Atoi(arg)
		if err != nil {
			return err
		}
		source, err := syntax.Read(text, line, answers...)
		if err != nil {
			return err
		}
		encoded := source.Encode()
		fmt.Printf("%d\n%s", len(encoded), encoded)
	}
	return nil
}
