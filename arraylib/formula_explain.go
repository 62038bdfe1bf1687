package arraylib

import (
	"runtime"
	"strconv"
	"strings"
	"time"

	"fastergo/arraylib/internal/parallel"
)

func (f *formula) explain() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	head := f.text + "\n"
	if f.idle == nil {
		return head + "not called yet: call it once, its passes depend on types and shapes\n"
	}
	return head + f.idle.explain(f.params)
}

// explain describes the passes.
func (p *plan) explain(params []string) string {
	var b strings.Builder
	for i := range p.params {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(params[i] + " " + typeText(p.params[i].dtype, p.params[i].shape))
	}
	b.WriteString(" -> " + typeText(p.result.dtype, p.result.shape) + "\n")
	names := map[*core]string{}
	for i, s := range p.stages {
		names[&s.output] = "result of pass " + strconv.Itoa(i+1)
		s.explain(&b, i+1, len(p.stages), names)
	}
	if x := p.blocks; x != nil {
		b.WriteString("in " + plural(x.pieces(), "block") + " of " + plural(x.rows, "row") + ", each through ")
		if len(x.before) == 0 {
			b.WriteString("all passes")
		} else {
			b.WriteString(strconv.Itoa(len(x.inside)) + " of the passes")
		}
		b.WriteString(", shared by " + plural(min(runtime.GOMAXPROCS(0), x.pieces()), "processor") + "\n")
	}
	if p.took > 0 {
		share := int(100*copyTime(p.bytes).Seconds()/p.took.Seconds() + 0.5)
		b.WriteString("the last call took " + p.took.Round(100*time.Nanosecond).String() + ": arguments and result are " + bytesText(p.bytes) +
			", at " + strconv.Itoa(share) + " % of the speed of a copy\n")
	}
	return b.String()
}

// timedBytes is the size of arguments and result from which calls are timed.
const timedBytes = 1 << 18

// copyTime measures how long the processors need to copy memory where n bytes are read or written, or at most some.
func copyTime(n int) time.Duration {
	const most = 1 << 26
	words := max(1, min(n, most)/16)
	from, to := make([]uint64, words), make([]uint64, words)
	least := time.Hour
	for range 5 {
		start := time.Now()
		parallel.For(words, chunk, func(lo, hi int) { copy(to[lo:hi], from[lo:hi]) })
		least = min(least, time.Since(start))
	}
	return time.Duration(float64(least) * float64(n) / float64(16*words))
}

// traffic returns how many bytes of the arguments are read, of the views of one as many as the largest has, and of the result.
func (p *plan) traffic() int {
	n := sizeOf(p.result.shape) << dtypes[p.result.dtype].shift
	for i := range p.params {
		most := 0
		for _, s := range p.stages {
			for k := range s.inputs {
				if x := &s.inputs[k]; x.from == &p.params[i] {
					lo, hi := x.view.extent()
					most = max(most, min(x.view.size(), hi-lo)<<dtypes[x.view.dtype].shift)
				}
			}
		}
		n += most
	}
	return n
}

func typeText(dt DType, shape []int) string { return dt.String() + " " + shapeText(shape) }

func (s *stage) explain(b *strings.Builder, number, count int, names map[*core]string) {
	read := 0
	for i := range s.inputs {
		x := &s.inputs[i]
		read += sizeOf(x.value.shape) << dtypes[x.value.dtype].shift
	}
	written := sizeOf(s.value.shape) << dtypes[s.value.dtype].shift
	b.WriteString("pass " + strconv.Itoa(number) + " of " + strconv.Itoa(count) + " over " + shapeText(s.shape) + ": reads " + bytesText(read) + ", writes " + bytesText(written))
	b.WriteString(", " + s.how() + "\n")
	line := func(register int, text string) {
		b.WriteString("  r" + strconv.Itoa(register) + " = " + text + "\n")
	}
	for i := range s.inputs {
		x := &s.inputs[i]
		name, how := x.value.text, "gathered"
		if of, ok := names[x.from]; ok {
			name = of + x.value.text
		}
		switch {
		case x.kind == scalar:
			how = "one number"
		case x.kind == direct:
			how = "in place"
		case x.kind == column && s.native != nil:
			how = "one number for each row"
		}
		line(x.register, name+"  "+typeText(x.value.dtype, x.value.shape)+", "+how)
	}
	for _, c := range s.constants {
		line(c.register, literal{s.registers[c.register].dtype, c.word}.String()+"  "+s.registers[c.register].dtype.String())
	}
	for _, in := range s.code {
		to := s.registers[in.dst].dtype
		text := in.fn.name + "("
		if in.fn == &conversion {
			text = to.String() + "("
		}
		for k := range in.fn.operands {
			if k > 0 {
				text += ", "
			}
			text += "r" + strconv.Itoa(in.src[k])
		}
		text += ")  " + in.dtype.String()
		if to != in.dtype {
			text += " -> " + to.String()
		}
		line(in.dst, text)
	}
	b.WriteString("  ")
	if s.fold != nil {
		b.WriteString(s.fold.name + " of ")
	}
	b.WriteString("r" + strconv.Itoa(s.root) + " -> " + typeText(s.value.dtype, s.value.shape) + "\n")
}

// how says what the instructions run as.
func (s *stage) how() string {
	if s.native != nil {
		return "one loop of machine code, made for " + s.native.Tier.String()
	}
	where := ""
	if Using() != Portable {
		where = " where there is one"
	}
	return "a loop for each instruction, " + Using().String() + where + ", scratch " + bytesText(16*len(s.memory)) + ", tiles of " + plural(s.tile, "element")
}

// bytesText writes a number of bytes in a unit that fits.
func bytesText(n int) string {
	if n < 1000 {
		return strconv.Itoa(n) + " B"
	}
	x, unit := float64(n), ""
	for _, unit = range []string{" KB", " MB", " GB", " TB"} {
		if x /= 1000; x < 1000 {
			break
		}
	}
	return strconv.FormatFloat(x, 'f', 1, 64) + unit
}
