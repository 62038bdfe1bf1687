package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// target is what code is emitted for: an instruction set and a type of elements. Kernels are written once, in its words, and come out for
// each target. A value is a vector register, of 32 bytes for AVX2 and 64 for AVX-512.
type target struct {
	wide   bool // AVX-512
	double bool // 8 bytes, not 4
	whole  bool // whole numbers, not floats
	bare   bool // for bytes of any type
}

var targets = []target{{}, {double: true}, {wide: true}, {wide: true, double: true}}

// name is a function's name with the type and the instruction set, such as addF32AVX2.
func (t target) name(op string) string {
	return op + t.typ() + t.set()
}

func (t target) typ() string {
	switch {
	case t.bare:
		return ""
	case t.whole && t.double:
		return "I64"
	case t.whole:
		return "I32"
	case t.double:
		return "F64"
	}
	return "F32"
}

func (t target) set() string {
	if t.wide {
		return "AVX512"
	}
	return "AVX2"
}

// shift is log2 of an element's bytes.
func (t target) shift() uint64 {
	if t.double {
		return 3
	}
	return 2
}

// bytes of a vector.
func (t target) bytes() int {
	if t.wide {
		return 64
	}
	return 32
}

func (t target) lanes() int { return t.bytes() >> t.shift() }

func (t target) reg() reg.VecVirtual {
	if t.wide {
		return ZMM()
	}
	return YMM()
}

func (t target) regs(n int) []reg.VecVirtual {
	r := make([]reg.VecVirtual, n)
	for i := range r {
		r[i] = t.reg()
	}
	return r
}

// pick chooses the form of an instruction by the type of elements.
func pick[F any](t target, single, double F) F {
	if t.double {
		return double
	}
	return single
}

type ops = func(...Op)

func (t target) load(d, m Op)      { pick(t, VMOVUPS, VMOVUPD)(m, d) }
func (t target) store(m, s Op)     { pick(t, VMOVUPS, VMOVUPD)(s, m) }
func (t target) move(d, s Op)      { pick(t, VMOVAPS, VMOVAPD)(s, d) }
func (t target) broadcast(d, m Op) { pick(t, VBROADCASTSS, VBROADCASTSD)(m, d) }

// Arithmetic: d = x op y, where y may be in memory.
func (t target) add(d, x, y Op) { pick(t, VADDPS, VADDPD)(y, x, d) }
func (t target) sub(d, x, y Op) { pick(t, VSUBPS, VSUBPD)(y, x, d) }
func (t target) mul(d, x, y Op) { pick(t, VMULPS, VMULPD)(y, x, d) }
func (t target) div(d, x, y Op) { pick(t, VDIVPS, VDIVPD)(y, x, d) }
func (t target) sqrt(d, x Op)   { pick(t, VSQRTPS, VSQRTPD)(x, d) }

// min and max return y where either is NaN or both are zeros.
func (t target) min(d, x, y Op) { pick(t, VMINPS, VMINPD)(y, x, d) }
func (t target) max(d, x, y Op) { pick(t, VMAXPS, VMAXPD)(y, x, d) }

// fma sets d = x·y + d, fnma d = d - x·y, and mad d = d·x + y.
func (t target) fma(d, x, y Op)  { pick(t, VFMADD231PS, VFMADD231PD)(y, x, d) }
func (t target) fnma(d, x, y Op) { pick(t, VFNMADD231PS, VFNMADD231PD)(y, x, d) }
func (t target) mad(d, x, y Op)  { pick(t, VFMADD213PS, VFMADD213PD)(y, x, d) }

// Bits of d = x op y; not clears those of x in y.
func (t target) and(d, x, y Op) { t.bits(VANDPS, VANDPD, VPANDD, VPANDQ, d, x, y) }
func (t target) or(d, x, y Op)  { t.bits(VORPS, VORPD, VPORD, VPORQ, d, x, y) }
func (t target) xor(d, x, y Op) { t.bits(VXORPS, VXORPD, VPXORD, VPXORQ, d, x, y) }
func (t target) not(d, x, y Op) { t.bits(VANDNPS, VANDNPD, VPANDND, VPANDNQ, d, x, y) }

func (t target) bits(s, d ops, wideS, wideD ops, dst, x, y Op) {
	if t.wide {
		pick(t, wideS, wideD)(y, x, dst)
		return
	}
	pick(t, s, d)(y, x, dst)
}

// zero clears d.
func (t target) zero(d Op) { t.xor(d, d, d) }

// round sets d to x rounded to a whole number, half to even if mode is 0, down if 1, up if 2, towards zero if 3.
func (t target) round(d, x Op, mode uint64) {
	if t.wide {
		pick(t, VRNDSCALEPS, VRNDSCALEPD)(Imm(mode|8), x, d)
		return
	}
	pick(t, VROUNDPS, VROUNDPD)(Imm(mode|8), x, d)
}

// comparisons that are false for NaN, but for notEqual
const (
	equal           = 0
	less            = 17
	lessEqual       = 18
	unordered       = 3
	notEqual        = 4
	ordered         = 7
	notLess         = 21
	notLessEqual    = 6
	notGreaterEqual = 9
	greaterEqual    = 29
	greater         = 30
)

// cond is the lanes for which a comparison holds.
type cond struct {
	k reg.OpmaskVirtual
	v reg.VecVirtual
}

func (t target) compare(how uint64, x, y Op) (c cond) {
	if t.whole {
		return t.intCompare(how, x, y)
	}
	if t.wide {
		c.k = K()
		pick(t, VCMPPS, VCMPPD)(Imm(how), y, x, c.k)
		return c
	}
	c.v = YMM()
	pick(t, VCMPPS, VCMPPD)(Imm(how), y, x, c.v)
	return c
}

// choose sets d to x where c holds, else to y. y is a register; AVX-512 takes x from memory too.
func (t target) choose(d Op, c cond, x, y Op) {
	if t.wide {
		pick(t, VBLENDMPS, VBLENDMPD)(x, y, c.k, d)
		return
	}
	pick(t, VBLENDVPS, VBLENDVPD)(c.v, x, y, d)
}

// constants are vectors in memory, for they serve as operands of instructions of both instruction sets.
type constants map[string]Mem

// recorded are the constants used since it was emptied, in order, and held those that are in registers now: see loopHolding.
var (
	recorded []string
	held     = map[string]reg.VecVirtual{}
)

var pool = constants{}

// all is a vector of v: in memory, of 64 bytes, which are enough for either set, if it is not held.
func (t target) all(v float64) Op {
	if t.double {
		return t.allBits(math.Float64bits(v))
	}
	return t.allBits(uint64(math.Float32bits(float32(v))))
}

// allBits is a vector of words of the type's size.
func (t target) allBits(v uint64) Op {
	key := fmt.Sprintf("u32 %x", v)
	m := Mem{}
	if t.double {
		key = fmt.Sprintf("u64 %x", v)
		m = t.words(key, func(i int) { DATA(i*8, U64(v)) }, 8)
	} else {
		m = t.words(key, func(i int) { DATA(i*4, U32(v)) }, 16)
	}
	if r, ok := held[key]; ok {
		return r
	}
	recorded = append(recorded, key)
	return m
}

func (t target) words(key string, write func(i int), n int) Mem {
	m, ok := pool[key]
	if !ok {
		m = GLOBL(fmt.Sprintf("c%d", len(pool)), RODATA|NOPTR)
		for i := range n {
			write(i)
		}
		pool[key] = m
	}
	return m
}

// tail is the mask of the first lanes: those that are left when the rest is less than a vector.
type tail struct {
	k reg.OpmaskVirtual
	v reg.VecVirtual
}

// tail returns the mask of n lanes, which n is less than.
func (t target) tail(n reg.GPVirtual) (m tail) {
	if t.wide {
		bits := GP64()
		MOVQ(I32(-1), bits)
		BZHIQ(n, bits, bits)
		m.k = K()
		KMOVQ(bits, m.k)
		return m
	}
	table := t.maskTable()
	at := GP64()
	MOVQ(I32(int32(t.lanes())), at)
	SUBQ(n, at)
	base := GP64()
	LEAQ(table, base)
	m.v = YMM()
	VMOVUPS(Mem{Base: base, Index: at, Scale: uint8(1 << t.shift())}, m.v)
	return m
}

func (t target) maskTable() Mem {
	key := "mask" + t.typ()
	m, ok := pool[key]
	if !ok {
		m = GLOBL("lanes"+t.typ(), RODATA|NOPTR)
		n := t.lanes()
		for i := range 2 * n {
			v := uint64(0)
			if i < n {
				v = ^v
			}
			if t.double {
				DATA(i*8, U64(v))
			} else {
				DATA(i*4, U32(uint32(v)))
			}
		}
		pool[key] = m
	}
	return m
}

// loadTail reads the lanes of a tail and clears the others.
func (t target) loadTail(d, m Op, by tail) {
	if t.wide {
		pick(t, VMOVUPS_Z, VMOVUPD_Z)(m, by.k, d)
		return
	}
	pick(t, VMASKMOVPS, VMASKMOVPD)(m, by.v, d)
}

func (t target) storeTail(m, s Op, by tail) {
	if t.wide {
		pick(t, VMOVUPS, VMOVUPD)(s, by.k, m)
		return
	}
	pick(t, VMASKMOVPS, VMASKMOVPD)(s, by.v, m)
}

// sign is an element's sign bit.
func (t target) sign() uint64 {
	if t.double {
		return 1 << 63
	}
	return 1 << 31
}

// signBit is the number of the sign's bit.
func (t target) signBit() uint64 { return 8<<t.shift() - 1 }

// Whole numbers of the elements' size.
func (t target) intAdd(d, x, y Op) { pick[ops](t, VPADDD, VPADDQ)(y, x, d) }
func (t target) intSub(d, x, y Op) { pick[ops](t, VPSUBD, VPSUBQ)(y, x, d) }

func (t target) shiftLeft(d, x Op, n uint64)  { pick[ops](t, VPSLLD, VPSLLQ)(Imm(n), x, d) }
func (t target) shiftRight(d, x Op, n uint64) { pick[ops](t, VPSRLD, VPSRLQ)(Imm(n), x, d) }

// lowestBit is the lanes of x whose lowest bit is set.
func (t target) lowestBit(x Op) (c cond) {
	if t.wide {
		c.k = K()
		pick[ops](t, VPTESTMD, VPTESTMQ)(t.allBits(1), x, c.k)
		return c
	}
	c.v = YMM()
	t.shiftLeft(c.v, x, t.signBit())
	return c
}

// condition returns one that holds nowhere.
func (t target) condition() (c cond) {
	if t.wide {
		c.k = K()
		KXORW(c.k, c.k, c.k)
		return c
	}
	c.v = YMM()
	VXORPS(c.v, c.v, c.v)
	return c
}

func (t target) orCond(c, also cond) {
	if t.wide {
		KORW(also.k, c.k, c.k)
		return
	}
	VORPS(also.v, c.v, c.v)
}

// lanesOf sets bits to one bit for each lane.
func (t target) lanesOf(c cond, bits reg.GPVirtual) {
	if t.wide {
		KMOVW(c.k, bits)
		return
	}
	pick(t, VMOVMSKPS, VMOVMSKPD)(c.v, bits)
}

// part is c for one half of the lanes of float32, in the lanes of float64, or c of float64 itself.
func (t target) part(c cond, half int) (p cond) {
	switch {
	case t.double:
		return c
	case !t.wide:
		p.v = YMM()
		x := c.v.AsX()
		if half > 0 {
			x = XMM()
			VEXTRACTI128(Imm(1), c.v, x)
		}
		VPMOVSXDQ(x, p.v)
	case half == 0:
		return c
	default:
		p.k = K()
		KSHIFTRW(Imm(8), c.k, p.k)
	}
	return p
}

// storeWhere writes x where c holds, to where y lies now.
func (t target) storeWhere(m, x, y Op, c cond) {
	if t.wide {
		pick(t, VMOVUPS, VMOVUPD)(x, c.k, m)
		return
	}
	r := t.reg()
	t.choose(r, c, x, y)
	t.store(m, r)
}

// broadcastLow copies the first lane to all.
func (t target) broadcastLow(v reg.VecVirtual) { t.broadcast(v, v.AsX()) }

// spreadFold sets all lanes of v to what join makes of them.
func (t target) spreadFold(v reg.VecVirtual, join func(d, x, y Op)) {
	w := t.reg()
	swap := func(f func()) {
		f()
		join(v, v, w)
	}
	if t.wide {
		swap(func() { VSHUFF64X2(Imm(0x4e), v, v, w) })
	}
	swap(func() { VPERMPD(Imm(0x4e), v, w) })
	if t.double {
		swap(func() { VPERMILPD(Imm(0x55), v, w) })
		return
	}
	swap(func() { VPERMILPS(Imm(0x4e), v, w) })
	swap(func() { VPERMILPS(Imm(0xb1), v, w) })
}

// jumpIfAny jumps if c holds for some lane, and jumpIfNone if for none.
func (t target) jumpIfAny(c cond, to string)  { t.flags(c); JNZ(LabelRef(to)) }
func (t target) jumpIfNone(c cond, to string) { t.flags(c); JZ(LabelRef(to)) }

// jumpIfAll jumps if c holds for all lanes.
func (t target) jumpIfAll(c cond, to string) {
	all := GP32()
	if t.wide {
		KMOVW(c.k, all)
	} else {
		pick(t, VMOVMSKPS, VMOVMSKPD)(c.v, all)
	}
	CMPL(all, U32(1<<t.lanes()-1))
	JEQ(LabelRef(to))
}

func (t target) flags(c cond) {
	if t.wide {
		KTESTW(c.k, c.k)
		return
	}
	lanes := GP32()
	pick(t, VMOVMSKPS, VMOVMSKPD)(c.v, lanes)
	TESTL(lanes, lanes)
}

// either is the lanes for which c or e holds, and both for which they both do.
func (t target) either(c, e cond) cond { return t.join(c, e, KORW, VORPS) }
func (t target) both(c, e cond) cond   { return t.join(c, e, KANDW, VANDPS) }

func (t target) join(c, e cond, wide func(a, b, d Op), narrow ops) (r cond) {
	if t.wide {
		r.k = K()
		wide(e.k, c.k, r.k)
		return r
	}
	r.v = YMM()
	narrow(e.v, c.v, r.v)
	return r
}

// Values in new registers: plus x + y, minus x - y, times x·y, fused x·y + z, left z - x·y.
func (t target) plus(x, y Op) reg.VecVirtual     { r := t.reg(); t.add(r, x, y); return r }
func (t target) minus(x, y Op) reg.VecVirtual    { r := t.reg(); t.sub(r, x, y); return r }
func (t target) times(x, y Op) reg.VecVirtual    { r := t.reg(); t.mul(r, x, y); return r }
func (t target) fused(x, y, z Op) reg.VecVirtual { r := t.copied(z); t.fma(r, x, y); return r }
func (t target) left(z, x, y Op) reg.VecVirtual  { r := t.copied(z); t.fnma(r, x, y); return r }

// chosen is x where c holds, else y.
func (t target) chosen(c cond, x, y Op) reg.VecVirtual { r := t.reg(); t.choose(r, c, x, y); return r }

// copied is a new register with x.
func (t target) copied(x Op) reg.VecVirtual {
	r := t.reg()
	t.load(r, x) // not move: x may be a constant in memory, which is not aligned
	return r
}
