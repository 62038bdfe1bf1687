package cell

import (
	"bufio"
	"bytes"
	"encoding/gob"
	"reflect"
	"strings"
	"testing"

	"github.com/janpfeifer/gonb/gonbui/protocol"
)

// What is written by hand must read, by encoding/gob and into GoNB's types, as
// what was meant.
func TestDisplayReadsAsGoNBReadsIt(t *testing.T) {
	long := strings.Repeat("é<svg>", 50_000)
	var stream bytes.Buffer
	stream.WriteString(displayDataTypes)
	stream.Write(gobDisplay(Bundle{Text: "one"}, ""))
	stream.Write(gobSync(true))
	stream.Write(gobDisplay(Bundle{Text: "", HTML: long, Verdict: "{}"}, "id-1"))
	stream.Write(gobSync(false))
	stream.Write(gobSync(false))

	sync := protocol.DisplayData{Data: map[protocol.MIMEType]any{
		protocol.MIMECommValue: protocol.CommValue{Address: protocol.GonbuiSyncAddress, Value: 0},
	}}
	want := []protocol.DisplayData{
		{Data: map[protocol.MIMEType]any{Text: "one"}},
		sync,
		{Data: map[protocol.MIMEType]any{Text: "", HTML: long, Verdict: "{}"}, DisplayID: "id-1"},
		sync,
		sync,
	}
	dec := gob.NewDecoder(&stream)
	for i, w := range want {
		var got protocol.DisplayData
		if err := dec.Decode(&got); err != nil {
			t.Fatalf("message %d: %v", i, err)
		}
		if !reflect.DeepEqual(got, w) {
			t.Errorf("message %d: got %.200v, want %.200v", i, got, w)
		}
	}
	if stream.Len() != 0 {
		t.Errorf("%d bytes left over", stream.Len())
	}
}

func TestAcknowledgementsAreCounted(t *testing.T) {
	var stream bytes.Buffer
	enc := gob.NewEncoder(&stream)
	for range 3 {
		if err := enc.Encode(&protocol.CommValue{Address: protocol.GonbuiSyncAckAddress, Value: 300}); err != nil {
			t.Fatal(err)
		}
	}
	r := bufio.NewReader(&stream)
	for i := range 3 {
		if err := gobSkipValue(r); err != nil {
			t.Fatalf("acknowledgement %d: %v", i, err)
		}
	}
	if err := gobSkipValue(r); err == nil {
		t.Error("a fourth acknowledgement of three")
	}
}

func TestGobUint(t *testing.T) {
	for _, x := range []int{0, 1, 127, 128, 255, 256, 65535, 65536, 1 << 40} {
		b := gobUint(nil, x)
		got, n, err := readGobUint(bytes.NewReader(b))
		if err != nil || got != x || n != len(b) {
			t.Errorf("%d: wrote % x, read %d (%d bytes, %v)", x, b, got, n, err)
		}
	}
}
