package machine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fastergo/arraylib/roofline"
	"fastergo/internal/cell"
	"fastergo/internal/house"
)

// counted makes measuring quick, and counts it.
func counted(t *testing.T) *int {
	n := new(int)
	t.Cleanup(func() { measure = roofline.Measure })
	measure = func() *roofline.Limits {
		*n++
		return &roofline.Limits{Threads: *n, Levels: []roofline.Level{{Name: "L1", Size: 32 << 10, Read: roofline.Rates{One: 1e9, All: 2e9}}}}
	}
	return n
}

func TestLimitsAreKept(t *testing.T) {
	home := t.TempDir()
	places := map[string]string{
		"in the user's cache":             home,
		"with the cells, without a cache": filepath.Join(home, "file", "below"),
	}
	if err := os.WriteFile(filepath.Join(home, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, dir := range places {
		t.Run(name, func(t *testing.T) {
			measured := counted(t)
			t.Setenv(house.HomeEnv, dir)
			t.Setenv(cell.StateEnv, t.TempDir())
			want := func(again bool, threads int) {
				t.Helper()
				if got := Limits(again).Limits.Threads; got != threads || *measured != threads {
					t.Fatalf("limits of measurement %d of %d, want %d", got, *measured, threads)
				}
			}
			want(false, 1)
			want(false, 1)
			want(true, 2)
			want(false, 2)
			if dir == home {
				t.Setenv(cell.StateEnv, t.TempDir()) // another workspace
				want(false, 2)
			}
		})
	}
}

func TestLimitsOfAnotherMachine(t *testing.T) {
	home := t.TempDir()
	t.Setenv(house.HomeEnv, home)
	t.Setenv(cell.StateEnv, t.TempDir())
	for _, content := range []string{"", "{", `{"Machine": "another", "Date": "2026-01-01T00:00:00Z", "Limits": {"Levels": [{"Name": "L1"}]}}`, `{"Machine": "` + Name() + `"}`} {
		measured := counted(t)
		if err := os.WriteFile(filepath.Join(home, "machine.json"), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if Limits(false); *measured != 1 {
			t.Errorf("measured %d times after %q", *measured, content)
		}
	}
}

func TestCard(t *testing.T) {
	counted(t)
	t.Setenv(house.HomeEnv, t.TempDir())
	k := Limits(false)
	card := Card(k)
	for _, form := range []string{cell.Text, cell.HTML} {
		for _, want := range []string{"L1", "1 / 2", k.Date.Format("2006"), "!fastergo machine --again"} {
			if !strings.Contains(card[form], want) {
				t.Errorf("%q is missing in\n%s", want, card[form])
			}
		}
	}
}

func TestEncode(t *testing.T) {
	l := &roofline.Limits{
		Levels: []roofline.Level{
			{Name: "L1", Copy: roofline.Rates{One: 9, All: 9}},
			{Name: "L2", Copy: roofline.Rates{One: 3, All: 6}},
			{Name: "memory", Copy: roofline.Rates{One: 2, All: 1}},
		},
		FMA32: roofline.Rates{One: 100, All: 200}, FMA64: roofline.Rates{One: 50, All: 90},
	}
	for bits, want := range map[int]string{32: "ceiling 200\nL2 6\nmemory 2\n", 64: "ceiling 90\nL2 6\nmemory 2\n"} {
		if got := string(Encode(l, bits)); got != want {
			t.Errorf("%d bits: %q, want %q", bits, got, want)
		}
	}
}
