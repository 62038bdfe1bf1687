package checks

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"

	"fastergo/internal/cell"
	"fastergo/internal/syntax"
)

// record answers as the course's program does, and remembers nothing.
func record(args []string) {
	in, _ := io.ReadAll(os.Stdin)
	switch {
	case len(args) == 0:
		var r Report
		if err := json.Unmarshal(in, &r); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Printf("<i>recorded</i>\x00  recorded: %s", r.Outcome)
	case args[0] == "hint" && args[2] == "0":
		fmt.Println(1)
	case args[0] == "hint":
		fmt.Println(args[2])
	case args[0] == "solution":
		fmt.Printf("<pre></pre>\x00One answer to %s:\n%s", args[1], in)
	}
}

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
	if len(os.Args) > 1 && os.Args[1] == "record" {
		record(os.Args[2:])
		os.Exit(0)
	}
	program, err := os.Executable()
	if err != nil {
		panic(err)
	}
	os.Setenv(cell.ProgramEnv, program)
	os.Exit(m.Run())
}
