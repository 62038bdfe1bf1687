// Package emit makes machine code of element-wise programs while they run: one loop that reads every operand once, keeps what lies between in
// registers, and writes the result. A loop for each operation, as a formula without it is computed, writes and reads each step's result.
//
// A [Program] is a list of operations on float32 or float64; [Compile] makes [Code] of it, for the tier of package kernel in use, or says that it
// cannot: then the caller does without. The bits are those that the kernels compute one by one: each operation rounds.
//
// Decisions:
//
//   - Nothing is written where it is executed: memory is mapped to be written, filled, and then mapped to be executed and no longer written.
//     A system that refuses either has no machine code.
//   - The code calls nothing, uses no stack but its return address, and touches nothing but its operands, so the garbage collector and profilers,
//     which find no function at its addresses, have nothing to find. They cannot interrupt it: a call should be of some thousand elements.
//   - It is unmapped after the Code has been collected.
//   - No spills: a program that needs more registers than there are is refused.
package emit

// Op is an operation.
type Op uint8

const (
	Copy Op = iota // A
	Add            // A + B
	Subtract
	Multiply
	Divide
	Square // A·A
	Sqrt
	Reciprocal // 1/A
	Negative
	Absolute
	Maximum // or NaN, and +0 is greater than -0
	Minimum
	Deviation // (A-B)²
)

// Program computes, element by element, the value of its last instruction. Values are numbered: inputs, then constants, then the results of
// instructions.
type Program struct {
	Double    bool     // of float64, not float32
	Inputs    []Kind   // where they lie is said in each call
	Constants []uint64 // their bits
	Code      []Instruction
}

// Kind is how an input lies in memory.
type Kind uint8

const (
	Vector Kind = iota // elements one after the other
	Scalar             // one element that stands for all
)

// Instruction is one operation on values that were before it. Where it has one operand, B is ignored.
type Instruction struct {
	Op   Op
	A, B int
}

func (op Op) binary() bool {
	switch op {
	case Add, Subtract, Multiply, Divide, Maximum, Minimum, Deviation:
		return true
	}
	return false
}
