package kit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fastergo/internal/cell"
	"fastergo/internal/sandbox"
)

// Read returns what there is to know of the sources of the functions that start in
// some lines of c.Go, as [syntax.Read] does, which runs within the walls of box:
// it needs go/types, which takes all memory there is for a kilobyte of source.
// What answers names is not counted into others' statements. A directory "read" in
// c.Scratch is used and removed; the executable is left alone. The error is the
// answer's where it is an [Error], else ours.
func (k *Kit) Read(ctx context.Context, box *sandbox.Box, c Source, answers []string, lines []int) ([]cell.Source, error) {
	dir := filepath.Join(c.Scratch, "read")
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("read an answer's source: %w", err)
	}
	defer os.RemoveAll(dir)
	err := os.Mkdir(dir, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, answerFile), c.Go, 0o644)
	}
	if err != nil {
		return nil, fmt.Errorf("read an answer's source: %w", err)
	}
	args := []string{k.path(readerFile), answerFile, strings.Join(answers, ",")}
	for _, line := range lines {
		args = append(args, strconv.Itoa(line))
	}
	t := k.tool(dir, args)
	t.Limits.Output = 4 << 20
	e, err := k.run(ctx, box, t)
	if err != nil {
		return nil, fmt.Errorf("read an answer's source: %w", err)
	}
	if message := exhausted("read its source", e, string(e.Stderr), k.limits); message != "" {
		return nil, Error{Message: message}
	}
	switch {
	case e.Cause != sandbox.Exited:
		return nil, Error{Message: "its source cannot be read: " + e.String()}
	case e.Code != 0:
		message, _, _ := strings.Cut(string(e.Stderr), "\n")
		return nil, Error{Message: shorten(message)}
	}
	var all []cell.Source
	rest := e.Stdout
	for range lines {
		size, text, _ := bytes.Cut(rest, []byte("\n"))
		n, err := strconv.Atoi(string(size))
		if err != nil || n < 0 || n > len(text) {
			return nil, errRead
		}
		s, err := cell.DecodeSource(text[:n])
		if err != nil {
			return nil, errRead
		}
		all, rest = append(all, s), text[n:]
	}
	return all, nil
}

var errRead = errors.New("read an answer's source: what came back is not what was asked for")
