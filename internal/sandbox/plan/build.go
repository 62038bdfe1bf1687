package plan

import (
	"encoding/binary"
	"fmt"
)

// An Arg is one argument of a system call.
type Arg struct {
	value uint64
	how   uint64
}

// Num is an argument that is a number.
func Num[T ~int | ~int32 | ~int64 | ~uint | ~uint16 | ~uint32 | ~uint64 | ~uintptr](n T) Arg {
	return Arg{value: uint64(n)}
}

// A Builder collects a plan.
type Builder struct {
	names []string
	calls []uint64
	links []uint64
	data  []byte
}

// Call adds a system call. An error of it ends the run; what, in the infinitive,
// is what could not be done then.
func (b *Builder) Call(what string, call uintptr, args ...Arg) { b.add(what, discard, call, args) }

// Try adds a system call that may fail.
func (b *Builder) Try(what string, call uintptr, args ...Arg) { b.add(what, optional, call, args) }

// Keep adds a system call whose result goes into a cell.
func (b *Builder) Keep(cell Cell, what string, call uintptr, args ...Arg) {
	b.add(what, keep+uint64(cell), call, args)
}

func (b *Builder) add(what string, result uint64, call uintptr, args []Arg) {
	b.names = append(b.names, what)
	words := [callWords]uint64{0: uint64(call), callWords - 1: result}
	for i, arg := range args {
		words[1+i] = arg.value
		words[7] |= arg.how << (4 * i)
	}
	b.calls = append(b.calls, words[:]...)
}

// Name is what the i-th call is for.
func (b *Builder) Name(i int) string {
	if i < 0 || i >= len(b.names) {
		return fmt.Sprintf("call %d", i)
	}
	return b.names[i]
}

// A Cell is a word of the data, counted from its start.
type Cell uint64

// Cell is the i-th word of what Words put into the data.
func (a Arg) Cell(i int) Cell { return Cell(a.value/8) + Cell(i) }

// Value is an argument that is what the cell holds when the call is made.
func (c Cell) Value() Arg { return Arg{value: uint64(c), how: content} }

// Bytes puts bytes into the data. The argument is their address.
func (b *Builder) Bytes(p []byte) Arg {
	at := len(b.data)
	b.data = append(b.data, p...)
	for len(b.data)%8 != 0 {
		b.data = append(b.data, 0)
	}
	return Arg{value: uint64(at), how: address}
}

// Text puts a string into the data, with a zero byte after it.
func (b *Builder) Text(s string) Arg { return b.Bytes(append([]byte(s), 0)) }

// Words puts 64-bit words into the data: numbers and addresses.
func (b *Builder) Words(words ...Arg) Arg {
	at := b.Bytes(make([]byte, 8*len(words)))
	for i, w := range words {
		binary.NativeEndian.PutUint64(b.data[int(at.value)+8*i:], w.value)
		if w.how == address {
			b.links = append(b.links, at.value/8+uint64(i))
		}
	}
	return at
}

// Strings puts a list of strings into the data as a C program's arguments are: their
// addresses, then zero.
func (b *Builder) Strings(list []string) Arg {
	var words []Arg
	for _, s := range list {
		words = append(words, b.Text(s))
	}
	return b.Words(append(words, Num(0))...)
}

// Encode returns the plan for Run.
func (b *Builder) Encode() ([]byte, error) {
	words := []uint64{uint64(len(b.calls) / callWords), uint64(len(b.links))}
	words = append(append(words, b.calls...), b.links...)
	out := make([]byte, 8*len(words), 8*len(words)+len(b.data))
	for i, w := range words {
		binary.NativeEndian.PutUint64(out[8*i:], w)
	}
	out = append(out, b.data...)
	if len(out) > MaxSize {
		return nil, fmt.Errorf("a plan of %d bytes is larger than %d", len(out), MaxSize)
	}
	return out, nil
}
