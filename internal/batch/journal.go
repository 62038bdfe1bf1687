package batch

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"fastergo/internal/grade"
)

// An entry is a line of the journal.
type entry struct {
	Key     string         `json:"key"` // of what the result depends on
	Result  *grade.Result  `json:"result"`
	Receipt *grade.Receipt `json:"receipt"`
}

// A line is a line of the journal: an entry and its SHA-256, which tells a line that
// was changed. Who forges a line can forge that too; Verify finds out.
type line struct {
	SHA256 string          `json:"sha256"`
	Entry  json.RawMessage `json:"entry"`
}

// newLine returns an entry's line.
func newLine(e entry) ([]byte, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	whole, err := json.Marshal(line{hex.EncodeToString(sum[:]), text})
	return append(whole, '\n'), err
}

// open decodes the entry of a line into v, and reports whether it is as it was written.
func open(text []byte, v any) bool {
	var l line
	if json.Unmarshal(text, &l) != nil {
		return false
	}
	sum := sha256.Sum256(l.Entry)
	return l.SHA256 == hex.EncodeToString(sum[:]) && json.Unmarshal(l.Entry, v) == nil
}

// JournalFile is the journal's name in the directory of the results.
const JournalFile = "journal.jsonl"

// A journal is an append-only file of entries.
type journal struct {
	mu   sync.Mutex
	file *os.File
	at   map[string]int64 // where the entry of a key begins
	end  int64
}

// openJournal opens the journal, or begins one. It holds a lock on it until Close,
// so that no other run writes to the same directory.
func openJournal(path string) (*journal, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	j := &journal{file: f, at: map[string]int64{}}
	if err := lock(f); err != nil {
		f.Close()
		return nil, fmt.Errorf("another run is writing to %s: wait for it, or name another --out", path)
	}
	if err := j.read(); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return j, nil
}

// read finds the entries, and cuts off a last line that is not whole.
func (j *journal) read() error {
	lines := bufio.NewReaderSize(j.file, 1<<16)
	for n := 1; ; n++ {
		text, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break // without a line feed: a run was killed while it wrote this
		}
		if err != nil {
			return err
		}
		var e struct {
			Key string `json:"key"`
		}
		if !open(text, &e) || e.Key == "" {
			if rest, _ := lines.Peek(1); len(rest) == 0 {
				break
			}
			return fmt.Errorf("line %d is not as it was written: it was changed by hand, or the disk fails; remove the line to have it judged again", n)
		}
		j.at[e.Key] = j.end
		j.end += int64(len(text))
	}
	return j.file.Truncate(j.end)
}

// add appends an entry, and returns once it is on the disk.
func (j *journal) add(e entry) error {
	text, err := newLine(e)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := j.file.WriteAt(text, j.end); err != nil {
		return fmt.Errorf("the journal cannot be written: %w", err)
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("the journal cannot be written: %w", err)
	}
	j.at[e.Key] = j.end
	j.end += int64(len(text))
	return nil
}

// get reads an entry; it is nil if there is none.
func (j *journal) get(key string) (*entry, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	at, ok := j.at[key]
	if !ok {
		return nil, nil
	}
	text, err := bufio.NewReader(io.NewSectionReader(j.file, at, j.end-at)).ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("%s: %w", j.file.Name(), err)
	}
	e := new(entry)
	if !open(text, e) {
		return nil, fmt.Errorf("%s was changed while it was read", j.file.Name())
	}
	return e, nil
}

func (j *journal) close() error { return j.file.Close() }
