// Package culprit says what a panic says and who is to blame for it: the same words
// for an answer in the process that judges and for one in a process of its own. It
// imports what every program has.
package culprit

import (
	"errors"
	"reflect"
	"runtime"
	"strconv"
	"strings"
)

// What returns what a panic with p says: as fmt prints it, which is not linked for it, but
// for errors of Go's own, without what stands before each, and for what has parts and no
// method that says them: of that it is the type.
func What(p any) (what string) {
	v := reflect.ValueOf(p)
	defer func() {
		if recover() != nil {
			what = "a value of type " + v.Type().String() + ", which panics when it is asked what it says"
		}
	}()
	switch p := p.(type) {
	case error:
		var own runtime.Error
		if errors.As(p, &own) {
			return strings.TrimPrefix(p.Error(), "runtime error: ")
		}
		return p.Error()
	case interface{ String() string }:
		return p.String()
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, v.Type().Bits())
	}
	return "a value of type " + v.Type().String()
}

// Line returns, while a panic unwinds, the innermost line of the file that the
// function at pc is written in; line 0 if none is on its way.
func Line(pc uintptr) (file string, line int) {
	file, _ = runtime.FuncForPC(pc).FileLine(pc)
	frames := stack()
	for {
		fr, more := frames.Next()
		if fr.File == file && fr.Line > 0 {
			return file, fr.Line
		}
		if !more {
			return file, 0
		}
	}
}

// Stub returns, while lesson.TODO unwinds, the name of the function that panicked
// with it; "" if that is the one at pc.
func Stub(pc uintptr) string {
	self := runtime.FuncForPC(pc).Name()
	frames := stack()
	panicking := false
	for more := true; more; {
		var fr runtime.Frame
		fr, more = frames.Next()
		if strings.HasPrefix(fr.Function, "runtime.") {
			panicking = panicking || fr.Function == "runtime.gopanic"
			continue
		}
		// LaunchKernel passes on what a kernel of the answer panicked with.
		if !panicking || strings.HasPrefix(fr.Function, "fastergo/lesson.") {
			continue
		}
		if fr.Function == self || strings.HasPrefix(fr.Function, self+".") {
			return ""
		}
		return fr.Function[strings.LastIndexAny(fr.Function, "./")+1:]
	}
	return ""
}

func stack() *runtime.Frames {
	pcs := make([]uintptr, 64)
	return runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
}
