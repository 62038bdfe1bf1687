package cell

import (
	"os"
	"path/filepath"
	"strconv"
)

// StateEnv names the environment variable that says where cells keep their
// state. Headless runs set it, so that they leave nothing behind.
const StateEnv = "FASTERGO_STATE"

// StateDir is the directory for what outlives a cell: $FASTERGO_STATE if set,
// else .fastergo in the working directory or the nearest one above that has it
// (every workspace does), else a directory of the user's among the temporary
// ones. It may not exist yet; [WriteFile] makes it.
func StateDir() string {
	if dir := os.Getenv(StateEnv); dir != "" {
		return dir
	}
	at, err := os.Getwd()
	for err == nil {
		dir := filepath.Join(at, ".fastergo")
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
		above := filepath.Dir(at)
		if above == at {
			break
		}
		at = above
	}
	return filepath.Join(os.TempDir(), "fastergo-"+strconv.Itoa(os.Getuid()))
}

// WriteFile writes a file that holds, whatever happens, all of its old content
// or all of the new: under another name first, on the disk, and only then under
// its own. It makes the directory if need be.
func WriteFile(path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
