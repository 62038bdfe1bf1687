package arraylib

import (
	"strconv"
	"strings"
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
	return b.String()
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
	b.WriteString(", scratch " + bytesText(16*len(s.memory)) + ", tiles of " + plural(s.tile, "element") + "\n")
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
