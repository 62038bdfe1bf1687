package remote

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"time"

	"fastergo/checks"
	"fastergo/internal/cell"
	"fastergo/internal/culprit"
	"fastergo/internal/wire/codec"
)

// Config says what an answer is behind the wire.
type Config struct {
	In   io.Writer    // requests: the candidate's file descriptor 3
	Out  io.Reader    // replies: its file descriptor 4
	Type reflect.Type // of the function

	// Source returns what there is to know of the answer's source.
	Source func() (checks.Source, error)
	// Where returns how a line of the candidate's is quoted: "cell 3, line 2: x := y". What it
	// gets comes from the candidate.
	Where func(file string, line int) string
	// Ended returns how the process ended. It is called once Out has ended, and may
	// wait for the process.
	Ended func() error
	// Process is what the candidate runs in, nil if it cannot be held.
	Process Process
	// Baseline starts the exercise's baseline behind a wire, to be timed beside the
	// answer, once nothing else computes; end ends it. The answer is paused meanwhile.
	Baseline func() (b *Answer, end func(), err error)
	// Limits are Default's where they are 0.
	Limits Limits
}

// Limits are of what is taken from a candidate.
type Limits = codec.Limits

// Default is what honest answers stay far below.
var Default = Limits{
	Frame:     64 << 20,
	Bytes:     256 << 20,
	Elements:  1 << 25,
	Callbacks: 1 << 20,
	Pending:   1 << 12,
}

// Answer is an answer in a process of its own: a [checks.Answer], [checks.Meter] and
// [checks.Racer]. One goroutine at a time may use it, and what its calls return;
// sequences may be ranged over side by side.
type Answer struct {
	cfg  Config
	conn *codec.Conn

	greeted  bool
	mismatch error // the function is of another type
	mode     byte  // of the next calls
	measured int   // -1: no call was measured

	// Guarded by conn.
	pending map[uint64]*request
	last    uint64 // session
	gone    error  // why there is no process any more
	lost    bool   // a request was told so
	running int    // callbacks, in goroutines of their own
}

// A request is what a candidate owes a reply to.
type request struct {
	kind      byte
	session   *codec.Session
	outs      int
	out       func(int) reflect.Type
	inline    bool           // callbacks run where the request was made: loop bodies
	callbacks int            // so far
	calls     chan *callback // inline
	done      chan reply
	threw     chan any // what a callback panicked with that ends the criterion
}

type reply struct {
	vals   []reflect.Value
	text   string // of a Hello
	number int
	fault  *codec.Fault
	err    error
	at     time.Time
}

// A callback is a call of a function of the judge's.
type callback struct {
	number  uint64
	request *request
	f       reflect.Value
	args    []reflect.Value
}

// New returns an answer, and begins to listen to its candidate.
func New(cfg Config) *Answer {
	l := &cfg.Limits
	l.Frame = cmp.Or(l.Frame, Default.Frame)
	l.Bytes = cmp.Or(l.Bytes, Default.Bytes)
	l.Elements = cmp.Or(l.Elements, Default.Elements)
	l.Callbacks = cmp.Or(l.Callbacks, Default.Callbacks)
	l.Pending = cmp.Or(l.Pending, Default.Pending)
	if cfg.Process == nil {
		cfg.Process = still{}
	}
	a := &Answer{
		cfg:     cfg,
		conn:    &codec.Conn{Side: codec.Judge, Limits: cfg.Limits, Most: codec.Unlimited.Frame, Out: codec.NewOutbox(cfg.In)},
		pending: map[uint64]*request{},
	}
	go a.listen()
	return a
}

// Source implements [checks.Answer].
func (a *Answer) Source() (checks.Source, error) { return a.cfg.Source() }

// Call implements [checks.Answer].
func (a *Answer) Call(args []reflect.Value) ([]reflect.Value, error) {
	if err := a.greet(); err != nil {
		return nil, err
	}
	return a.call(a.session(), 0, a.cfg.Type, args)
}

// Peak implements [checks.Meter]: the candidate measures.
func (a *Answer) Peak(call func()) (bytes int, err error) { return a.measure(codec.Peak, call) }

// Allocations implements [checks.Meter]: the candidate counts.
func (a *Answer) Allocations(call func()) (times int, err error) {
	return a.measure(codec.Allocs, call)
}

func (a *Answer) measure(mode byte, call func()) (int, error) {
	a.mode, a.measured = mode, -1
	defer func() { a.mode = codec.Plain }()
	call()
	if a.measured < 0 {
		return 0, errors.New("the answer was not called: there is nothing to measure")
	}
	return a.measured, nil
}

// Err returns why no more calls can be made, nil if they can.
func (a *Answer) Err() error {
	a.conn.Lock()
	defer a.conn.Unlock()
	return a.gone
}

// Lost returns the same, but nil as long as no call has found it so.
func (a *Answer) Lost() error {
	a.conn.Lock()
	defer a.conn.Unlock()
	if !a.lost {
		return nil
	}
	return a.gone
}

// greet tells the candidate what is taken of it, once, and finds out whether its
// function has the type that it should have.
func (a *Answer) greet() error {
	if a.greeted {
		return a.mismatch
	}
	r := a.send(&request{kind: codec.Hello}, func(b []byte) ([]byte, error) {
		return codec.AppendUint(b, uint64(a.cfg.Limits.Frame)), nil
	})
	if r.err != nil {
		return r.err
	}
	a.greeted = true
	if want := a.cfg.Type.String(); r.text != want {
		a.mismatch = fmt.Errorf("it is a %s, and a %s is wanted", short(r.text, 300), want)
	}
	return a.mismatch
}

// short returns at most so many bytes of s.
func short(s string, most int) string {
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + " …"
	}
	return s
}

// session returns a new session, whose functions call the candidate's.
func (a *Answer) session() *codec.Session {
	a.conn.Lock()
	defer a.conn.Unlock()
	a.last++
	ss := a.conn.Session(a.last)
	ss.Stand = func(t reflect.Type, id int) reflect.Value {
		return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
			out, err := a.call(ss, id, t, args)
			if err != nil {
				panic(checks.Thrown{Err: err})
			}
			return out
		})
	}
	return ss
}

// call calls the answer, or function number id of the session.
func (a *Answer) call(ss *codec.Session, id int, t reflect.Type, args []reflect.Value) ([]reflect.Value, error) {
	mode := codec.Plain
	if id == 0 {
		mode = a.mode
	}
	r := a.send(&request{kind: codec.Call, session: ss, outs: t.NumOut(), out: t.Out, inline: codec.IsSeq(t)}, func(b []byte) ([]byte, error) {
		b = append(codec.AppendUint(codec.AppendUint(b, ss.ID), uint64(id)), mode)
		return ss.Append(b, args, nil, true)
	})
	if r.err == nil && r.fault == nil && mode != codec.Plain {
		a.measured = max(a.measured, r.number)
	}
	return a.result(r)
}

// result returns what a reply says.
func (a *Answer) result(r reply) ([]reflect.Value, error) {
	if r.err != nil {
		return nil, r.err
	}
	f := r.fault
	if f == nil {
		return r.vals, nil
	}
	switch f.How {
	case codec.Panicked:
		p := checks.Panic{What: f.Text}
		if f.Line > 0 {
			p.Where = a.cfg.Where(f.File, f.Line)
		}
		return nil, p
	case codec.TODO:
		return nil, cell.TODO
	case codec.Stub:
		return nil, checks.Stub(short(f.Text, 100))
	case codec.Goexit:
		return nil, checks.ErrGoexit
	case codec.NoFunction:
		return nil, checks.ErrNoFunction
	case codec.TooLarge:
		return nil, fmt.Errorf("what it returns or changes takes %d bytes; up to %d are taken", f.Bytes, a.cfg.Limits.Frame)
	}
	return nil, errors.New("what it returns cannot be judged: " + short(f.Text, 300))
}

// send makes a request and waits for its reply. Meanwhile it runs the callbacks of
// an inline one.
func (a *Answer) send(req *request, body func(b []byte) ([]byte, error)) reply {
	req.calls = make(chan *callback, a.cfg.Limits.Pending)
	req.done = make(chan reply, 1)
	req.threw = make(chan any, 1)
	a.conn.Lock()
	if a.gone != nil {
		a.lost = true
		a.conn.Unlock()
		return reply{err: a.gone}
	}
	nonce := rand.Uint64()
	for a.pending[nonce] != nil {
		nonce = rand.Uint64()
	}
	b, err := body(codec.Start(req.kind, nonce))
	if err != nil {
		a.conn.Unlock()
		return reply{err: fmt.Errorf("the arguments cannot be sent: %w", err)}
	}
	a.pending[nonce] = req
	a.conn.Out.Put(b)
	a.conn.Unlock()
	a.conn.Out.Flush() // if that fails, listen hears of it
	for {
		select {
		case c := <-req.calls:
			a.inline(c)
		case r := <-req.done:
			select {
			case p := <-req.threw:
				panic(p)
			default:
				return r
			}
		}
	}
}

// inline runs a loop body here. If that panics with what ends the criterion, the
// candidate gives up first.
func (a *Answer) inline(c *callback) {
	how, p := a.run(c)
	if how != codec.Abort {
		return
	}
	for {
		select {
		case more := <-c.request.calls:
			a.answer(more, nil, nil, codec.Abort)
		case <-c.request.done:
			panic(p)
		}
	}
}

// aside runs a callback while others run. What ends the criterion does so when the
// request has its reply.
func (a *Answer) aside(c *callback) {
	defer func() {
		a.conn.Lock()
		a.running--
		a.conn.Unlock()
	}()
	a.run(c)
}

// run calls a function of the judge's and answers. How is Panicked if it panicked,
// and Abort if it panicked with p, which ends the criterion, or ended its goroutine.
func (a *Answer) run(c *callback) (how byte, p any) {
	var out []reflect.Value
	how = codec.Abort
	defer func() {
		if p = recover(); p != nil && !checks.Ends(p) {
			how = codec.Panicked
		}
		if how == codec.Abort && p != nil && !c.request.inline { // before the request can have its reply
			select {
			case c.request.threw <- p:
			default:
			}
		}
		a.answer(c, out, p, how)
	}()
	out = c.f.Call(c.args)
	how = codec.Returned
	return how, nil
}

// answer tells the candidate how a callback went.
func (a *Answer) answer(c *callback, out []reflect.Value, p any, how byte) {
	a.conn.Lock()
	defer a.conn.Out.Flush()
	defer a.conn.Unlock()
	b := append(codec.Start(codec.Reply, c.number), codec.Returned)
	if how == codec.Returned {
		var err error
		if b, err = c.request.session.Append(b, out, c.args, c.request.inline); err == nil {
			a.conn.Out.Put(b)
			return
		}
		how, p = codec.Panicked, err
	}
	f := &codec.Fault{How: how}
	if how == codec.Panicked {
		f.Text = culprit.What(p)
	}
	a.conn.Out.Put(append(codec.AppendFault(codec.Start(codec.Reply, c.number), f), 0))
}

// listen takes frames until there are no more, or one that should not be.
func (a *Answer) listen() {
	for {
		b, err := codec.Read(a.cfg.Out, a.cfg.Limits.Frame)
		if err != nil {
			a.end(a.ended(err))
			return
		}
		if err := a.take(b, time.Now()); err != nil {
			a.end(fmt.Errorf("the answer's process sent what it should not: %w", err))
			return
		}
	}
}

// ended returns why there is nothing to read.
func (a *Answer) ended(err error) error {
	switch {
	case errors.Is(err, codec.ErrSize):
		return fmt.Errorf("the answer's process sent what it should not: %w of %d bytes", err, a.cfg.Limits.Frame)
	case a.cfg.Ended != nil:
		if why := a.cfg.Ended(); why != nil {
			return why
		}
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the answer's process ended in the middle of a reply")
	}
	return errors.New("the answer's process ended")
}

// end lets all requests know that there will be no replies.
func (a *Answer) end(why error) {
	a.conn.Lock()
	defer a.conn.Unlock()
	a.gone = checks.Gone{Why: why.Error()}
	for nonce, req := range a.pending {
		a.lost = true
		req.done <- reply{err: a.gone}
		delete(a.pending, nonce)
	}
}

var errUnasked = errors.New("a reply that nobody asked for")

// take handles a frame. An error ends the connection.
func (a *Answer) take(b []byte, at time.Time) error {
	d, kind, nonce := codec.NewDecoder(b)
	a.conn.Lock()
	defer a.conn.Unlock()
	req := a.pending[nonce]
	switch {
	case req == nil:
		return errUnasked
	case kind == codec.Call:
		return a.takeCall(d, req)
	case kind != codec.ReplyTo(req.kind):
		return errUnasked
	}
	r := reply{at: at}
	switch kind {
	case codec.Hello:
		r.text = d.Text()
		if err := d.Err(); err != nil {
			return err
		}
	case codec.Reply:
		outs := req.outs
		r.number = d.Size(math.MaxInt)
		if how := d.Byte(); how != codec.Returned {
			r.fault, outs = d.Fault(how), 0
			if how == codec.Abort {
				return errUnasked
			}
		}
		var err error
		if r.vals, err = req.session.Decode(d, outs, req.out); err != nil {
			r.err = fmt.Errorf("what it returned is not what it should be: %w", err)
		}
	default:
		if err := d.Err(); err != nil {
			return err
		}
	}
	delete(a.pending, nonce)
	req.done <- r
	return nil
}

// takeCall has a function of the judge's called: a loop's body by whoever loops, all
// else by a goroutine of its own.
func (a *Answer) takeCall(d *codec.Decoder, req *request) error {
	if req.session == nil {
		return errUnasked
	}
	c := &callback{number: d.Uint(), request: req}
	held := req.session.Held
	id := d.Size(len(held))
	if id == 0 {
		return errors.New("a call of a function that it was not given")
	}
	c.f = held[id-1]
	t := c.f.Type()
	var err error
	if c.args, err = req.session.Decode(d, t.NumIn(), t.In); err != nil {
		return fmt.Errorf("arguments for a function that it was given: %w", err)
	}
	if req.callbacks++; req.callbacks > a.cfg.Limits.Callbacks {
		return fmt.Errorf("more than %d calls of what it was given", a.cfg.Limits.Callbacks)
	}
	if req.inline {
		select {
		case req.calls <- c:
			return nil
		default:
			return a.tooMany()
		}
	}
	if a.running == a.cfg.Limits.Pending {
		return a.tooMany()
	}
	a.running++
	go a.aside(c)
	return nil
}

func (a *Answer) tooMany() error {
	return fmt.Errorf("more than %d calls at a time of what it was given", a.cfg.Limits.Pending)
}
