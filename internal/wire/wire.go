package wire

import (
	"errors"
	"io"
	"os"
	"reflect"
	"runtime"
	"runtime/debug"

	"fastergo/internal/cell"
	"fastergo/internal/culprit"
	"fastergo/internal/peak"
	"fastergo/internal/poison"
	"fastergo/internal/wire/codec"
)

// Serve answers calls of f, a function, that arrive at file descriptor 3, on file
// descriptor 4, until 3 ends. It is the whole of a candidate's main.
func Serve(f any) {
	debug.SetMaxStack(64 << 20)
	poison.Use(poison.Empty)
	ServeOn(os.NewFile(3, "requests"), os.NewFile(4, "replies"), f)
}

// Name is the program's argument: the function that is to be served, where there are several.
func Name() string {
	if len(os.Args) < 2 {
		return ""
	}
	return os.Args[1]
}

// ServeOn answers calls of f that arrive at r, on w, until r ends or has something
// that no judge sends.
func ServeOn(r io.Reader, w io.Writer, f any) {
	s := &server{
		conn:     &codec.Conn{Side: codec.Candidate, Limits: codec.Unlimited, Most: codec.Unlimited.Frame, Out: codec.NewOutbox(w)},
		f:        reflect.ValueOf(f),
		sessions: map[uint64]*session{},
		waiting:  map[uint64]*callback{},
	}
	defer s.wake()
	for {
		b, err := codec.Read(r, codec.Unlimited.Frame)
		if err != nil || !s.take(b) {
			return
		}
	}
}

// A server is a candidate's side of a connection. Its maps are guarded by conn.
type server struct {
	conn     *codec.Conn
	f        reflect.Value
	sessions map[uint64]*session
	waiting  map[uint64]*callback
	last     uint64 // callback
	restore  func() // ends the quiet that Rest began
}

// A session is a call of the function and all that hangs on it.
type session struct {
	*codec.Session
	active []*request
	taken  *request // whose arguments are being decoded
	args   []reflect.Value
	out    []reflect.Value // of a prepared call
	fault  *codec.Fault
}

// A request is what the judge waits for. What it brought of functions is called in
// its name, as long as it is active.
type request struct {
	nonce  uint64
	inline bool // it ranges over a sequence: all memory is told with each value
}

// A callback is a call of a function of the judge's.
type callback struct {
	session *session
	t       reflect.Type
	reply   chan callbackReply
}

type callbackReply struct {
	out   []reflect.Value
	fault *codec.Fault
}

// take handles a frame, and reports whether it is one.
func (s *server) take(b []byte) bool {
	d, kind, nonce := codec.NewDecoder(b)
	if kind != codec.Go {
		s.wake()
	}
	switch kind {
	case codec.Hello:
		s.conn.Most = d.Size(codec.Unlimited.Frame)
		if d.Err() != nil || s.f.Kind() != reflect.Func {
			return false
		}
		s.send(codec.AppendText(codec.Start(codec.Hello, nonce), s.f.Type().String()))
		return true
	case codec.Call, codec.Prepare:
		return s.takeCall(d, kind, nonce)
	case codec.Reply:
		return s.takeReply(d, nonce)
	case codec.Rest:
		s.rest()
		s.send(codec.Start(codec.Rest, nonce))
		return d.Err() == nil
	case codec.Go:
		return s.takeGo(d, nonce)
	case codec.Fetch:
		return s.takeFetch(d, nonce)
	}
	return false
}

func (s *server) send(b []byte) {
	s.conn.Out.Put(b)
	s.conn.Out.Flush()
}

func (s *server) takeCall(d *codec.Decoder, kind byte, nonce uint64) bool {
	s.conn.Lock()
	defer s.conn.Unlock()
	id, number := d.Uint(), d.Size(1<<30)
	mode := d.Byte()
	ss, fn := s.sessions[id], s.f
	switch {
	case number == 0:
		ss = &session{Session: s.conn.Session(id)}
		ss.Stand = s.stand(ss)
		s.sessions[id] = ss
	case ss == nil || number > len(ss.Held):
		return false
	default:
		fn = ss.Held[number-1]
	}
	t := fn.Type()
	req := &request{nonce, codec.IsSeq(t)}
	ss.taken = req
	args, err := ss.Decode(d, t.NumIn(), t.In)
	ss.taken = nil
	if err != nil {
		return false
	}
	if kind == codec.Prepare {
		ss.args = args
		s.conn.Out.Put(codec.Start(codec.Prepare, nonce))
		go s.conn.Out.Flush()
		return true
	}
	ss.active = append(ss.active, req)
	go s.serve(ss, req, fn, args, mode)
	return true
}

// serve makes a call and tells how it went, also if it ends its goroutine.
func (s *server) serve(ss *session, req *request, fn reflect.Value, args []reflect.Value, mode byte) {
	var out []reflect.Value
	var number int
	fault := &codec.Fault{How: codec.Goexit}
	defer func() { s.reply(ss, req, out, number, fault) }()
	out, number, fault = s.call(fn, args, mode)
}

func (s *server) call(fn reflect.Value, args []reflect.Value, mode byte) (out []reflect.Value, number int, fault *codec.Fault) {
	if fn.IsNil() {
		return nil, 0, &codec.Fault{How: codec.NoFunction}
	}
	defer func() {
		if p := recover(); p != nil {
			fault = s.panicked(p)
		}
	}()
	once := func() {
		if fn.Type().IsVariadic() {
			out = fn.CallSlice(args)
		} else {
			out = fn.Call(args)
		}
	}
	switch mode {
	case codec.Peak:
		number = peak.Of(once)
	case codec.Allocs:
		number = peak.Allocations(once)
	default:
		once()
	}
	return out, number, nil
}

// panicked says, while p unwinds, what it says and where it is from.
func (s *server) panicked(p any) *codec.Fault {
	pc := s.f.Pointer()
	f := &codec.Fault{How: codec.Panicked}
	if err, ok := p.(error); ok && errors.Is(err, cell.TODO) {
		if f.How, f.Text = codec.TODO, culprit.Stub(pc); f.Text != "" {
			f.How = codec.Stub
		}
		return f
	}
	f.Text = culprit.What(p)
	f.File, f.Line = culprit.Line(pc)
	return f
}

// reply tells how a call went. After it nothing is called in the call's name.
func (s *server) reply(ss *session, req *request, out []reflect.Value, number int, fault *codec.Fault) {
	s.conn.Lock()
	for i, r := range ss.active {
		if r == req {
			ss.active = append(ss.active[:i:i], ss.active[i+1:]...)
			break
		}
	}
	b := s.append(ss, req.nonce, out, number, fault)
	if len(ss.Held) == 0 {
		delete(s.sessions, ss.ID)
	}
	s.conn.Out.Put(b)
	s.conn.Unlock()
	s.conn.Out.Flush()
}

// append makes a reply. It is a fault if a result cannot be told.
func (s *server) append(ss *session, nonce uint64, out []reflect.Value, number int, fault *codec.Fault) []byte {
	b, failed := s.tryAppend(ss, nonce, out, number, fault)
	if failed == nil {
		return b
	}
	b = codec.AppendUint(codec.Start(codec.Reply, nonce), 0)
	return append(codec.AppendFault(b, failed), 0) // no updates
}

func (s *server) tryAppend(ss *session, nonce uint64, out []reflect.Value, number int, fault *codec.Fault) (b []byte, failed *codec.Fault) {
	defer func() {
		if p := recover(); p != nil { // an error's own method
			failed = s.panicked(p)
		}
	}()
	b = codec.AppendUint(codec.Start(codec.Reply, nonce), uint64(number))
	if fault != nil {
		out, b = nil, codec.AppendFault(b, fault)
	} else {
		b = append(b, codec.Returned)
	}
	b, err := ss.Append(b, out, nil, true)
	var large codec.ErrLarge
	switch {
	case errors.As(err, &large):
		return nil, &codec.Fault{How: codec.TooLarge, Bytes: int(large)}
	case err != nil:
		return nil, &codec.Fault{How: codec.Unable, Text: err.Error()}
	}
	return b, nil
}

// thrown is a panic of a function of the judge's.
type thrown string

func (t thrown) Error() string { return string(t) }

// stand returns functions that call those of the judge's.
func (s *server) stand(ss *session) func(reflect.Type, int) reflect.Value {
	return func(t reflect.Type, id int) reflect.Value {
		from := ss.taken
		return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value { return s.callBack(ss, from, t, id, args) })
	}
}

// callBack calls function number id of the judge's, in the name of the request that
// brought it or, if that has ended, of one that has not.
func (s *server) callBack(ss *session, from *request, t reflect.Type, id int, args []reflect.Value) []reflect.Value {
	s.conn.Lock()
	if len(ss.active) == 0 {
		s.conn.Unlock()
		select {} // the judge has heard that the call is over
	}
	req := ss.active[len(ss.active)-1]
	for _, r := range ss.active {
		if r == from {
			req = r
		}
	}
	s.last++
	number := s.last
	b := codec.AppendUint(codec.Start(codec.Call, req.nonce), number)
	b, err := ss.Append(codec.AppendUint(b, uint64(id)), args, nil, req.inline)
	if err != nil {
		s.conn.Unlock()
		panic(thrown(err.Error()))
	}
	c := &callback{ss, t, make(chan callbackReply, 1)}
	s.waiting[number] = c
	s.conn.Out.Put(b)
	s.conn.Unlock()
	s.conn.Out.Flush()
	r := <-c.reply
	switch {
	case r.fault == nil:
		return r.out
	case r.fault.How == codec.Abort:
		runtime.Goexit() // which no answer can recover from
	}
	panic(thrown(r.fault.Text))
}

func (s *server) takeReply(d *codec.Decoder, number uint64) bool {
	s.conn.Lock()
	defer s.conn.Unlock()
	c := s.waiting[number]
	if c == nil {
		return false
	}
	delete(s.waiting, number)
	var r callbackReply
	n := c.t.NumOut()
	if how := d.Byte(); how != codec.Returned {
		r.fault, n = d.Fault(how), 0
	}
	out, err := c.session.Decode(d, n, c.t.Out)
	if err != nil {
		return false
	}
	r.out = out
	c.reply <- r
	return true
}

// rest makes it quiet for calls that are timed: one processor, no garbage
// collections but this one, and no memory filled in that needs none.
func (s *server) rest() {
	procs, percent, level := runtime.GOMAXPROCS(1), debug.SetGCPercent(-1), poison.Use(poison.Nothing)
	s.restore = func() {
		runtime.GOMAXPROCS(procs)
		debug.SetGCPercent(percent)
		level()
	}
	runtime.GC()
}

// wake ends the quiet.
func (s *server) wake() {
	if s.restore != nil {
		s.restore()
		s.restore = nil
	}
}

func (s *server) takeGo(d *codec.Decoder, nonce uint64) bool {
	n := d.Size(1 << 20)
	var calls []*session
	for range n {
		ss := s.sessions[d.Uint()]
		if ss == nil {
			return false
		}
		calls = append(calls, ss)
	}
	if d.Err() != nil {
		return false
	}
	go func() {
		for _, ss := range calls {
			s.runPrepared(ss)
		}
		s.send(codec.Start(codec.Go, nonce))
	}()
	return true
}

func (s *server) runPrepared(ss *session) {
	ss.out, _, ss.fault = s.call(s.f, ss.args, codec.Plain)
}

func (s *server) takeFetch(d *codec.Decoder, nonce uint64) bool {
	ss := s.sessions[d.Uint()]
	if d.Err() != nil || ss == nil {
		return false
	}
	go s.reply(ss, &request{nonce: nonce}, ss.out, 0, ss.fault)
	return true
}
