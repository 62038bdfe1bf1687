package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Whole numbers of 4 and 8 bytes are elements of the same size as floats, so that the same loops serve them.
var wholeTargets = []target{{whole: true}, {double: true, whole: true}, {wide: true, whole: true}, {wide: true, double: true, whole: true}}

func integers() {
	for _, t := range wholeTargets {
		t.binary("add", "sets d to a + b", t.intAdd)
		t.binary("subtract", "sets d to a - b", t.intSub)
		t.binary("multiply", "sets d to a · b", t.intMul)
		t.binary("maximum", "sets d to the greater of a and b", t.intMax)
		t.binary("minimum", "sets d to the lesser of a and b", t.intMin)
		t.comparison("equal", "=", equal)
		t.comparison("notEqual", "≠", notEqual)
		t.comparison("less", "<", less)
		t.comparison("lessEqual", "≤", lessEqual)
		t.comparison("greater", ">", greater)
		t.comparison("greaterEqual", "≥", greaterEqual)
		t.wholeFold("sum", "the sum", t.intAdd)
		t.wholeFold("max", "the greatest", t.intMax)
		t.wholeFold("min", "the least", t.intMin)
	}
	for _, wide := range []bool{false, true} {
		t := target{wide: wide}
		t.bytewise("add", "sets d to a + b", func(d, x, y Op) { VPADDB(y, x, d) })
		t.bytewise("subtract", "sets d to a - b", func(d, x, y Op) { VPSUBB(y, x, d) })
		t.bytewise("maximum", "sets d to the greater of a and b", func(d, x, y Op) { VPMAXUB(y, x, d) })
		t.bytewise("minimum", "sets d to the lesser of a and b", func(d, x, y Op) { VPMINUB(y, x, d) })
		t.bytewise("equal", "sets d to 1 where a = b and to 0 elsewhere", func(d, x, y Op) { t.oneWhere(d, x, y, false) })
		t.bytewise("notEqual", "sets d to 1 where a ≠ b and to 0 elsewhere", func(d, x, y Op) { t.oneWhere(d, x, y, true) })
		t.bytewise("less", "sets d to 1 where a < b and to 0 elsewhere", func(d, x, y Op) { VPMAXUB(y, x, d); t.oneWhere(d, d, x, true) })
		t.bytewise("lessEqual", "sets d to 1 where a ≤ b and to 0 elsewhere", func(d, x, y Op) { VPMAXUB(y, x, d); t.oneWhere(d, d, y, false) })
	}
}

// intMul sets d to the low halves of products.
func (t target) intMul(d, x, y Op) {
	switch {
	case !t.double:
		VPMULLD(y, x, d)
	case t.wide:
		VPMULLQ(y, x, d)
	default:
		cross, high := t.reg(), t.reg()
		VPSHUFD(Imm(0xb1), y, cross)
		VPMULLD(x, cross, cross)
		VPSHUFD(Imm(0xb1), cross, high)
		VPADDD(high, cross, cross)
		VPSLLQ(Imm(32), cross, cross)
		VPMULUDQ(y, x, d)
		VPADDQ(cross, d, d)
	}
}

func (t target) intMax(d, x, y Op) { t.intBest(d, x, y, VPMAXSD, VPMAXSQ, x, y) }
func (t target) intMin(d, x, y Op) { t.intBest(d, x, y, VPMINSD, VPMINSQ, y, x) }

// intBest sets d to greater where x is greater than y, else to other. AVX2 has no instruction for words of 8 bytes.
func (t target) intBest(d, x, y Op, short, long ops, greater, other Op) {
	switch {
	case !t.double:
		short(y, x, d)
	case t.wide:
		long(y, x, d)
	default:
		c := t.reg()
		VPCMPGTQ(y, x, c)
		VBLENDVPD(c, greater, other, d)
	}
}

// intCompare is compare of whole numbers.
func (t target) intCompare(how uint64, x, y Op) (c cond) {
	if t.wide {
		c.k = K()
		how := map[uint64]uint64{equal: 0, less: 1, lessEqual: 2, notEqual: 4, greaterEqual: 5, greater: 6}[how]
		pick(t, VPCMPD, VPCMPQ)(Imm(how), y, x, c.k)
		return c
	}
	c.v = YMM()
	same, more := pick[ops](t, VPCMPEQD, VPCMPEQQ), pick[ops](t, VPCMPGTD, VPCMPGTQ)
	not := false
	switch how {
	case equal, notEqual:
		same(y, x, c.v)
		not = how == notEqual
	case greater, lessEqual:
		more(y, x, c.v)
		not = how == lessEqual
	default:
		more(x, y, c.v)
		not = how == greaterEqual
	}
	if not {
		ones := YMM()
		VPCMPEQD(ones, ones, ones)
		VPXOR(ones, c.v, c.v)
	}
	return c
}

// wholeFold writes op, which joins all elements. Those of the last vector, which are masked, begin as the first element, whose doubling
// only a sum would notice: of it they begin as 0.
func (t target) wholeFold(op, doc string, join func(d, x, y Op)) {
	p := t.function(op, "sets *d to "+doc+" of the n ≥ 1 elements at a", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	s, none := t.regs(4), t.reg()
	if op == "sum" {
		t.zero(none)
	} else {
		t.broadcast(none, Mem{Base: a})
	}
	for _, v := range s {
		t.move(v, none)
	}
	t.loopBy(len(s), n, []reg.GPVirtual{a}, func(vectors int, by *tail) {
		for i := range vectors {
			x := t.reg()
			t.read(x, Mem{Base: a, Disp: i * t.bytes()}, by)
			if by != nil {
				t.choose(x, cond{by.k, by.v}, x, none)
			}
			join(s[i], s[i], x)
		}
	})
	for _, v := range s[1:] {
		join(s[0], s[0], v)
	}
	t.spreadFold(s[0], join)
	pick(t, VMOVD, VMOVQ)(s[0].AsX(), Mem{Base: d})
	VZEROUPPER()
	RET()
}

// bytewise writes op of bytes.
func (t target) bytewise(op, doc string, f func(d, x, y Op)) {
	p := t.functionOf("U8", op, doc+", of n elements each, a multiple of 64", "d a b", "n int")
	d, a, b, n := p[0], p[1], p[2], p[3]
	start, end := label("loop"), label("end")
	Label(start)
	CMPQ(n, I32(64))
	JL(LabelRef(end))
	for at := 0; at < 64; at += t.bytes() {
		x, y, r := t.reg(), t.reg(), t.reg()
		t.load(x, Mem{Base: a, Disp: at})
		t.load(y, Mem{Base: b, Disp: at})
		f(r, x, y)
		t.store(Mem{Base: d, Disp: at}, r)
	}
	for _, p := range []reg.GPVirtual{d, a, b} {
		ADDQ(I32(64), p)
	}
	SUBQ(I32(64), n)
	JMP(LabelRef(start))
	Label(end)
	VZEROUPPER()
	RET()
}

// oneWhere sets bytes of d to 1 where those of x and y are equal, or not, and to 0 elsewhere.
func (t target) oneWhere(d, x, y Op, not bool) {
	ones := t.words("ones64", func(i int) { DATA(i*8, U64(0x0101010101010101)) }, 8)
	if t.wide {
		how, k := uint64(0), K()
		if not {
			how = 4
		}
		VPCMPUB(Imm(how), y, x, k)
		VMOVDQU8_Z(ones, k, d)
		return
	}
	VPCMPEQB(y, x, d)
	if not {
		VPANDN(ones, d, d)
	} else {
		VPAND(ones, d, d)
	}
}
