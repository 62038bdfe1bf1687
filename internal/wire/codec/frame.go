package codec

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
	"sync"
)

// What a frame is, its first byte. All but Reply are requests; Call goes both ways.
// Call and Fetch are answered by Reply, the others by a frame of their own kind.
const (
	Hello   byte = 1 + iota // the judge's limits and the function's type; the reply has the candidate's
	Call                    // call a function
	Reply                   // how a request went
	Prepare                 // decode the arguments of a call, and keep them
	Rest                    // collect garbage, and be quiet until after the next Go
	Go                      // make calls that are prepared
	Fetch                   // what such a call returned
)

// ReplyTo returns the kind of the frame that answers a request.
func ReplyTo(request byte) byte {
	if request == Call || request == Fetch {
		return Reply
	}
	return request
}

// How a call is made.
const (
	Plain  byte = iota
	Peak        // the most bytes it has in use at one time are told too
	Allocs      // how often it allocates is told too; it is made some times
	modes
)

// How a call ended, the first byte after a reply's number.
const (
	Returned   byte = iota
	Panicked        // Text is what it says; File and Line where, if that is known
	TODO            // it panicked with lesson.TODO
	Stub            // Text is the function that did
	Goexit          // it ended its goroutine
	NoFunction      // there is none
	TooLarge        // Bytes are more than a frame may have
	Unable          // Text says what cannot be carried
	Abort           // to a candidate: end the goroutine
	endings
)

// A Fault is how a call ended that did not return.
type Fault struct {
	How   byte
	Text  string
	File  string
	Line  int
	Bytes int
}

// MaxText is the most bytes that a fault's text has.
const MaxText = 1 << 16

// Limits are of what one side takes from the other.
type Limits struct {
	Frame     int // bytes of a frame
	Bytes     int // of all storages and texts that belong to one call
	Elements  int // of all arrays and slices of a frame, as their shapes say
	Callbacks int // that one call makes
	Pending   int // of these at one time
}

// Unlimited is what a candidate takes from its judge: frames of any size.
var Unlimited = Limits{1<<31 - 1, 1<<31 - 1, 1<<31 - 1, 1<<31 - 1, 1<<31 - 1}

// ErrSize is the error of a frame that is larger than the limit.
var ErrSize = errors.New("a frame is larger than the limit")

// Start begins a frame.
func Start(kind byte, nonce uint64) []byte {
	b := make([]byte, 5, 256)
	b[4] = kind
	return binary.LittleEndian.AppendUint64(b, nonce)
}

// Read returns a frame without its length. What it takes of memory grows with what
// arrives, not with what is announced.
func Read(r io.Reader, most int) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := int(binary.LittleEndian.Uint32(head[:]))
	if n < 0 || n > most {
		return nil, ErrSize
	}
	b := make([]byte, 0, min(n, 1<<16))
	for len(b) < n {
		if len(b) == cap(b) {
			b = append(make([]byte, 0, min(n, 4*cap(b))), b...)
		}
		m, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+m]
		if err != nil && len(b) < n {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
	}
	return b, nil
}

// An Outbox writes frames in the order in which they were put in. Put never waits,
// so it may be called with a lock held.
type Outbox struct {
	w       io.Writer
	mu      sync.Mutex
	frames  [][]byte
	writing bool
}

// NewOutbox returns an outbox of w.
func NewOutbox(w io.Writer) *Outbox { return &Outbox{w: w} }

// Put makes a frame of b, which Start began. Flush sends it.
func (o *Outbox) Put(b []byte) {
	binary.LittleEndian.PutUint32(b, uint32(len(b)-4))
	o.mu.Lock()
	o.frames = append(o.frames, b)
	o.mu.Unlock()
}

// Flush writes what is there, unless somebody else does.
func (o *Outbox) Flush() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.writing {
		return nil
	}
	o.writing = true
	defer func() { o.writing = false }()
	for len(o.frames) > 0 {
		b := o.frames[0]
		o.frames[0] = nil
		o.frames = o.frames[1:]
		o.mu.Unlock()
		_, err := o.w.Write(b)
		o.mu.Lock()
		if err != nil {
			return err
		}
	}
	return nil
}

// A Decoder takes a frame apart. The first error stays; all that is taken after it is zero.
type Decoder struct {
	b   []byte
	err error
}

// NewDecoder returns a decoder of a frame that Read returned, its kind and its nonce.
func NewDecoder(b []byte) (d *Decoder, kind byte, nonce uint64) {
	d = &Decoder{b: b}
	kind = d.Byte()
	if p := d.bytes(8); p != nil {
		nonce = binary.LittleEndian.Uint64(p)
	}
	return d, kind, nonce
}

func (d *Decoder) fail(why string) {
	if d.err == nil {
		d.err = errors.New(why)
	}
	d.b = nil
}

// Err returns the first error. A frame must have been taken to its end.
func (d *Decoder) Err() error {
	if d.err == nil && len(d.b) > 0 {
		d.fail("the frame goes on for " + strconv.Itoa(len(d.b)) + " bytes after its end")
	}
	return d.err
}

// Byte takes a byte.
func (d *Decoder) Byte() byte {
	if p := d.bytes(1); p != nil {
		return p[0]
	}
	return 0
}

// Uint takes a number.
func (d *Decoder) Uint() uint64 {
	x, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.fail("the frame is cut off")
		return 0
	}
	d.b = d.b[n:]
	return x
}

// Size takes a number from 0 to most.
func (d *Decoder) Size(most int) int {
	x := d.Uint()
	if x > uint64(most) {
		d.fail("a length of " + strconv.FormatUint(x, 10) + " where at most " + strconv.Itoa(most) + " can be")
		return 0
	}
	return int(x)
}

// Int takes a number with a sign.
func (d *Decoder) Int() int64 {
	x, n := binary.Varint(d.b)
	if n <= 0 {
		d.fail("the frame is cut off")
		return 0
	}
	d.b = d.b[n:]
	return x
}

func (d *Decoder) bytes(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.fail("the frame is cut off")
		return nil
	}
	p := d.b[:n:n]
	d.b = d.b[n:]
	return p
}

// Text takes a text.
func (d *Decoder) Text() string { return string(d.bytes(d.Size(len(d.b)))) }

// Fault takes what AppendFault wrote.
func (d *Decoder) Fault(how byte) *Fault {
	f := &Fault{How: how, Text: d.Text(), File: d.Text(), Line: d.Size(1 << 30), Bytes: d.Size(math.MaxInt)}
	if how == Returned || how >= endings || len(f.Text) > MaxText {
		d.fail("a call that ended in no way that there is")
	}
	return f
}

// AppendFault writes f, its kind included.
func AppendFault(b []byte, f *Fault) []byte {
	if len(f.Text) > MaxText {
		f.Text = f.Text[:MaxText]
	}
	b = AppendText(append(b, f.How), f.Text)
	b = AppendText(b, f.File)
	b = AppendUint(b, uint64(f.Line))
	return AppendUint(b, uint64(f.Bytes))
}

// AppendUint writes a number.
func AppendUint(b []byte, x uint64) []byte { return binary.AppendUvarint(b, x) }

// AppendText writes a text.
func AppendText(b []byte, s string) []byte { return append(AppendUint(b, uint64(len(s))), s...) }
