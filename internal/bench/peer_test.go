package bench

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	np "fastergo/arraylib"
)

const fakeEnv = "FAKE_PEER"

func TestMain(m *testing.M) {
	if how := os.Getenv(fakeEnv); how != "" {
		fakePeer(how)
		return
	}
	os.Exit(m.Run())
}

// fakePeer is "good", or misbehaves at an order: "dies prepare", "hangs batch" …
func fakePeer(how string) {
	what, at, _ := strings.Cut(how, " ")
	in := bufio.NewScanner(os.Stdin)
	for batches := 0; in.Scan(); {
		var o order
		json.Unmarshal(in.Bytes(), &o)
		reply := map[string]any{}
		switch o.Do {
		case "hello":
			reply["versions"], reply["bodies"] = map[string]string{"fake": "1.2"}, []string{"row"}
		case "prepare":
			reply["digest"] = digest{Shape: []int{2}, Mean: 1.5, Order: 1}
		case "batch":
			batches++ // of three that follow each other, the best takes 2 ms and the median 4
			reply["seconds"] = 0.002 * float64(o.Loops) * float64(1+batches%3)
		}
		if o.Do == at {
			switch what {
			case "dies":
				fmt.Fprintln(os.Stderr, "Traceback\nMemoryError: out of memory")
				os.Exit(3)
			case "vanishes":
				os.Exit(3)
			case "hangs":
				time.Sleep(time.Hour)
			case "babbles":
				fmt.Println("Warning: no GPU/TPU found")
			case "floods":
				fmt.Println(strings.Repeat("x", 1<<20))
			case "refuses":
				reply = map[string]any{"error": "TypeError: no such dtype"}
			case "errs":
				reply["digest"] = digest{Shape: []int{2}, Mean: 1.6, Order: 1}
			case "reorders":
				reply["digest"] = digest{Shape: []int{2}, Mean: 1.5, Order: 20}
			case "reshapes":
				reply["digest"] = digest{Shape: []int{2, 1}, Mean: 1.5, Order: 1}
			case "forgets":
				reply = map[string]any{}
			}
		}
		json.NewEncoder(os.Stdout).Encode(reply)
	}
}

func fake(how string) func() *exec.Cmd {
	return func() *exec.Cmd {
		self, _ := os.Executable()
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), fakeEnv+"="+how)
		return cmd
	}
}

// row is a workload that the fake has.
var row = Workload{Name: "row_n2", Body: "row", Setup: func() func() any {
	a := np.AsArray([]float64{1, 2}, 2)
	return func() any { return a }
}}

var quick = Options{Rounds: 3, Batch: time.Millisecond}

func TestComparison(t *testing.T) {
	c := NewComparison(quick, nil)
	defer c.Close()
	for _, name := range []string{"one", "two"} {
		if err := c.Add(t.Context(), name, fake("good")); err != nil {
			t.Fatal(err)
		}
	}
	c.AddGonum()
	if v := c.Versions(); len(v) != 3 || v[0] != "fake 1.2" || !strings.HasPrefix(v[2], "gonum ") {
		t.Errorf("versions %q", v)
	}
	w := row
	w.Gonum = row.Setup
	r, err := c.Run(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(r.Peers)); !slices.Equal(got, []string{"gonum", "one", "two"}) || r.Peers["one"] != 0.002 || r.BestPeer != "gonum" ||
		r.OursS <= 0 || *r.Ratio != r.OursS/r.Peers["gonum"] || *r.RatioMedian <= 0 || r.Notes != nil {
		t.Errorf("%+v", r)
	}
	// A workload that no peer has.
	w = row
	w.Body = "another"
	if r, err = c.Run(t.Context(), w); err != nil || len(r.Peers) != 0 || r.Ratio != nil || r.BestPeer != "" || r.Notes != nil {
		t.Errorf("%+v, error %v", r, err)
	}
}

func TestGonumThatComputesSomethingElse(t *testing.T) {
	c := NewComparison(quick, nil)
	c.AddGonum()
	w := row
	w.Gonum = func() func() any { return func() any { return np.AsArray([]float64{1, 3}, 2) } }
	if r, err := c.Run(t.Context(), w); err != nil || len(r.Notes) != 1 || len(r.Peers) != 0 {
		t.Errorf("%+v, error %v", r, err)
	}
}

func TestPeersThatMisbehave(t *testing.T) {
	for how, want := range map[string]string{
		"dies prepare":     "fake is left out: died: MemoryError: out of memory",
		"dies batch":       "fake is left out: died: MemoryError: out of memory",
		"vanishes batch":   "fake is left out: died: exit status 3",
		"hangs prepare":    "fake is left out: no answer within 1s",
		"hangs batch":      "fake is left out: no answer within 1s",
		"babbles batch":    `fake is left out: said "Warning: no GPU/TPU found", which is no answer`,
		"floods prepare":   `fake is left out: said "` + strings.Repeat("x", 59) + `…", which is no answer`,
		"refuses prepare":  "fake is left out: TypeError: no such dtype",
		"refuses batch":    "fake is left out: TypeError: no such dtype",
		"forgets prepare":  "fake is left out: did not say what it computed",
		"forgets batch":    "fake is left out: says that it took 0 s",
		"errs prepare":     "fake is left out: the mean of its result's absolute values is 1.6, of ours 1.5",
		"reorders prepare": "fake is left out: its result has the elements in another order",
		"reshapes prepare": "fake is left out: its result has shape [2 1], ours [2]",
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			o := quick
			o.Answer = time.Second
			c := NewComparison(o, nil)
			defer c.Close()
			for name, how := range map[string]string{"fake": how, "good": "good"} {
				if err := c.Add(t.Context(), name, fake(how)); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 { // it is started anew for the next row
				r, err := c.Run(t.Context(), row)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(r.Notes, []string{want}) {
					t.Errorf("notes %q, want %q", r.Notes, want)
				}
				if r.BestPeer != "good" || len(r.Peers) != 1 {
					t.Errorf("the row did not go on without it: %+v", r)
				}
			}
		})
	}
}

func TestPeersThatDoNotStart(t *testing.T) {
	c := NewComparison(Options{Start: time.Second}, nil)
	defer c.Close()
	for how, want := range map[string]string{
		"dies hello":    "fake is left out: died: MemoryError: out of memory",
		"hangs hello":   "fake is left out: no answer within 1s",
		"babbles hello": "fake is left out: said ",
	} {
		if err := c.Add(t.Context(), "fake", fake(how)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", how, err, want)
		}
	}
	if err := c.Add(t.Context(), "fake", func() *exec.Cmd { return exec.Command("/no/such/python") }); err == nil {
		t.Error("no error without an interpreter")
	}
	if len(c.rivals) != 0 {
		t.Error("it takes part all the same")
	}
}

// Who waits is stopped, so that nothing of it spins.
func TestWaitingPeersAreStopped(t *testing.T) {
	c := NewComparison(quick, nil)
	if err := c.Add(t.Context(), "fake", fake("good")); err != nil {
		t.Fatal(err)
	}
	pid := c.rivals[0].cmd.Process.Pid
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skip("this system has no /proc")
	}
	for range 1000 { // the signal takes its time
		if status, _ = os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)); strings.Contains(string(status), "\nState:\tT") {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if !strings.Contains(string(status), "\nState:\tT") {
		t.Errorf("it is not stopped:\n%s", status)
	}
	c.Close()
	if _, err := os.Stat(fmt.Sprintf("/proc/%d", pid)); err == nil {
		t.Error("it is still there")
	}
}
