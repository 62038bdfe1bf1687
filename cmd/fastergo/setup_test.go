package main

import (
	"strings"
	"testing"

	"fastergo/internal/lab"
)

func TestSetupLines(t *testing.T) {
	var out strings.Builder
	lines := &setupLines{out: &out}
	for _, e := range []lab.Event{
		{Title: "the kernel", State: lab.Ready},
		{Title: "JupyterLab", State: lab.Started},
		{Title: "JupyterLab", State: lab.Working, Detail: "too much to tell"},
		{Title: "JupyterLab", State: lab.Failed, Detail: "told by the error"},
		{Title: "workspace", State: lab.Note, Detail: "01_one.ipynb: updated"},
	} {
		lines.show(e)
	}
	want := "the kernel: ready\nJupyterLab …\nJupyterLab: failed\n01_one.ipynb: updated\n"
	if out.String() != want {
		t.Errorf("it shows\n%swant\n%s", out.String(), want)
	}
}
