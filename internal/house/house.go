// Package house knows where things are: the course's own tree, and the
// user's cache where set-up puts what it builds.
package house

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

// RootEnv and HomeEnv override Root and Home.
const (
	RootEnv = "FASTERGO_ROOT"
	HomeEnv = "FASTERGO_HOME"
)

// Root returns the directory of the course's module: $FASTERGO_ROOT, else the
// nearest directory above the working directory whose go.mod names this
// module, else the tree this program was built from.
func Root() (string, error) {
	if dir := os.Getenv(RootEnv); dir != "" {
		if !isRoot(dir) {
			return "", fmt.Errorf("%s=%s: no go.mod of the course there", RootEnv, dir)
		}
		return filepath.Abs(dir)
	}
	if wd, err := os.Getwd(); err == nil {
		for dir := wd; ; dir = filepath.Dir(dir) {
			if isRoot(dir) {
				return dir, nil
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	if _, file, _, ok := runtime.Caller(0); ok {
		if dir := filepath.Dir(filepath.Dir(filepath.Dir(file))); isRoot(dir) {
			return dir, nil
		}
	}
	return "", errors.New("the course's tree is nowhere above this directory: cd into your clone, or set " + RootEnv)
}

// Module returns the path of the course's module, "fastergo" unless whoever
// publishes it gave it another.
func Module() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Path != "" {
		return info.Main.Path
	}
	return "fastergo"
}

func isRoot(dir string) bool {
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(mod)) {
		if path, ok := strings.CutPrefix(line, "module "); ok {
			return strings.TrimSpace(path) == Module()
		}
	}
	return false
}

// Home returns the directory for what set-up builds and installs:
// $FASTERGO_HOME, else fastergo in the user's cache directory. It may not
// exist yet.
func Home() (string, error) {
	if dir := os.Getenv(HomeEnv); dir != "" {
		return filepath.Abs(dir)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no cache directory (%w): set %s to a directory that can be written", err, HomeEnv)
	}
	return filepath.Join(cache, "fastergo"), nil
}
