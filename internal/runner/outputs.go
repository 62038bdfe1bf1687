package runner

import (
	"encoding/json"
	"fmt"
	"strings"

	"fastergo/internal/jupyter"
	"fastergo/internal/notebook"
)

// Bounds on what one cell may put out.
const (
	textKept    = 1 << 20  // bytes of text that are kept
	textMost    = 64 << 20 // bytes of text after which the cell is interrupted
	displayMost = 32 << 20 // bytes of displays, results and errors likewise
	tailKept    = 64 << 10 // bytes of text, the last, in which errors are looked for
	outputCost  = 256      // bytes that an output takes besides its text
)

var (
	errTextFlood    = fmt.Errorf("put out more than %d MB of text", textMost>>20)
	errDisplayFlood = fmt.Errorf("put out more than %d MB of displays", displayMost>>20)
)

// A recorder turns what a kernel publishes into the outputs of a notebook.
type recorder struct {
	cell     *notebook.Cell     // the cell that is running
	stream   string             // name of the stream that is being written, "" if none is
	text     strings.Builder    // what it has so far
	kept     int                // bytes of text kept
	dropped  int                // bytes of text not kept
	texts    int                // bytes of text seen
	displays int                // bytes of other outputs seen
	tail     []byte             // the last text seen
	clear    bool               // clear before the next output
	places   map[string][]place // by display id
}

// A place is where a display stands: outputs move when a cell's list grows.
type place struct {
	cell  *notebook.Cell
	index int
}

// begin makes the recorder write to cell from now on.
func (r *recorder) begin(cell *notebook.Cell) {
	*r = recorder{cell: cell, places: r.places}
	if r.places == nil {
		r.places = map[string][]place{}
	}
}

// record adds one output. Once the cell has put out more than it may, it drops
// outputs and returns errTextFlood or errDisplayFlood.
func (r *recorder) record(out jupyter.Output) error {
	size := out.Size
	if out.Type == "stream" {
		size = len(out.Text)
		r.texts += size
	} else {
		r.displays += size
	}
	if r.texts > textMost || r.displays > displayMost {
		r.dropped += size
		if r.texts > textMost {
			return errTextFlood
		}
		return errDisplayFlood
	}
	if r.clear && out.Type != "clear_output" && out.Type != "update_display_data" {
		r.clearNow()
	}
	switch out.Type {
	case "clear_output":
		if r.clear = out.Wait; !out.Wait {
			r.clearNow()
		}
	case "stream":
		r.write(out.Name, out.Text)
	case "error":
		r.add(notebook.Output{Type: notebook.Error, EName: out.EName, EValue: out.EValue, Traceback: out.Traceback})
	default: // display_data, update_display_data, execute_result
		data := textBundle(out.Data)
		if out.DisplayID != "" {
			for _, at := range r.places[out.DisplayID] {
				there := &at.cell.Outputs[at.index]
				there.Data, there.Metadata = data, out.Metadata
			}
		}
		switch out.Type {
		case "display_data":
			r.add(notebook.Output{Type: notebook.DisplayData, Data: data, Metadata: out.Metadata})
		case "execute_result":
			r.add(notebook.Output{Type: notebook.ExecuteResult, Data: data, Metadata: out.Metadata, ExecutionCount: count(out.ExecutionCount)})
		default:
			return nil
		}
		if out.DisplayID != "" {
			r.places[out.DisplayID] = append(r.places[out.DisplayID], place{r.cell, len(r.cell.Outputs) - 1})
		}
	}
	return nil
}

func (r *recorder) write(stream, text string) {
	r.tail = append(r.tail, text...)
	if len(r.tail) > 2*tailKept {
		r.tail = append([]byte(nil), r.tail[len(r.tail)-tailKept:]...)
	}
	room := textKept - r.kept
	if stream != r.stream {
		room -= outputCost
	}
	if keep := strings.ToValidUTF8(text[:max(0, min(len(text), room))], ""); keep != "" {
		if stream != r.stream {
			r.flush()
			r.stream = stream
			r.kept += outputCost
		}
		r.text.WriteString(keep)
		r.kept += len(keep)
		text = text[len(keep):]
	}
	r.dropped += len(text)
}

// flush ends the stream output that is being written.
func (r *recorder) flush() {
	if r.stream != "" {
		r.cell.Outputs = append(r.cell.Outputs, notebook.Output{Type: notebook.Stream, Name: r.stream, Text: r.text.String()})
		r.stream = ""
		r.text.Reset()
	}
}

func (r *recorder) add(out notebook.Output) {
	r.flush()
	r.cell.Outputs = append(r.cell.Outputs, out)
}

func (r *recorder) clearNow() {
	r.clear, r.stream, r.kept, r.dropped = false, "", 0, 0
	r.text.Reset()
	r.cell.Outputs = nil
	for id, places := range r.places {
		var others []place
		for _, at := range places {
			if at.cell != r.cell {
				others = append(others, at)
			}
		}
		r.places[id] = others
	}
}

// end completes the cell's outputs.
func (r *recorder) end() {
	r.flush()
	if r.dropped > 0 {
		r.add(notebook.Output{Type: notebook.Stream, Name: "stderr", Text: fmt.Sprintf("\n… %d bytes more dropped\n", r.dropped)})
	}
}

// textBundle returns a media bundle as notebooks have it: text, or JSON for
// …json types.
func textBundle(data map[string]any) map[string]any {
	bundle := make(map[string]any, len(data))
	for media, v := range data {
		if _, ok := v.(string); !ok && !strings.HasSuffix(media, "json") {
			text, _ := json.Marshal(v) // came from JSON
			v = string(text)
		}
		bundle[media] = v
	}
	return bundle
}

// count returns an execution count as notebooks have it.
func count(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}
