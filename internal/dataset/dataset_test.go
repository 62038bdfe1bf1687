package dataset

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// serve returns a set of two files and counts how often they are asked for.
func serve(t *testing.T, asked *int) (s Set, contents map[string]string) {
	contents = map[string]string{"a.gz": "alpha", "b.gz": strings.Repeat("beta", 1000)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked++
		text, ok := contents[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Write([]byte(text))
	}))
	t.Cleanup(server.Close)
	s = Set{Name: "letters", Base: server.URL + "/"}
	for _, name := range []string{"a.gz", "b.gz"} {
		sum := sha256.Sum256([]byte(contents[name]))
		s.Files = append(s.Files, File{name, int64(len(contents[name])), hex.EncodeToString(sum[:])})
	}
	return s, contents
}

func TestFetchDownloadsOnce(t *testing.T) {
	var asked int
	s, contents := serve(t, &asked)
	dir := filepath.Join(t.TempDir(), "letters")
	var last, total int64
	progress := func(done, all int64) {
		if done < last {
			t.Errorf("progress goes back from %d to %d", last, done)
		}
		last, total = done, all
	}
	if err := s.Fetch(context.Background(), dir, false, progress); err != nil {
		t.Fatal(err)
	}
	if last != total || total != 4005 {
		t.Errorf("%d of %d bytes at the end", last, total)
	}
	last = 0
	if err := s.Fetch(context.Background(), dir, true, progress); err != nil || asked != 2 {
		t.Errorf("the second time: %v, %d requests in all", err, asked)
	}
	// A file that was spoilt is fetched again.
	if err := os.WriteFile(filepath.Join(dir, "a.gz"), []byte("alphx"), 0o644); err != nil {
		t.Fatal(err)
	}
	last = 0
	if err := s.Fetch(context.Background(), dir, false, progress); err != nil || asked != 3 {
		t.Errorf("after damage: %v, %d requests in all", err, asked)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "a.gz")); string(got) != contents["a.gz"] {
		t.Errorf("a.gz is %q", got)
	}
}

func TestFetchRefuses(t *testing.T) {
	var asked int
	s, contents := serve(t, &asked)
	quiet := func(int64, int64) {}
	dir := t.TempDir()
	if err := s.Fetch(context.Background(), dir, true, quiet); !errors.Is(err, ErrOffline) || !strings.Contains(err.Error(), "fastergo data letters") {
		t.Errorf("offline: %v", err)
	}
	contents["a.gz"] = "another alpha"
	if err := s.Fetch(context.Background(), dir, false, quiet); err == nil || !strings.Contains(err.Error(), "is not the file") {
		t.Errorf("wrong content: %v", err)
	}
	delete(contents, "a.gz")
	if err := s.Fetch(context.Background(), dir, false, quiet); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("no such file: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	contents["a.gz"] = "alpha"
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Fetch(ctx, dir, false, quiet); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
