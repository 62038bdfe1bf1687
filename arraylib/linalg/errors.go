package linalg

import (
	"errors"
	"strconv"

	np "fastergo/arraylib"
)

// What can be wrong with the numbers of a matrix; [Error] says with which.
var (
	ErrSingular            = errors.New("singular")
	ErrNotPositiveDefinite = errors.New("not positive definite")
	ErrNotFinite           = errors.New("not finite: it has NaN or Inf")
	ErrNoConvergence       = errors.New("one for which the iteration does not converge")
)

// Error is NumPy's LinAlgError: the operation is not defined for the numbers of a matrix. errors.Is finds which of ErrSingular and its
// like it was.
type Error struct {
	Op    string // the function: "Inv"
	Index []int  // of the first such matrix in the stack; empty if there is only one matrix
	Err   error
}

func (e *Error) Error() string {
	if len(e.Index) == 0 {
		return e.Op + ": the matrix is " + e.Err.Error()
	}
	at := ""
	for _, i := range e.Index {
		at += ", " + strconv.Itoa(i)
	}
	return e.Op + ": matrix " + at[2:] + " of the stack is " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// failure is the Error about matrix number i of a stack.
func failure(op string, batch []int, i int, err error) error {
	index := make([]int, len(batch))
	for d := len(batch) - 1; d >= 0; d-- {
		index[d], i = i%batch[d], i/batch[d]
	}
	return &Error{op, index, err}
}

// ParameterError is the panic of a function given an order of a norm or another setting that it does not have.
type ParameterError struct {
	Op    string // the function: "MatrixNorm"
	Name  string // the parameter: "ord"
	Value float64
	Why   string // completes the sentence: "is not an order of a matrix norm"
}

func (e *ParameterError) Error() string {
	return e.Op + ": " + e.Name + " = " + strconv.FormatFloat(e.Value, 'g', -1, 64) + " " + e.Why
}

// optional returns the one value that a variadic parameter may have, or what stands for none.
func optional[V int | float64 | Mode | Triangle](op, name string, values []V, absent V) V {
	switch len(values) {
	case 0:
		return absent
	case 1:
		switch v := any(values[0]).(type) {
		case Mode:
			if v > Complete {
				panic(&ParameterError{op, "mode", float64(v), "is neither Reduced nor Complete"})
			}
		case Triangle:
			if v > Upper {
				panic(&ParameterError{op, "triangle", float64(v), "is neither Lower nor Upper"})
			}
		}
		return values[0]
	}
	panic(&ParameterError{op, "the number of " + name, float64(len(values)), "is more than one"})
}

// named gives the panics of package arraylib, when deferred, the name of the function that the user called.
func named(op string) {
	switch e := recover().(type) {
	case nil:
	case *np.AxisError:
		e.Op = op
		panic(e)
	case *np.ShapeError:
		e.Op = op
		panic(e)
	default:
		panic(e)
	}
}
