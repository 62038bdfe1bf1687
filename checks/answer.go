package checks

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"

	"fastergo/internal/cell"
)

// Answer is where an answer's function runs: in this process, or behind a wire.
type Answer interface {
	// Call runs the function. Arrays that it changed are changed in args, and
	// results that are views of args are views of args. The error says in words
	// why there are no results; it is TODO if the answer is a stub.
	Call(args []reflect.Value) (results []reflect.Value, err error)
	// Source returns what there is to know of the answer's source.
	Source() (Source, error)
}

// Source is what there is to know of an answer's source.
type Source = cell.Source

// Local is an answer in this process: f is a function.
func Local(f any) Answer { return local{reflect.ValueOf(f)} }

type local struct{ f reflect.Value }

var errNoFunction = errors.New("there is no function here: nil was passed")

func (l local) Call(args []reflect.Value) (out []reflect.Value, err error) {
	if l.f.IsNil() {
		return nil, errNoFunction
	}
	defer func() {
		p := recover()
		switch p := p.(type) {
		case nil:
		case stop: // a criterion's own failure, on its way through an answer that called back
			panic(p)
		case error:
			if errors.Is(p, cell.TODO) {
				err = p
				return
			}
			err = panicked{strings.TrimPrefix(p.Error(), "runtime error: "), l.culprit()}
		default:
			err = panicked{fmt.Sprint(p), l.culprit()}
		}
	}()
	return l.f.Call(args), nil
}

// panicked is a panic of the answer, with the line it came from.
type panicked struct{ what, where string }

func (p panicked) Error() string {
	if p.where == "" {
		return "panic: " + p.what
	}
	return "panic: " + p.what + "\nat " + p.where
}

// culprit names, while a panic unwinds, the innermost line of the answer's own
// file. In a cell, whose file is GoNB's, it quotes the line alone.
func (l local) culprit() string {
	file, _ := runtime.FuncForPC(l.f.Pointer()).FileLine(l.f.Pointer())
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		fr, more := frames.Next()
		if fr.File == file && fr.Line > 0 {
			src, err := os.ReadFile(file)
			if err != nil {
				return ""
			}
			lines := strings.Split(string(src), "\n")
			if fr.Line > len(lines) {
				return ""
			}
			quote := strings.TrimSpace(lines[fr.Line-1])
			if cell.InNotebook() {
				return quote
			}
			return fmt.Sprintf("%s:%d: %s", filepath.Base(file), fr.Line, quote)
		}
		if !more {
			return ""
		}
	}
}

func (l local) Source() (Source, error) {
	if l.f.IsNil() {
		return Source{}, errNoFunction
	}
	f := runtime.FuncForPC(l.f.Pointer())
	file, line := f.FileLine(f.Entry())
	text, err := os.ReadFile(file)
	if err != nil {
		return Source{}, fmt.Errorf("the answer's source cannot be read: %w", err)
	}
	return cell.ReadSource(text, line)
}

// bind makes a function of type t that calls a.
func bind(t reflect.Type, a Answer) any {
	return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		out, err := a.Call(args)
		switch {
		case err == nil:
			return out
		case errors.Is(err, cell.TODO):
			panic(stop{outcome: NotAttempted})
		default:
			panic(stop{outcome: Error, message: err.Error()})
		}
	}).Interface()
}
