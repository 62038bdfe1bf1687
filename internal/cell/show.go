package cell

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"
)

// A Bundle is one output in several forms: MIME type → text (base64 for
// images). The front end shows the richest it knows; Text is for everyone else.
type Bundle map[string]string

// MIME types of the forms in use.
const (
	Text    = "text/plain"
	HTML    = "text/html"
	Verdict = "application/vnd.fastergo.verdict+json" // a check's verdict, for programs
)

// InNotebook reports whether a GoNB kernel runs this program.
func InNotebook() bool { return os.Getenv("GONB_PIPE") != "" }

// Show shows b as an output of the running cell and returns when the kernel has
// it. Outside a notebook it prints the text form.
func Show(b Bundle) { show(b, "") }

// Update is Show for an output that is shown again and again, each time in
// place of the last. The id comes from NewID; without one, it is Show. Outside a
// notebook every call prints.
func Update(id string, b Bundle) { show(b, id) }

// NewID returns a name for Update that no other output has.
func NewID() string {
	return "fastergo-" + strconv.Itoa(os.Getpid()) + "-" + strconv.FormatInt(time.Now().UnixNano(), 36)
}

var kernel struct {
	sync.Mutex
	out, ack *os.File
	err      error
	synced   bool
}

func show(b Bundle, id string) {
	if !InNotebook() {
		fmt.Println(b[Text])
		return
	}
	kernel.Lock()
	defer kernel.Unlock()
	if kernel.out == nil && kernel.err == nil {
		kernel.err = open()
	}
	if kernel.err == nil {
		kernel.err = send(b, id)
	}
	if kernel.err != nil {
		fmt.Println(b[Text])
	}
}

func open() (err error) {
	// The kernel opens its ends in this order too.
	if kernel.out, err = os.OpenFile(os.Getenv("GONB_PIPE"), os.O_WRONLY, 0); err != nil {
		return err
	}
	if kernel.ack, err = os.Open(os.Getenv("GONB_PIPE_BACK")); err != nil {
		return err
	}
	_, err = kernel.out.WriteString(displayDataTypes)
	return err
}

func send(b Bundle, id string) error {
	if _, err := kernel.out.Write(append(gobDisplay(b, id), gobSync(!kernel.synced)...)); err != nil {
		return err
	}
	kernel.synced = true
	return gobSkipValue(byteReader{kernel.ack})
}

// byteReader reads a file a byte at a time: acknowledgements are short.
type byteReader struct{ f *os.File }

func (r byteReader) ReadByte() (byte, error) {
	var b [1]byte
	_, err := r.f.Read(b[:])
	return b[0], err
}
