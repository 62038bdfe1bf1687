package grade

import (
	"fmt"
	"path"
	"strings"

	"fastergo/internal/answer"
	"fastergo/internal/kit"
	"fastergo/internal/sandbox"
)

// answerFile is the file of a candidate's source, as the compiler knows it.
const answerFile = "answer.go"

// mostProblems is how many of a compiler's errors are told.
const mostProblems = 5

func problemText(p *answer.Problem) string {
	return fmt.Sprintf("%s: %s", p.At, p.Message)
}

// compileText tells a compiler's errors, each with its line and a caret below it.
func compileText(c *answer.Candidate, problems []kit.Error) string {
	var lines []string
	source := strings.Split(string(c.Source), "\n")
	for i, p := range problems {
		if i == mostProblems {
			lines = append(lines, fmt.Sprintf("and %d more", len(problems)-i))
			break
		}
		at := p.Line - 1
		if at < 0 || at >= len(c.Lines) || c.Lines[at] == (answer.Position{}) { // of the whole, or of what we wrote around it
			lines = append(lines, p.Message)
			continue
		}
		lines = append(lines, fmt.Sprintf("%s: %s", c.Lines[at], p.Message))
		line := source[at]
		if p.Col < 1 || p.Col > len(line)+1 || len(line) > 200 {
			continue
		}
		// Tabs before the caret count as one column, as messages show them.
		lines = append(lines, strings.ReplaceAll(line, "\t", " "), strings.Repeat(" ", len([]rune(line[:p.Col-1])))+"^")
	}
	return strings.Join(lines, "\n")
}

// quote returns a line of a program's source, for a panic's message; "" for
// other files.
func quote(text []byte) func(file string, line int) string {
	source := strings.Split(string(text), "\n")
	return func(file string, line int) string {
		if path.Base(file) != answerFile || line < 1 || line > len(source) {
			return ""
		}
		return strings.TrimSpace(source[line-1])
	}
}

// endText says why an answer's process ended before it was told to.
func endText(e sandbox.Ending, limits sandbox.Limits) string {
	switch e.Cause {
	case sandbox.Time:
		if e.CPU >= limits.CPU/2 {
			return fmt.Sprintf("it computed for %g s without an end in sight: an endless loop? The answer was stopped", limits.CPU.Seconds())
		}
		return fmt.Sprintf("it did not end within %g s: a wait for what never comes? The answer was stopped", limits.Wall.Seconds())
	case sandbox.Memory:
		return fmt.Sprintf("it takes more memory than the %d MB that an answer may have", limits.Memory>>20)
	case sandbox.Output:
		return fmt.Sprintf("it prints more than %d KB; the answer was stopped", limits.Output>>10)
	case sandbox.Processes:
		return fmt.Sprintf("it starts more than %d threads", limits.Processes)
	case sandbox.Forbidden:
		return "it asked the system for what an answer may not do, and was stopped" + inBrackets(e.Detail)
	}
	switch line := fatal(string(e.Stderr)); {
	case strings.HasPrefix(line, "runtime: goroutine stack exceeds") || strings.Contains(line, "stack overflow"):
		return "recursion without an end: the answer's stack is full"
	case strings.HasPrefix(line, "panic: ") && strings.Contains(string(e.Stderr), "\nanswer.init"):
		return "a panic while its package variables were given their values, before anything was called: " + strings.TrimPrefix(line, "panic: ")
	case strings.HasPrefix(line, "panic: "):
		return "a panic in a goroutine of its own ended the whole program: " + strings.TrimPrefix(line, "panic: ")
	case strings.Contains(line, "all goroutines are asleep"):
		return "deadlock: every goroutine waits for another"
	case line != "":
		return "the answer's program ended: " + line
	case e.Signal != 0:
		return fmt.Sprintf("the answer's program was ended by a signal: %v", e.Signal)
	}
	return fmt.Sprintf("the answer ended its own program, with exit code %d", e.Code)
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// fatal finds what Go says on its way out.
func fatal(stderr string) string {
	for line := range strings.Lines(stderr) {
		for _, start := range []string{"panic: ", "fatal error: ", "runtime: goroutine stack exceeds"} {
			if strings.HasPrefix(line, start) {
				return strings.TrimSpace(line)
			}
		}
	}
	return ""
}
