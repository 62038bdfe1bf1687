package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/reg"
)

// avo gives vectors the registers from 16 on too, which AVX2 has not, and does not look ahead where they are few. So functions that hold
// constants get their vector and mask registers here, before avo gives the others theirs: by colouring the graph of those that are in use
// at once (P. Briggs, K. Cooper, L. Torczon, "Improvements to graph coloring register allocation", 1994). Where there are too few for all,
// constants go back to memory.

// holding is, by function, the constants held in registers.
var holding = map[string][]constant{}

type constant struct {
	r    reg.VecVirtual
	from operand.Mem
}

func init() {
	pass.Compile = pass.Concat(
		pass.Verify,
		pass.FunctionPass(pass.PruneJumpToFollowingLabel),
		pass.FunctionPass(pass.PruneDanglingLabels),
		pass.FunctionPass(pass.LabelTarget),
		pass.FunctionPass(pass.CFG),
		pass.InstructionPass(pass.ZeroExtend32BitOutputs),
		pass.FunctionPass(reads),
		pass.FunctionPass(pass.Liveness),
		pass.FunctionPass(assign),
		pass.FunctionPass(pass.AllocateRegisters),
		pass.FunctionPass(pass.BindRegisters),
		pass.FunctionPass(pass.VerifyAllocation),
		pass.FunctionPass(checkRegisters),
		pass.FunctionPass(pass.EnsureBasePointerCalleeSaved),
		pass.Func(pass.IncludeTextFlagHeader),
		pass.FunctionPass(pass.PruneSelfMoves),
		pass.FunctionPass(pruneVectorMoves),
		pass.FunctionPass(pass.RequiredISAExtensions),
	)
}

func narrow(fn *ir.Function) bool { return strings.HasSuffix(fn.Name, "AVX2") }

// reads tells avo what it takes for read but is not: the register that VPXORD or VPXORQ clears, and what a blend writes.
func reads(fn *ir.Function) error {
	if _, ok := holding[fn.Name]; !ok {
		return nil
	}
	for _, i := range fn.Instructions() {
		switch i.Opcode {
		case "VPXORD", "VPXORQ":
			i.CancellingInputs = i.Operands[0] == i.Operands[1]
		case "VBLENDMPS", "VBLENDMPD":
			i.Inputs = slices.Clone(i.Operands[:3])
		}
	}
	return nil
}

// assign gives fn's vectors and masks registers.
func assign(fn *ir.Function) error {
	all, ok := holding[fn.Name]
	if !ok {
		return nil
	}
	for !colour(fn) {
		if len(all) == 0 {
			return fmt.Errorf("%s: too few registers", fn.Name)
		}
		release(fn, all[len(all)-1])
		all = all[:len(all)-1]
		for _, i := range fn.Instructions() {
			i.Pred, i.Succ = nil, nil
		}
		for _, again := range []pass.FunctionPass{pass.LabelTarget, pass.CFG, pass.Liveness} {
			if err := again(fn); err != nil {
				return err
			}
		}
	}
	return pass.Liveness(fn)
}

// release makes memory of a constant's register.
func release(fn *ir.Function, c constant) {
	fn.Nodes = slices.DeleteFunc(fn.Nodes, func(n ir.Node) bool {
		i, ok := n.(*ir.Instruction)
		return ok && len(i.Outputs) == 1 && i.Outputs[0] == operand.Op(c.r)
	})
	for _, i := range fn.Instructions() {
		for _, operands := range [][]operand.Op{i.Operands, i.Inputs} {
			for k, o := range operands {
				if o == operand.Op(c.r) {
					operands[k] = c.from
				}
			}
		}
	}
}

// registers of a kind that may be used, by their numbers.
func registers(kind reg.Kind, narrow bool) (ids []reg.ID) {
	for _, r := range reg.FamilyOfKind(kind).Registers() {
		if r.Info()&reg.Restricted == 0 && !(narrow && r.PhysicalIndex() > 15) && !slices.Contains(ids, r.ID()) {
			ids = append(ids, r.ID())
		}
	}
	slices.Sort(ids)
	return ids
}

// colour reports whether there are registers enough.
func colour(fn *ir.Function) bool {
	apart := map[reg.ID]map[reg.ID]bool{} // those that must differ
	moves := map[reg.ID][]reg.ID{}        // those that had better be the same
	ours := func(id reg.ID) bool { return id.Kind() == reg.KindVector || id.Kind() == reg.KindOpmask }
	node := func(id reg.ID) map[reg.ID]bool {
		if apart[id] == nil {
			apart[id] = map[reg.ID]bool{}
		}
		return apart[id]
	}
	for _, i := range fn.Instructions() {
		for _, d := range i.OutputRegisters() {
			if !ours(d.ID()) {
				continue
			}
			node(d.ID())
			same := moved(i)
			for id := range i.LiveOut {
				if id != d.ID() && id.Kind() == d.Kind() && !(same != nil && id == same.ID()) {
					node(d.ID())[id] = true
					node(id)[d.ID()] = true
				}
			}
			if same != nil {
				moves[d.ID()] = append(moves[d.ID()], same.ID())
				moves[same.ID()] = append(moves[same.ID()], d.ID())
			}
		}
	}

	// Those with the fewest neighbours are the last to be coloured.
	left := map[reg.ID]bool{}
	for id := range apart {
		left[id] = id.IsVirtual()
	}
	degree := func(id reg.ID) (n int) {
		for other := range apart[id] {
			if left[other] || other.IsPhysical() {
				n++
			}
		}
		return n
	}
	var order []reg.ID
	for {
		var best reg.ID
		least := -1
		for id, here := range left {
			if n := degree(id); here && (least < 0 || n < least || n == least && id < best) {
				best, least = id, n
			}
		}
		if least < 0 {
			break
		}
		left[best] = false
		order = append(order, best)
	}

	colours := map[reg.Kind][]reg.ID{}
	for _, k := range []reg.Kind{reg.KindVector, reg.KindOpmask} {
		colours[k] = registers(k, narrow(fn))
	}
	given := reg.NewEmptyAllocation()
	for _, id := range slices.Backward(order) {
		taken := map[reg.ID]bool{}
		for other := range apart[id] {
			taken[given.LookupDefault(other)] = true
		}
		var pick reg.ID
		for _, other := range moves[id] {
			if c := given.LookupDefault(other); c.IsPhysical() && !taken[c] {
				pick = c
				break
			}
		}
		if pick == 0 {
			k := slices.IndexFunc(colours[id.Kind()], func(c reg.ID) bool { return !taken[c] })
			if k < 0 {
				return false
			}
			pick = colours[id.Kind()][k]
		}
		given[id] = pick
	}
	for _, i := range fn.Instructions() {
		for _, operands := range [][]operand.Op{i.Operands, i.Inputs, i.Outputs} {
			for k, o := range operands {
				operands[k] = operand.ApplyAllocation(o, given)
			}
		}
	}
	return true
}

// moved is the vector register that i copies to another, if that is all it does.
func moved(i *ir.Instruction) reg.Register {
	if (i.Opcode == "VMOVAPS" || i.Opcode == "VMOVAPD" || i.Opcode == "VMOVUPS" || i.Opcode == "VMOVUPD") && len(i.Operands) == 2 {
		from, ok := i.Operands[0].(reg.Register)
		if _, to := i.Operands[1].(reg.Register); ok && to {
			return from
		}
	}
	return nil
}

func pruneVectorMoves(fn *ir.Function) error {
	if holding[fn.Name] == nil {
		return nil
	}
	fn.Nodes = slices.DeleteFunc(fn.Nodes, func(n ir.Node) bool {
		i, ok := n.(*ir.Instruction)
		return ok && moved(i) != nil && i.Operands[0] == i.Operands[1]
	})
	return nil
}

func checkRegisters(fn *ir.Function) error {
	for _, i := range fn.Instructions() {
		for _, r := range i.Registers() {
			if p := reg.ToPhysical(r); narrow(fn) && p.Kind() == reg.KindVector && p.PhysicalIndex() > 15 {
				return fmt.Errorf("%s uses %s, which AVX2 has not", fn.Name, p.Asm())
			}
		}
	}
	return nil
}
