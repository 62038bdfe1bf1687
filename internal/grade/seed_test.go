package grade

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSecret(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if _, err := ReadSecret(file); err == nil {
		t.Error("a secret is read that is not there")
	}
	if err := MakeSecret(file); err != nil {
		t.Fatal(err)
	}
	a, err := ReadSecret(file)
	if err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(file); info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the secret: %v", info.Mode())
	}
	if err := MakeSecret(file); err != nil {
		t.Fatal(err)
	}
	b, err := ReadSecret(file)
	if err != nil || a.ID() != b.ID() {
		t.Errorf("read again, the secret is another: %v", err)
	}
	other, _ := NewSecret([]byte("another secret of enough bytes"))
	if other.ID() == a.ID() {
		t.Error("two secrets share an id")
	}
	if _, err := NewSecret([]byte("  short\n")); err == nil {
		t.Error("a short secret is taken")
	}
}

func TestSeeds(t *testing.T) {
	s, _ := NewSecret([]byte("a secret of enough bytes"))
	base := s.seeds("week 1", "ada", "fasterer/assign")
	if base != s.seeds("week 1", "ada", "fasterer/assign") {
		t.Error("seeds are not the same again")
	}
	if base[0] == base[1] || base[1] == base[2] {
		t.Error("tries share a seed")
	}
	for _, other := range [][tries]uint64{
		s.seeds("week 2", "ada", "fasterer/assign"),
		s.seeds("week 1", "bob", "fasterer/assign"),
		s.seeds("week 1", "ada", "fasterer/train"),
		s.seeds("week 1ada", "", "fasterer/assign"), // parts are told apart
	} {
		if other[0] == base[0] {
			t.Error("different cases share a seed")
		}
	}
}
