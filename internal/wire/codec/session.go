package codec

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"unsafe"
)

// The two sides of a connection.
const (
	Judge     = 0
	Candidate = 1
)

// A Conn is what one side of a connection knows of the other.
type Conn struct {
	Side   uint32
	Limits Limits // of what arrives
	Most   int    // bytes of a frame that the other side takes
	Out    *Outbox

	sync.Mutex // held by who encodes a frame and puts it into Out, and by who decodes one
	objects    [2][]*object
	known      map[any]*object
}

// An object is what a pointer points to and a state says all of, such as a generator.
// It is the same in all calls of a connection.
type object struct {
	id    uint32
	told  bool // it has a number, which both sides know
	at    stateful
	state []byte // that both sides have
}

type stateful interface {
	MarshalBinary() ([]byte, error)
	UnmarshalBinary([]byte) error
}

// A Session is one call of the answer's function, with all that hangs on it: the
// storages of its arguments and results, and the functions that it was given or
// returned.
type Session struct {
	ID   uint64
	Held []reflect.Value // functions of this side, which the other may call
	// Stand returns a function of type t that calls function number id of the other side.
	Stand func(t reflect.Type, id int) reflect.Value

	conn    *Conn
	stores  [2][]*store // by the side that told of them
	recent  []*store    // those of the last frame
	objects []*object
	told    int  // bytes of storages and texts from the other side
	shadows bool // what the other side knows of storages is kept
}

// A store is memory that arrays and slices are views of.
type store struct {
	id     uint32 // number·2 + side
	data   []byte
	elem   int    // bytes of an element
	shadow []byte // what the other side has in its memory, if that is kept
	bools  bool   // a view has bools: all bytes are 0 or 1
}

// Session returns a new session.
func (c *Conn) Session(id uint64) *Session { return &Session{ID: id, conn: c} }

// keep begins to keep what the other side knows. Both sides have the same then.
func (s *Session) keep() {
	if s.shadows {
		return
	}
	s.shadows = true
	for _, list := range s.stores {
		for _, st := range list {
			if st.shadow == nil {
				st.shadow = bytes.Clone(st.data)
			}
		}
	}
}

// find returns the storage that has n bytes at p, and where in it.
func (s *Session) find(p unsafe.Pointer, n int) (st *store, at int) {
	for _, list := range s.stores {
		for _, st := range list {
			lo := uintptr(unsafe.Pointer(unsafe.SliceData(st.data)))
			if uintptr(p) >= lo && uintptr(p)+uintptr(n) <= lo+uintptr(len(st.data)) {
				return st, int(uintptr(p) - lo)
			}
		}
	}
	return nil, 0
}

// span is memory of a value.
type span struct {
	p    unsafe.Pointer
	n    int
	elem int
}

func (x span) end() uintptr { return uintptr(x.p) + uintptr(x.n) }

// ErrLarge says that a frame would have more bytes than the other side takes.
type ErrLarge int

func (e ErrLarge) Error() string {
	return strconv.Itoa(int(e)) + " bytes are more than a frame may have"
}

// An entry of a frame's updates.
const (
	noMore byte = iota
	newStore
	patched
	stateOf
)

// Append writes vals to b, after what the other side needs to know of memory that
// changed: that of vals and also, and if all is set that of the session's arguments too.
// The caller holds the connection's lock until b is in the outbox. If it fails
// nothing was told.
func (s *Session) Append(b []byte, vals, also []reflect.Value, all bool) (_ []byte, err error) {
	before := [2]int{len(s.stores[0]), len(s.stores[1])}
	held := len(s.Held)
	var seen seen
	for i, v := range vals {
		if err := s.visit(v, &seen); err != nil {
			return nil, inPlace(i, len(vals), err)
		}
	}
	if seen.funcs {
		s.keep()
	}
	fresh := s.meet(seen.spans)
	for _, v := range also {
		s.visit(v, &seen)
	}
	size := len(b)
	for _, st := range fresh {
		size += len(st.data)
	}
	if size > s.conn.Most {
		s.stores[0], s.stores[1] = s.stores[0][:before[0]], s.stores[1][:before[1]]
		return nil, ErrLarge(size)
	}
	b = slices.Grow(b, size+64)
	for _, st := range fresh {
		b = append(AppendUint(append(b, newStore), uint64(st.id)), byte(st.elem))
		b = append(AppendUint(b, uint64(len(st.data))), st.data...)
		if s.shadows {
			st.shadow = bytes.Clone(st.data)
		}
	}
	scope := s.scope(seen.spans, all)
	for _, st := range scope {
		b = st.appendPatch(b)
	}
	b = s.appendStates(b)
	b = append(b, noMore)
	for _, v := range vals {
		b = s.put(b, v)
	}
	if len(b) > s.conn.Most {
		s.stores[0], s.stores[1] = s.stores[0][:before[0]], s.stores[1][:before[1]]
		s.Held = s.Held[:held]
		return nil, ErrLarge(len(b))
	}
	s.recent = scope
	return b, nil
}

// meet makes storages of the spans that are in none yet, and returns these.
func (s *Session) meet(spans []span) (fresh []*store) {
	var rest []span
	for _, x := range spans {
		if st, _ := s.find(x.p, x.n); st == nil {
			rest = append(rest, x)
		}
	}
	slices.SortFunc(rest, func(a, b span) int {
		switch {
		case uintptr(a.p) < uintptr(b.p):
			return -1
		case uintptr(a.p) > uintptr(b.p):
			return 1
		}
		return 0
	})
	mine := &s.stores[s.conn.Side]
	for i := 0; i < len(rest); {
		x := rest[i]
		for i++; i < len(rest) && uintptr(rest[i].p) < x.end(); i++ {
			x.n = max(x.n, int(rest[i].end()-uintptr(x.p)))
			x.elem = min(x.elem, rest[i].elem)
		}
		if x.n%x.elem != 0 {
			x.elem = 1
		}
		st := &store{id: uint32(len(*mine))<<1 | s.conn.Side, data: unsafe.Slice((*byte)(x.p), x.n), elem: x.elem}
		*mine = append(*mine, st)
		fresh = append(fresh, st)
	}
	return fresh
}

// scope returns the storages that a frame brings up to date.
func (s *Session) scope(spans []span, all bool) (scope []*store) {
	add := func(st *store) {
		if st != nil && !slices.Contains(scope, st) {
			scope = append(scope, st)
		}
	}
	for _, x := range spans {
		st, _ := s.find(x.p, x.n)
		add(st)
	}
	if all {
		for _, st := range s.stores[Judge] {
			add(st)
		}
		for _, st := range s.recent {
			add(st)
		}
	}
	return scope
}

// appendPatch writes the elements that the other side does not know, and no others:
// another goroutine may be writing these.
func (st *store) appendPatch(b []byte) []byte {
	if st.shadow == nil || string(st.shadow) == string(st.data) {
		return b
	}
	b = AppendUint(append(b, patched), uint64(st.id))
	e, end := st.elem, 0
	for i := 0; i < len(st.data); {
		const block = 256
		if j := min(i+block, len(st.data)); string(st.data[i:j]) == string(st.shadow[i:j]) {
			i = j
			continue
		}
		for i < len(st.data) && string(st.data[i:i+e]) == string(st.shadow[i:i+e]) {
			i += e
		}
		lo := i
		for i < len(st.data) && string(st.data[i:i+e]) != string(st.shadow[i:i+e]) {
			i += e
		}
		if lo == i {
			break
		}
		b = AppendUint(AppendUint(b, uint64(i-lo)/uint64(e)), uint64(lo-end)/uint64(e))
		from := len(b)
		b = append(b, st.data[lo:i]...)
		copy(st.shadow[lo:i], b[from:])
		end = i
	}
	return AppendUint(b, 0)
}

// appendStates writes the states of objects that the other side does not know.
func (s *Session) appendStates(b []byte) []byte {
	c := s.conn
	for _, o := range s.objects {
		state, err := o.at.MarshalBinary()
		if err != nil || o.told && string(state) == string(o.state) {
			continue
		}
		if !o.told {
			o.told = true
			o.id = uint32(len(c.objects[c.Side]))<<1 | c.Side
			c.objects[c.Side] = append(c.objects[c.Side], o)
		}
		o.state = state
		b = AppendText(AppendUint(append(b, stateOf), uint64(o.id)), string(state))
	}
	return b
}

// object returns what is known of what x points to.
func (s *Session) object(x stateful) *object {
	o := s.conn.known[x]
	if o == nil {
		o = &object{at: x}
		s.conn.know(o)
	}
	s.use(o)
	return o
}

func (c *Conn) know(o *object) {
	if c.known == nil {
		c.known = map[any]*object{}
	}
	c.known[o.at] = o
}

func (s *Session) use(o *object) {
	if !slices.Contains(s.objects, o) {
		s.objects = append(s.objects, o)
	}
}

// Decode takes what Append wrote, values of the n types, and d to its end. The caller
// holds the connection's lock. On an error memory may have changed, but no
// more than the other side may change.
func (s *Session) Decode(d *Decoder, n int, types func(int) reflect.Type) ([]reflect.Value, error) {
	s.recent = nil
	for tag := d.Byte(); tag != noMore && d.err == nil; tag = d.Byte() {
		switch id := d.Uint(); tag {
		case newStore:
			s.takeStore(d, id)
		case patched:
			s.takePatch(d, id)
		case stateOf:
			s.takeState(d, id)
		default:
			d.fail("an update of no kind that there is")
		}
	}
	vals := make([]reflect.Value, n)
	g := getter{s, d, s.conn.Limits.Elements}
	for i := range vals {
		vals[i] = g.get(types(i))
		if d.err != nil {
			return nil, inPlace(i, n, d.err)
		}
	}
	return vals, d.Err()
}

// tell counts n bytes, and fails if they are too many.
func (s *Session) tell(d *Decoder, n int) {
	if s.told += n; s.told > s.conn.Limits.Bytes {
		d.fail("more than " + strconv.Itoa(s.conn.Limits.Bytes) + " bytes for one call")
	}
}

func (s *Session) takeStore(d *Decoder, id uint64) {
	from := 1 - s.conn.Side
	elem, size := int(d.Byte()), d.Size(len(d.b))
	content := d.bytes(size)
	s.tell(d, size)
	switch {
	case d.err != nil:
	case id != uint64(len(s.stores[from]))<<1|uint64(from):
		d.fail("a storage with a number out of turn")
	case elem == 0 || elem > 16 || elem&(elem-1) != 0 || size == 0 || size%elem != 0:
		d.fail("a storage that is no whole number of elements")
	default:
		st := &store{id: uint32(id), data: memory(size), elem: elem}
		copy(st.data, content)
		if s.shadows || s.conn.Side == Candidate {
			st.shadow = content
		}
		s.stores[from] = append(s.stores[from], st)
		s.recent = append(s.recent, st)
	}
}

// memory returns n bytes that are aligned for any element.
func memory(n int) []byte {
	words := make([]uint64, (n+7)/8+1)
	return unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), n)
}

func (s *Session) store(d *Decoder, id uint64) *store {
	if list := s.stores[id&1]; id>>1 < uint64(len(list)) {
		return list[id>>1]
	}
	d.fail("a storage that nobody has told of")
	return nil
}

func (s *Session) takePatch(d *Decoder, id uint64) {
	st := s.store(d, id)
	if st == nil {
		return
	}
	s.recent = append(s.recent, st)
	at := 0
	for count := d.Size(math.MaxInt); count > 0; count = d.Size(math.MaxInt) {
		skip := d.Size(math.MaxInt)
		left := (len(st.data) - at) / st.elem
		if skip > left || count > left-skip {
			d.fail("a change outside of its storage")
			return
		}
		at += skip * st.elem
		p := d.bytes(count * st.elem)
		if st.bools && !bools(p) {
			d.fail("a bool that is neither 0 nor 1")
		}
		if d.err != nil {
			return
		}
		copy(st.data[at:], p)
		if st.shadow != nil {
			copy(st.shadow[at:], p)
		}
		at += len(p)
	}
}

func bools(b []byte) bool {
	for _, x := range b {
		if x > 1 {
			return false
		}
	}
	return true
}

// Of objects that the other side tells of.
const (
	maxState   = 1 << 12 // bytes of a state
	maxObjects = 1 << 16
)

func (s *Session) takeState(d *Decoder, id uint64) {
	state := d.bytes(d.Size(min(len(d.b), maxState)))
	s.tell(d, len(state))
	if d.err != nil {
		return
	}
	from := 1 - uint64(s.conn.Side)
	list := &s.conn.objects[id&1]
	if id == uint64(len(*list))<<1|from && (len(*list) < maxObjects || s.conn.Side == Candidate) {
		*list = append(*list, &object{id: uint32(id), told: true})
	}
	if id>>1 >= uint64(len(*list)) {
		d.fail("the state of an object that nobody has told of")
		return
	}
	o := (*list)[id>>1]
	o.state = bytes.Clone(state)
	if o.at != nil {
		if err := o.at.UnmarshalBinary(state); err != nil {
			d.fail(err.Error())
		}
	}
}

// inPlace says which of n values an error is about.
func inPlace(i, n int, err error) error {
	if n == 1 {
		return err
	}
	return errors.New("number " + strconv.Itoa(i+1) + ": " + err.Error())
}
