package checks

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"

	"fastergo/internal/cell"
	"fastergo/internal/syntax"
)

// The tests' own program stands in for the course's, which reads sources.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "syntax" {
		text, _ := io.ReadAll(os.Stdin)
		line, _ := strconv.Atoi(os.Args[2])
		src, err := syntax.Read(text, line)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Stdout.Write(src.Encode())
		os.Exit(0)
	}
	program, err := os.Executable()
	if err != nil {
		panic(err)
	}
	os.Setenv(cell.ProgramEnv, program)
	os.Exit(m.Run())
}
