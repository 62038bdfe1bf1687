package runner

import (
	"strings"
	"testing"

	"fastergo/internal/jupyter"
	"fastergo/internal/notebook"
)

func TestFloodNamesItsLimit(t *testing.T) {
	for _, tt := range []struct {
		name string
		out  jupyter.Output
		many int // outputs of a megabyte that are allowed
		want error
	}{
		{"text", jupyter.Output{Type: "stream", Name: "stdout", Text: strings.Repeat("x", 1<<20)}, 64, errTextFlood},
		{"displays", jupyter.Output{Type: "display_data", Size: 1 << 20}, 32, errDisplayFlood},
	} {
		var r recorder
		r.begin(new(notebook.Cell))
		for n := range tt.many {
			if err := r.record(tt.out); err != nil {
				t.Fatalf("%s: output %d: %v", tt.name, n+1, err)
			}
		}
		if err := r.record(tt.out); err != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}
