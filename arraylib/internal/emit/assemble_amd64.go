//go:build linux && amd64 && !noasm

package emit

// assembler writes the loop of a program:
//
//	rdi  the operands' addresses, at entry
//	rsi  bytes that are left
//	rax  bytes that are done
//	pointers[i]  the result's and each vector's address
//
// The first vector registers hold what is the same for all elements; the others are slots, of as many registers as vectors are computed at
// a time.
type assembler struct {
	*Program
	wide     bool // AVX-512, otherwise AVX2
	text     []byte
	constant []uint64 // those of the program and of the operations
	fixups   []fixup
	base     []int   // of inputs: the register with the address, or -1
	fixed    []int   // the register of values that are the same for all elements, or -1
	slot     []int   // of other values
	temps    [][]int // slots in use by each instruction alone
	last     []int   // the last instruction that needs a value
	slots    int
	hoisted  int
	unroll   int
}

// fixup is where in the text the distance to a constant stands.
type fixup struct{ at, constant int }

var pointers = [...]int{rcx, rdx, rbx, r8, r9, r10, r11, r12, r13}

const (
	rax = 0
	rcx = 1
	rdx = 2
	rbx = 3
	rsi = 6
	rdi = 7
	r8  = 8
	r9  = 9
	r10 = 10
	r11 = 11
	r12 = 12
	r13 = 13
)

func (a *assembler) shift() uint8 {
	if a.Double {
		return 3
	}
	return 2
}

// bytes of a vector.
func (a *assembler) bytes() int {
	if a.wide {
		return 64
	}
	return 32
}

func (a *assembler) registers() int {
	if a.wide {
		return 32
	}
	return 16
}

// bitsOf returns the constant with these bits of a float64, or of a float32.
func (a *assembler) bitsOf(double, single uint64) int {
	if !a.Double {
		double = single
	}
	for i, c := range a.constant {
		if c == double {
			return i
		}
	}
	a.constant = append(a.constant, double)
	return len(a.constant) - 1
}

// extra returns the constant that an operation needs beside its operands, or -1, and how many more slots.
func (a *assembler) extra(op Op) (constant, temps int) {
	switch op {
	case Reciprocal:
		return a.bitsOf(0x3ff0000000000000, 0x3f800000), 0
	case Negative:
		return a.bitsOf(1<<63, 1<<31), 0
	case Absolute:
		return a.bitsOf(1<<63-1, 1<<31-1), 0
	case Maximum, Minimum:
		return -1, 3
	}
	return -1, 0
}

// assemble writes text. It reports whether the program fits into the registers.
func (a *assembler) assemble() bool {
	if !a.allocate() {
		return false
	}
	for i, r := range a.base {
		if r >= 0 {
			a.loadPointer(r, 8*(i+1))
		}
	}
	a.loadPointer(pointers[0], 0)
	for i, kind := range a.Inputs {
		if kind == Scalar {
			a.loadPointer(rax, 8*(i+1))
			a.vector(a.typed(opBroadcast), a.fixed[i], 0, operand{memory: true, base: rax, plain: true}, 0)
		}
	}
	for i := range a.constant {
		a.vector(a.typed(opBroadcast), a.hoisted-len(a.constant)+i, 0, operand{memory: true, base: none, constant: i}, 0)
	}
	a.emit(0x31, 0xc0) // xor eax, eax
	a.loop(a.unroll)
	if a.unroll > 1 {
		a.loop(1)
	}
	a.emit(0x48, 0x85, 0xf6) // test rsi, rsi
	end := a.jump(0x84)      // zero
	a.mask()
	a.body(1, true)
	a.land(end)
	a.emit(0xc5, 0xf8, 0x77, 0xc3) // vzeroupper; ret
	a.data()
	return true
}

// loop computes so many vectors in each turn, as long as there are.
func (a *assembler) loop(vectors int) {
	start := len(a.text)
	a.emit(0x48, 0x81, 0xee) // sub rsi, bytes
	a.emit32(vectors * a.bytes())
	exit := a.jump(0x82) // if that was more than there are
	a.body(vectors, false)
	a.emit(0x48, 0x05) // add rax, bytes
	a.emit32(vectors * a.bytes())
	a.emit(0xe9)
	a.emit32(start - (len(a.text) + 4))
	a.land(exit)
	a.emit(0x48, 0x81, 0xc6) // add rsi, bytes
	a.emit32(vectors * a.bytes())
}

// allocate gives values their registers.
func (a *assembler) allocate() bool {
	inputs, constants := len(a.Inputs), len(a.Constants)
	values := inputs + constants + len(a.Code)
	a.base, a.fixed, a.slot, a.last = make([]int, inputs), make([]int, values), make([]int, values), make([]int, values)
	a.constant = append(a.constant, a.Constants...)
	free := 1
	for i, kind := range a.Inputs {
		a.base[i], a.fixed[i] = -1, -1
		if kind == Scalar {
			a.fixed[i] = a.hoisted
			a.hoisted++
			continue
		}
		if free == len(pointers) {
			return false
		}
		a.base[i] = pointers[free]
		free++
	}
	for i := range a.Constants {
		a.fixed[inputs+i] = a.hoisted + i
	}
	for i, in := range a.Code {
		a.fixed[inputs+constants+i] = -1
		a.extra(in.Op)
		a.last[in.A] = i
		if in.Op.binary() {
			a.last[in.B] = i
		}
	}
	a.hoisted += len(a.constant)
	for v := range a.slot {
		a.slot[v] = -1
	}
	var unused []int
	take := func() int {
		if n := len(unused); n > 0 {
			s := unused[n-1]
			unused = unused[:n-1]
			return s
		}
		a.slots++
		return a.slots - 1
	}
	a.temps = make([][]int, len(a.Code))
	for i, in := range a.Code {
		operands := []int{in.A}
		if in.Op.binary() && in.B != in.A {
			operands = append(operands, in.B)
		}
		for _, v := range operands {
			if a.fixed[v] < 0 && a.slot[v] < 0 { // a vector, read where it is needed first
				a.slot[v] = take()
			}
		}
		_, temps := a.extra(in.Op)
		for range temps {
			a.temps[i] = append(a.temps[i], take())
		}
		unused = append(unused, a.temps[i]...)
		for _, v := range operands {
			if a.fixed[v] < 0 && a.last[v] == i {
				unused = append(unused, a.slot[v])
			}
		}
		if temps > 0 { // the result is written before all operands are read
			a.slot[inputs+constants+i] = a.temps[i][0]
			unused = remove(unused, a.temps[i][0])
		} else {
			a.slot[inputs+constants+i] = take()
		}
	}
	a.unroll = 4
	for a.unroll > 1 && a.hoisted+a.slots*a.unroll > a.registers() {
		a.unroll /= 2
	}
	return a.hoisted+a.slots*a.unroll <= a.registers() && a.hoisted+a.slots < a.registers() // the last one is for the mask
}

func remove(s []int, x int) []int {
	for i, y := range s {
		if y == x {
			return append(s[:i], s[i+1:]...)
		}
	}
	return s
}

// register returns the register of value v of vector u out of several.
func (a *assembler) register(v, u, vectors int) int {
	if a.fixed[v] >= 0 {
		return a.fixed[v]
	}
	return a.slotRegister(a.slot[v], u, vectors)
}

func (a *assembler) slotRegister(slot, u, vectors int) int { return a.hoisted + slot*vectors + u }

// body computes so many vectors, or one of which only the elements that mask leaves are read and written.
func (a *assembler) body(vectors int, masked bool) {
	first := len(a.Inputs) + len(a.Constants)
	read := make([]bool, len(a.Inputs))
	for i, in := range a.Code {
		operands := []int{in.A}
		if in.Op.binary() {
			operands = append(operands, in.B)
		}
		for _, v := range operands {
			if v < len(a.Inputs) && a.base[v] >= 0 && !read[v] {
				read[v] = true
				for u := range vectors {
					a.load(a.register(v, u, vectors), operand{memory: true, base: a.base[v], disp: u * a.bytes()}, masked)
				}
			}
		}
		for u := range vectors {
			var y int
			if in.Op.binary() {
				y = a.register(in.B, u, vectors)
			}
			var temps [3]int
			for k, s := range a.temps[i] {
				temps[k] = a.slotRegister(s, u, vectors)
			}
			a.operate(in.Op, a.register(first+i, u, vectors), a.register(in.A, u, vectors), y, temps)
		}
	}
	for u := range vectors {
		a.store(a.register(first+len(a.Code)-1, u, vectors), operand{memory: true, base: pointers[0], disp: u * a.bytes()}, masked)
	}
}

// operate sets register d to x op y.
func (a *assembler) operate(op Op, d, x, y int, temps [3]int) {
	c, _ := a.extra(op)
	fixed := a.hoisted - len(a.constant) + c
	switch op {
	case Copy:
		a.vector(opMove, d, 0, reg(x), 0)
	case Add:
		a.vector(opAdd, d, x, reg(y), 0)
	case Subtract:
		a.vector(opSub, d, x, reg(y), 0)
	case Multiply:
		a.vector(opMul, d, x, reg(y), 0)
	case Divide:
		a.vector(opDiv, d, x, reg(y), 0)
	case Square:
		a.vector(opMul, d, x, reg(x), 0)
	case Sqrt:
		a.vector(opSqrt, d, 0, reg(x), 0)
	case Reciprocal:
		a.vector(opDiv, d, fixed, reg(x), 0)
	case Negative:
		a.vector(opXor, d, x, reg(fixed), 0)
	case Absolute:
		a.vector(opAnd, d, x, reg(fixed), 0)
	case Deviation:
		a.vector(opSub, d, x, reg(y), 0)
		a.vector(opMul, d, d, reg(d), 0)
	case Maximum:
		a.extreme(opMax, opAnd, d, x, y, temps[1], temps[2])
	case Minimum:
		a.extreme(opMin, opOr, d, x, y, temps[1], temps[2])
	}
}

// extreme is as in the kernels: best returns its second operand where neither is better, so that its results in both orders differ only
// there, at zeros, which join makes one, and NaN.
func (a *assembler) extreme(best, join opcode, d, x, y, other, nan int) {
	a.vector(opAdd, nan, x, reg(y), 0)
	a.vector(best, other, x, reg(y), 0)
	a.vector(best, d, y, reg(x), 0)
	a.vector(join, d, other, reg(d), 0)
	const unordered = 3
	if a.wide {
		a.vector(opCompare, 2, x, reg(y), 0)
		a.emit(unordered)
		a.vector(opMove, d, 0, reg(nan), 2)
		return
	}
	a.vector(opCompare, other, x, reg(y), 0)
	a.emit(unordered)
	a.vector(a.typed(opBlend), d, d, reg(nan), 0)
	a.emit(byte(other << 4))
}

// mask makes a mask of the rsi bytes that are left: k1, or the last register.
func (a *assembler) mask() {
	if a.wide {
		a.emit(0xc1, 0xee, a.shift())        // shr esi, shift
		a.emit(0x83, 0xcf, 0xff)             // or edi, -1
		a.emit(0xc4, 0xe2, 0x48, 0xf5, 0xff) // bzhi edi, edi, esi
		a.emit(0xc5, 0xf8, 0x92, 0xcf)       // kmovw k1, edi
		return
	}
	a.emit(0x48, 0x8d, 0x3d) // lea rdi, the constant
	a.fix(maskTable)
	a.emit(0x48, 0x29, 0xf7) // sub rdi, rsi
	a.vector(opLoad, a.registers()-1, 0, operand{memory: true, base: rdi, plain: true, disp: 32}, 0)
}

// maskTable is the number of the constant that stands for a vector of ones and one of zeros, between which the masks of AVX2 lie.
const maskTable = -1

func (a *assembler) load(d int, m operand, masked bool) {
	switch {
	case !masked:
		a.vector(opLoad, d, 0, m, 0)
	case a.wide:
		a.vector(opLoad, d, 0, m, 1|zeroing)
	default:
		a.vector(a.typed(opMaskLoad), d, a.registers()-1, m, 0)
	}
}

func (a *assembler) store(s int, m operand, masked bool) {
	switch {
	case !masked:
		a.vector(opStore, s, 0, m, 0)
	case a.wide:
		a.vector(opStore, s, 0, m, 1)
	default:
		a.vector(a.typed(opMaskStore), s, a.registers()-1, m, 0)
	}
}

// opcode is an instruction on vectors. space is the map that code is in.
type opcode struct {
	code, space byte
	prefix      byte // 1 is 66; typed is that of float64, and none of float32
}

const typed = 2 // a prefix

var (
	opMove      = opcode{code: 0x28, space: 1, prefix: typed}
	opLoad      = opcode{code: 0x10, space: 1, prefix: typed}
	opStore     = opcode{code: 0x11, space: 1, prefix: typed}
	opAdd       = opcode{code: 0x58, space: 1, prefix: typed}
	opMul       = opcode{code: 0x59, space: 1, prefix: typed}
	opSub       = opcode{code: 0x5c, space: 1, prefix: typed}
	opMin       = opcode{code: 0x5d, space: 1, prefix: typed}
	opDiv       = opcode{code: 0x5e, space: 1, prefix: typed}
	opMax       = opcode{code: 0x5f, space: 1, prefix: typed}
	opSqrt      = opcode{code: 0x51, space: 1, prefix: typed}
	opAnd       = opcode{code: 0x54, space: 1, prefix: typed}
	opOr        = opcode{code: 0x56, space: 1, prefix: typed}
	opXor       = opcode{code: 0x57, space: 1, prefix: typed}
	opCompare   = opcode{code: 0xc2, space: 1, prefix: typed}
	opBroadcast = opcode{code: 0x18, space: 2, prefix: 1} // the next one for float64
	opMaskLoad  = opcode{code: 0x2c, space: 2, prefix: 1} // likewise
	opMaskStore = opcode{code: 0x2e, space: 2, prefix: 1} // likewise
	opBlend     = opcode{code: 0x4a, space: 3, prefix: 1} // likewise
)

// typed returns the form of an instruction for the type of the elements, where those of both types stand side by side.
func (a *assembler) typed(op opcode) opcode {
	if a.Double {
		op.code++
	}
	return op
}

// operand is a register, or what lies in memory: at base + rax + disp, at base + disp if it is plain, or a constant.
type operand struct {
	register   int
	memory     bool
	plain      bool
	base, disp int
	constant   int
}

const none = -1

func reg(r int) operand { return operand{register: r} }

// zeroing is the bit of a mask that clears the elements left out, which otherwise stay.
const zeroing = 1 << 7

// vector writes an instruction: register d = x op y, where mask is that of AVX-512. Of a store d is what is stored.
func (a *assembler) vector(op opcode, d, x int, y operand, mask byte) {
	prefix := op.prefix
	if prefix == typed {
		prefix = bit(a.Double, 0)
	}
	base, high := y.base, false // the bit that is that of an index in memory
	if !y.memory {
		base, high = y.register, y.register&16 != 0
	} else if base == none {
		base = 0
	}
	if a.wide {
		a.emit(0x62,
			op.space|bit(d&8 == 0, 7)|bit(!high, 6)|bit(base&8 == 0, 5)|bit(d&16 == 0, 4),
			prefix|1<<2|byte(^x&15)<<3|bit(a.Double, 7),
			mask|bit(x&16 == 0, 3)|2<<5)
	} else {
		a.emit(0xc4,
			op.space|bit(d&8 == 0, 7)|bit(true, 6)|bit(base&8 == 0, 5),
			prefix|1<<2|byte(^x&15)<<3)
	}
	a.emit(op.code)
	field := byte(d&7) << 3
	switch {
	case !y.memory:
		a.emit(0xc0 | field | byte(base&7))
	case y.base == none:
		a.emit(field | 5)
		a.fix(y.constant)
	case y.plain:
		a.emit(0x80 | field | byte(base&7))
		a.emit32(y.disp)
	default:
		a.emit(0x84|field, byte(base&7)) // sib: base + rax
		a.emit32(y.disp)
	}
}

func bit(set bool, n int) byte {
	if set {
		return 1 << n
	}
	return 0
}

// loadPointer sets r to the operand's address that lies at rdi + disp.
func (a *assembler) loadPointer(r, disp int) {
	a.emit(0x48|byte(r>>3)<<2, 0x8b, 0x87|byte(r&7)<<3)
	a.emit32(disp)
}

func (a *assembler) emit(b ...byte) { a.text = append(a.text, b...) }

func (a *assembler) emit32(x int) {
	a.text = append(a.text, byte(x), byte(x>>8), byte(x>>16), byte(x>>24))
}

// jump writes a jump on a condition, and returns where it is to land.
func (a *assembler) jump(condition byte) (from int) {
	a.emit(0x0f, condition)
	a.emit32(0)
	return len(a.text)
}

func (a *assembler) land(from int) { a.patch(from-4, len(a.text)-from) }

func (a *assembler) patch(at, x int) {
	rest := a.text
	a.text = a.text[:at]
	a.emit32(x)
	a.text = rest
}

// fix leaves room for the distance to a constant.
func (a *assembler) fix(constant int) {
	a.fixups = append(a.fixups, fixup{len(a.text), constant})
	a.emit32(0)
}

// data writes the constants behind the code.
func (a *assembler) data() {
	for len(a.text)%32 != 0 {
		a.emit(0xcc)
	}
	table := len(a.text)
	for i := range 64 {
		a.emit(-bit(i < 32, 0))
	}
	constants := len(a.text)
	for _, c := range a.constant {
		a.emit32(int(uint32(c)))
		a.emit32(int(uint32(c >> 32)))
	}
	for _, f := range a.fixups {
		at := table
		if f.constant != maskTable {
			at = constants + 8*f.constant
		}
		a.patch(f.at, at-(f.at+4))
	}
}
