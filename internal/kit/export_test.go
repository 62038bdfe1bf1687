package kit

import (
	"reflect"
	"runtime"
	"strings"
	"testing"

	"fastergo/internal/sandbox"
)

// TheKit and ScratchDir are the tests' kit with a box, and a directory for a build.
func TheKit(t testing.TB) (*Kit, *sandbox.Box) { return theKit(t) }

func ScratchDir(t testing.TB) string { return scratch(t) }

// NameOf is the name of a function.
func NameOf(f any) string {
	name := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	return name[strings.LastIndex(name, ".")+1:]
}

// TypeBomb is a declaration that takes a type checker all memory there is.
func TypeBomb() string { return bombs["unions"] }

// Hurried is a kit with less time for each step.
func Hurried(k *Kit) *Kit { return hurried(k) }
