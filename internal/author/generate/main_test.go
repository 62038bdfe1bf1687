package main

import (
	"os/exec"
	"strings"
	"testing"

	"fastergo/internal/house"
)

// Nothing that is generated is built to generate it.
func TestIndependent(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range strings.Lines(string(out)) {
		rel := strings.TrimPrefix(strings.TrimSpace(pkg), house.Module()+"/")
		if strings.HasPrefix(rel, "checks/") || strings.HasPrefix(rel, "internal/course") || strings.HasPrefix(rel, "exercises/") {
			t.Errorf("it is built from %s", rel)
		}
	}
}
