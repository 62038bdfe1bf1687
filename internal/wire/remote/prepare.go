package remote

import (
	"errors"
	"reflect"
	"time"

	"fastergo/internal/wire/codec"
)

// Prepared are calls whose arguments lie in the candidate, to be made in a row.
type Prepared struct {
	answer *Answer
	calls  []*codec.Session
}

// Prepare sends the arguments of some calls, which are not made yet.
func (a *Answer) Prepare(calls ...[]reflect.Value) (*Prepared, error) {
	if err := a.greet(); err != nil {
		return nil, err
	}
	for i := range a.cfg.Type.NumIn() {
		if t := a.cfg.Type.In(i); t.Kind() == reflect.Func {
			return nil, errors.New("a call that gets a " + t.String() + " cannot be prepared")
		}
	}
	p := &Prepared{answer: a}
	for _, args := range calls {
		ss := a.session()
		r := a.send(&request{kind: codec.Prepare, session: ss}, func(b []byte) ([]byte, error) {
			return ss.Append(append(codec.AppendUint(codec.AppendUint(b, ss.ID), 0), codec.Plain), args, nil, true)
		})
		if r.err != nil {
			return nil, r.err
		}
		p.calls = append(p.calls, ss)
	}
	return p, nil
}

// Rest has the candidate collect its garbage, and be quiet until something other
// than [Prepared.Go] is asked of it: one processor, no collections.
func (a *Answer) Rest() error { return a.send(&request{kind: codec.Rest}, nothing).err }

func nothing(b []byte) ([]byte, error) { return b, nil }

// Go has calls number from to to-1 made, one after the other, and returns how long
// that took from the request to its reply: both are 13 bytes. A call is made once.
func (p *Prepared) Go(from, to int) (time.Duration, error) {
	var start time.Time
	r := p.answer.send(&request{kind: codec.Go}, func(b []byte) ([]byte, error) {
		b = codec.AppendUint(b, uint64(to-from))
		for _, ss := range p.calls[from:to] {
			b = codec.AppendUint(b, ss.ID)
		}
		start = time.Now()
		return b, nil
	})
	if r.err != nil {
		return 0, r.err
	}
	return r.at.Sub(start), nil
}

// Fetch returns what call number i returned, and changes its arguments, as
// [Answer.Call] does.
func (p *Prepared) Fetch(i int) ([]reflect.Value, error) {
	ss, t := p.calls[i], p.answer.cfg.Type
	r := p.answer.send(&request{kind: codec.Fetch, session: ss, outs: t.NumOut(), out: t.Out}, func(b []byte) ([]byte, error) {
		return codec.AppendUint(b, ss.ID), nil
	})
	return p.answer.result(r)
}
