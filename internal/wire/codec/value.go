package codec

import (
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"strconv"
	"unsafe"

	np "fastergo/arraylib"
)

// Grid is lesson.Grid, which is not linked for it.
type Grid interface {
	At(i, j int) float32
	Shape() (rows, columns int)
}

// gridStand is a Grid on the other side, by its two methods.
type gridStand struct {
	at    func(i, j int) float32
	shape func() (rows, columns int)
}

func (g gridStand) At(i, j int) float32        { return g.at(i, j) }
func (g gridStand) Shape() (rows, columns int) { return g.shape() }

var (
	errorType = reflect.TypeFor[error]()
	gridType  = reflect.TypeFor[gridStand]()
	atType    = reflect.TypeFor[func(i, j int) float32]()
	shapeType = reflect.TypeFor[func() (rows, columns int)]()
)

// plain returns the bytes of the numbers in t, 0 if t has anything else.
func plain(t reflect.Type) int {
	switch k := t.Kind(); {
	case k >= reflect.Bool && k <= reflect.Complex128 && k != reflect.Uintptr:
		return int(t.Size())
	case k == reflect.Array && t.Len() > 0:
		return plain(t.Elem())
	}
	return 0
}

func hasBools(t reflect.Type) bool {
	for t.Kind() == reflect.Array {
		t = t.Elem()
	}
	return t.Kind() == reflect.Bool
}

// IsSeq reports whether t is that of a sequence, iter.Seq or iter.Seq2.
func IsSeq(t reflect.Type) bool {
	if t.Kind() != reflect.Func || t.NumIn() != 1 || t.NumOut() != 0 || t.In(0).Kind() != reflect.Func {
		return false
	}
	yield := t.In(0)
	return yield.NumOut() == 1 && yield.Out(0).Kind() == reflect.Bool
}

// seen is what values refer to.
type seen struct {
	spans []span
	funcs bool
}

// visit finds the memory and the functions of v. What it lets pass put can write.
func (s *Session) visit(v reflect.Value, seen *seen) error {
	t := v.Type()
	switch k := t.Kind(); {
	case k >= reflect.Bool && k <= reflect.Complex128 && k != reflect.Uintptr, k == reflect.String:
		return nil
	case k == reflect.Func:
		seen.funcs = seen.funcs || !v.IsNil()
		return nil
	case k == reflect.Slice && plain(t.Elem()) > 0:
		if n := s.reach(v) * int(t.Elem().Size()); n > 0 {
			seen.spans = append(seen.spans, span{v.UnsafePointer(), n, plain(t.Elem())})
		}
		return nil
	case k == reflect.Slice, k == reflect.Array:
		for i := range v.Len() {
			if err := s.visit(v.Index(i), seen); err != nil {
				return err
			}
		}
		return nil
	case k == reflect.Interface:
		if v.IsNil() || t == errorType {
			return nil
		}
		if _, ok := v.Interface().(Grid); ok {
			seen.funcs = true
			return nil
		}
	case k == reflect.Pointer:
		switch x := v.Interface().(type) {
		case np.Operand:
			if !v.IsNil() {
				if l := np.LayoutOf(x); len(l.Data) > 0 {
					seen.spans = append(seen.spans, span{unsafe.Pointer(unsafe.SliceData(l.Data)), len(l.Data), l.DType.Size()})
				}
			}
			return nil
		case stateful:
			if v.IsNil() {
				return nil
			}
			s.object(x)
			return nil
		}
	}
	return errors.New("a value of type " + t.String() + " cannot be carried")
}

// reach returns how many elements of a slice the other side gets. What lies behind
// the length of a judge's an answer can append to; an answer's it keeps for itself.
func (s *Session) reach(v reflect.Value) int {
	if s.conn.Side == Judge {
		return v.Cap()
	}
	return v.Len()
}

// put writes v.
func (s *Session) put(b []byte, v reflect.Value) []byte {
	t := v.Type()
	k := t.Kind()
	b = append(b, byte(k))
	switch k {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return AppendUint(b, v.Uint())
	case reflect.Float32, reflect.Float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.Complex64, reflect.Complex128:
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(real(v.Complex())))
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(imag(v.Complex())))
	case reflect.String:
		return AppendText(b, v.String())
	case reflect.Array:
		for i := range v.Len() {
			b = s.put(b, v.Index(i))
		}
		return b
	}
	if v.IsNil() {
		return append(b, 0)
	}
	b = append(b, 1)
	switch k {
	case reflect.Func:
		return s.hold(b, v)
	case reflect.Slice:
		if plain(t.Elem()) > 0 {
			return s.putSlice(b, v)
		}
		b = AppendUint(b, uint64(v.Len()))
		for i := range v.Len() {
			b = s.put(b, v.Index(i))
		}
		return b
	case reflect.Interface:
		if t == errorType {
			return AppendText(b, v.Interface().(error).Error())
		}
		g := v.Interface().(Grid)
		return s.hold(s.hold(b, reflect.ValueOf(g.At)), reflect.ValueOf(g.Shape))
	}
	switch x := v.Interface().(type) {
	case np.Operand:
		return s.putArray(b, x)
	case stateful:
		return AppendUint(b, uint64(s.object(x).id))
	}
	return b
}

// hold writes the number of a function of this side.
func (s *Session) hold(b []byte, f reflect.Value) []byte {
	s.Held = append(s.Held, f)
	return AppendUint(b, uint64(len(s.Held)))
}

// putView writes where n bytes at p lie: which storage, from 1, and where in it.
func (s *Session) putView(b []byte, p unsafe.Pointer, n int) ([]byte, *store, int) {
	if n == 0 {
		return AppendUint(b, 0), nil, 0
	}
	st, at := s.find(p, n)
	return AppendUint(AppendUint(b, uint64(st.id)+1), uint64(at)), st, at
}

func (s *Session) putSlice(b []byte, v reflect.Value) []byte {
	size := int(v.Type().Elem().Size())
	n := s.reach(v)
	b, st, at := s.putView(b, v.UnsafePointer(), n*size)
	if st == nil {
		return b
	}
	return AppendUint(AppendUint(b, uint64(v.Len())), uint64(min(v.Cap(), (len(st.data)-at)/size)))
}

func (s *Session) putArray(b []byte, x np.Operand) []byte {
	l := np.LayoutOf(x)
	b = append(b, byte(np.DTypeOf(x)))
	b, _, _ = s.putView(b, unsafe.Pointer(unsafe.SliceData(l.Data)), len(l.Data))
	if len(l.Data) > 0 {
		b = AppendUint(b, uint64(len(l.Data)))
	}
	b = AppendUint(AppendUint(b, uint64(l.Offset)), uint64(len(l.Shape)))
	for d, n := range l.Shape {
		b = binary.AppendVarint(AppendUint(b, uint64(n)), int64(l.Strides[d]))
	}
	return b
}

// A getter takes values. It counts what elements these claim to have.
type getter struct {
	s    *Session
	d    *Decoder
	left int
}

// get takes a value of type t.
func (g *getter) get(t reflect.Type) reflect.Value {
	d, k := g.d, t.Kind()
	v := reflect.New(t).Elem()
	if got := reflect.Kind(d.Byte()); got != k {
		d.fail("a " + got.String() + " where a " + t.String() + " is due")
	}
	if d.err != nil {
		return v
	}
	switch k {
	case reflect.Bool:
		v.SetBool(d.Size(1) == 1)
		return v
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		x := d.Int()
		if v.OverflowInt(x) {
			d.fail(strconv.FormatInt(x, 10) + " is no " + t.String())
		}
		v.SetInt(x)
		return v
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		x := d.Uint()
		if v.OverflowUint(x) {
			d.fail(strconv.FormatUint(x, 10) + " is no " + t.String())
		}
		v.SetUint(x)
		return v
	case reflect.Float32, reflect.Float64:
		v.SetFloat(d.float())
		return v
	case reflect.Complex64, reflect.Complex128:
		re := d.float()
		v.SetComplex(complex(re, d.float()))
		return v
	case reflect.String:
		v.SetString(g.text())
		return v
	case reflect.Array:
		for i := range v.Len() {
			if v.Index(i).Set(g.get(t.Elem())); d.err != nil {
				break
			}
		}
		return v
	}
	if d.Size(1) == 0 || d.err != nil {
		return v
	}
	switch k {
	case reflect.Func:
		g.function(t, v)
	case reflect.Slice:
		if plain(t.Elem()) > 0 {
			g.slice(t, v)
			break
		}
		n := g.claim(d.Size(len(d.b)))
		v.Set(reflect.MakeSlice(t, 0, min(n, 1<<10)))
		for range n {
			if v.Set(reflect.Append(v, g.get(t.Elem()))); d.err != nil {
				break
			}
		}
	case reflect.Interface:
		switch {
		case t == errorType:
			v.Set(reflect.ValueOf(errors.New(g.text())))
		case gridType.Implements(t):
			var x gridStand
			g.function(atType, reflect.ValueOf(&x.at).Elem())
			g.function(shapeType, reflect.ValueOf(&x.shape).Elem())
			v.Set(reflect.ValueOf(x))
		default:
			d.fail("a value of type " + t.String() + " cannot be carried")
		}
	case reflect.Pointer:
		g.pointer(t, v)
	default:
		d.fail("a value of type " + t.String() + " cannot be carried")
	}
	return v
}

func (d *Decoder) float() float64 {
	if p := d.bytes(8); p != nil {
		return math.Float64frombits(binary.LittleEndian.Uint64(p))
	}
	return 0
}

func (g *getter) text() string {
	x := g.d.Text()
	g.s.tell(g.d, len(x))
	return x
}

// claim counts n elements, and returns 0 if they are too many.
func (g *getter) claim(n int) int {
	if n < 0 || n > g.left {
		g.d.fail("more than " + strconv.Itoa(g.s.conn.Limits.Elements) + " elements")
		return 0
	}
	g.left -= n
	return n
}

func (g *getter) function(t reflect.Type, v reflect.Value) {
	id := g.d.Size(1 << 30)
	if id == 0 || g.s.Stand == nil {
		g.d.fail("a function without a number")
	}
	if g.d.err == nil {
		g.s.keep()
		v.Set(g.s.Stand(t, id))
	}
}

// view takes what putView wrote; nil if there is no memory.
func (g *getter) view() (st *store, at int) {
	id := g.d.Uint()
	if id == 0 || g.d.err != nil {
		return nil, 0
	}
	if st = g.s.store(g.d, id-1); st == nil {
		return nil, 0
	}
	return st, g.d.Size(len(st.data))
}

// part returns n bytes of st.
func (g *getter) part(st *store, at, n int, hasBools bool) []byte {
	if n > len(st.data)-at {
		g.d.fail("a view that leaves its storage")
		return nil
	}
	p := st.data[at : at+n : at+n]
	if hasBools && !st.bools {
		if !bools(st.data) {
			g.d.fail("a bool that is neither 0 nor 1")
			return nil
		}
		st.bools = true
	}
	return p
}

func (g *getter) slice(t reflect.Type, v reflect.Value) {
	st, at := g.view()
	if st == nil {
		v.Set(reflect.MakeSlice(t, 0, 0))
		return
	}
	size := int(t.Elem().Size())
	n := g.claim(g.d.Size(len(st.data) / size))
	most := g.d.Size(len(st.data) / size)
	p := g.part(st, at, most*size, hasBools(t.Elem()))
	switch {
	case g.d.err != nil:
		return
	case n > most:
		g.d.fail("a slice that is longer than its memory")
		return
	case most == 0:
		v.Set(reflect.MakeSlice(t, 0, 0))
		return
	case uintptr(unsafe.Pointer(&p[0]))%uintptr(t.Elem().Align()) != 0:
		g.d.fail("a slice that is not aligned for its elements")
		return
	}
	v.Set(reflect.SliceAt(t.Elem(), unsafe.Pointer(&p[0]), most).Slice3(0, n, most))
}

func (g *getter) pointer(t reflect.Type, v reflect.Value) {
	p := reflect.New(t.Elem())
	switch x := p.Interface().(type) {
	case np.Operand:
		if g.array(x); g.d.err == nil {
			v.Set(p)
		}
	case stateful:
		g.object(x, v)
	default:
		g.d.fail("a value of type " + t.String() + " cannot be carried")
	}
}

// maxAxes is more than an array can have.
const maxAxes = 64

func (g *getter) array(x np.Operand) {
	d := g.d
	l := np.Layout{DType: np.DType(d.Byte())}
	if want := np.DTypeOf(x); d.err == nil && l.DType != want {
		d.fail("an array of " + l.DType.String() + " where one of " + want.String() + " is due")
		return
	}
	if st, at := g.view(); st != nil {
		l.Data = g.part(st, at, d.Size(len(st.data)), l.DType == np.Bool)
	}
	if len(l.Data) == 0 {
		l.Data = memory(8)[:0]
	}
	l.Offset = d.Size(len(l.Data))
	axes := d.Size(maxAxes)
	l.Shape, l.Strides = make([]int, axes), make([]int, axes)
	all, most := 1, g.left
	for i := range axes {
		n, stride := d.Size(math.MaxInt), d.Int()
		if l.Shape[i], l.Strides[i] = n, int(stride); int64(int(stride)) != stride {
			d.fail("a stride that no array has")
		}
		switch {
		case n == 0 || all == 0:
			all = 0
		case all > most/n:
			all = most + 1
		default:
			all *= n
		}
	}
	if d.err != nil {
		return
	}
	if axes == 0 && len(l.Data) == 0 {
		d.fail("an array that was never made")
		return
	}
	if g.claim(all); d.err != nil {
		return
	}
	if err := np.Attach(x, l); err != nil {
		d.fail("an array whose " + err.Error())
	}
}

func (g *getter) object(x stateful, v reflect.Value) {
	c, id := g.s.conn, g.d.Uint()
	list := c.objects[id&1]
	if g.d.err == nil && id>>1 >= uint64(len(list)) {
		g.d.fail("an object that nobody has told of")
	}
	if g.d.err != nil {
		return
	}
	o := list[id>>1]
	if o.at == nil {
		if err := x.UnmarshalBinary(o.state); err != nil {
			g.d.fail(err.Error())
			return
		}
		o.at = x
		c.know(o)
	}
	p := reflect.ValueOf(o.at)
	if p.Type() != v.Type() {
		g.d.fail("a " + p.Type().String() + " where a " + v.Type().String() + " is due")
		return
	}
	v.Set(p)
	g.s.use(o)
}
