package random

import (
	"errors"
	"strconv"
)

// ParameterError is the panic of a function given a number that its distribution is not defined for.
type ParameterError struct {
	Op    string  // the function: "Normal"
	Name  string  // the parameter: "scale"
	Value float64 // as it was given
	Why   string  // completes the sentence: "is negative"
}

func (e *ParameterError) Error() string {
	return e.Op + ": " + e.Name + " = " + strconv.FormatFloat(e.Value, 'g', -1, 64) + " " + e.Why
}

// need panics unless ok, which is false for NaN too when it is a comparison.
func need(ok bool, op, name string, value float64, why string) {
	if !ok {
		panic(&ParameterError{op, name, value, why})
	}
}

var (
	errState   = errors.New("random: not the state of a Generator, or cut short")
	errVersion = errors.New("random: the state was written by a later version")
	errKind    = errors.New("random: the state belongs to another kind of bit generator")
)
