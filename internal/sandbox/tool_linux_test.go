package sandbox

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// run runs a tool in a scratch directory.
func run(t *testing.T, b *Box, scratch, root string, args ...string) Ending {
	t.Helper()
	e, err := b.Run(context.Background(), Tool{Args: args, Scratch: scratch, ReadOnly: []string{root}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func runtimeRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("there is no Go here")
	}
	return strings.TrimSpace(string(out))
}

// A Go program is compiled and linked within the walls, and runs.
func TestBuild(t *testing.T) {
	for _, tier := range []Tier{A, B, None} {
		t.Run(string(tier), func(t *testing.T) {
			b := box(t, tier)
			root := runtimeRoot(t)
			scratch := t.TempDir()
			write := func(name, text string) {
				t.Helper()
				if err := os.WriteFile(filepath.Join(scratch, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			write("main.go", "package main\nfunc main() { println(\"built\") }\n")
			list := exec.Command("go", "list", "-export", "-deps", "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}", "runtime")
			archives, err := list.Output()
			if err != nil {
				t.Fatal(err)
			}
			// The archives lie in the build cache, which is not for tools.
			var config strings.Builder
			for line := range strings.Lines(string(archives)) {
				name, path, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "packagefile ")), "=")
				if !ok {
					continue
				}
				archive, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				file := strings.ReplaceAll(name, "/", "_") + ".a"
				write(file, string(archive))
				fmt.Fprintf(&config, "packagefile %s=%s\n", name, file)
			}
			write("importcfg", config.String()+"packagefile main=main.a\n")
			for _, args := range [][]string{
				{"compile", "-p", "main", "-complete", "-importcfg", "importcfg", "-o", "main.a", "main.go"},
				{"link", "-s", "-w", "-importcfg", "importcfg", "-o", "main", "main.a"},
			} {
				path, err := exec.Command("go", "tool", "-n", args[0]).Output()
				if err != nil {
					t.Fatal(err)
				}
				args[0] = strings.TrimSpace(string(path))
				if e := run(t, b, scratch, root, args...); e.Code != 0 {
					t.Fatalf("%s: %v\n%s%s", args[0], e, e.Stdout, e.Stderr)
				}
			}
			p, err := b.Start(filepath.Join(scratch, "main"), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if e := p.Wait(); string(e.Stderr) != "built\n" || e.Code != 0 {
				t.Errorf("%v\n%s", e, e.Stderr)
			}
		})
	}
}

// Each wall around a tool, tried by walking through it.
func TestToolWalls(t *testing.T) {
	outside, scratch := t.TempDir(), t.TempDir()
	readable := filepath.Join(outside, "readable")
	for _, path := range []string{readable, filepath.Join(outside, "file")} {
		if err := os.WriteFile(path, []byte("content"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	home, _ := os.UserHomeDir()
	me := fmt.Sprint(os.Getpid())
	t.Setenv("SECRET", "of the grader")
	second := Limits{CPU: time.Second}
	for _, a := range []assault{
		{attack: "openfile " + readable, reply: "^done: "},
		{attack: "list " + outside, reply: "permission denied$"},
		{attack: "openfile " + filepath.Join(outside, "file"), reply: "permission denied$"},
		{attack: "openfile /etc/passwd", reply: "permission denied$"},
		{attack: "openfile ../../../../../../../../etc/passwd", reply: "permission denied$"},
		{attack: "openfile /proc/self/environ", reply: "permission denied$"},
		{attack: "openfile /proc/" + me + "/environ", reply: "permission denied$"},
		{attack: "list " + home, reply: "permission denied$"},
		{attack: "list /", reply: "permission denied$"},
		{attack: "create " + readable, reply: access},
		{attack: "create " + filepath.Join(outside, "new"), reply: access},
		{attack: "create /tmp/new", reply: access},
		{attack: "create new", reply: "^done: "},
		{attack: "openfile new", reply: "^done: "},
		{attack: "descend /etc/passwd link", cause: Forbidden, detail: "symlinkat", code: -1},
		{attack: "chmod", cause: Forbidden, detail: "fchmodat", code: -1},
		{attack: "chown", cause: Forbidden, detail: "fchownat", code: -1},
		{attack: "raise", reply: denied},
		{attack: "kill " + me, reply: denied},
		{attack: "environment", reply: "^$"},
		{attack: "descriptors", reply: "^0 1 2$"},
		{attack: "identity", cause: Forbidden, detail: "getppid", code: -1},
		{attack: "connect 80", cause: Forbidden, detail: "socket", code: -1},
		forbidden("call execve '/bin/sh' 0 0"), forbidden("call fork"), forbidden("call ptrace 16 1"), forbidden("call unshare 0x20000"),
		forbidden("call mount 'none' '/' 'tmpfs' 0 0"), forbidden("call linkat -100 '/etc/passwd' -100 'x' 0"), forbidden("call mknodat -100 'x' 0x2180 0x101"),
		forbidden("call mmap 0 4096 7 0x22 -1 0"), forbidden("call mmap 0 4096 3 0x21 -1 0"), forbidden("call io_uring_setup 4 0"),
		forbidden("call memfd_create 'x' 0"), forbidden("call setxattr 'new' 'user.x' 0 0 0"), forbidden("call utimensat -100 'new' 0 0"),
		{attack: "grow large", reply: "file too large$", limits: Limits{File: 3 << 20}},
		{attack: "spin", cause: Time, detail: "processor", code: -1, limits: second},
		{attack: "sleep", cause: Time, detail: "not done", code: -1, limits: Limits{Wall: 200 * time.Millisecond}},
		{attack: "flood 1", cause: Output, code: -1},
		{attack: "huge", cause: Memory, code: -1},
		{attack: "leak", cause: Memory, code: 2, limits: Limits{Memory: 128 << 20}},
		{name: "no capabilities", attack: "capabilities", loose: "capget", reply: `^\[{0 0 0} {0 0 0}\]$`},
		{name: "Landlock on ports", attack: "connect 80", loose: "socket connect", reply: access},
		{name: "Landlock on executables", attack: "call execve '" + initPath + "' 0 0", loose: "execve", reply: access},
		{name: "Landlock on links", attack: "descend /etc/passwd link", loose: "symlinkat", reply: "permission denied$"},
	} {
		name := a.attack
		if a.name != "" {
			name = a.name + ": " + name
		}
		t.Run(name, func(t *testing.T) {
			b := box(t, B)
			b.loose = strings.Fields(a.loose)
			before := state(t, outside)
			e, err := b.Run(context.Background(), Tool{
				Args:    append([]string{attackPath}, strings.Fields(number(t, a.attack))...),
				Scratch: scratch, ReadOnly: []string{readable}, Limits: a.limits,
			})
			if err != nil {
				t.Fatal(err)
			}
			if after := state(t, outside); !slices.Equal(after, before) {
				t.Errorf("something was left behind:\nbefore %v\nafter  %v", before, after)
			}
			reply := string(e.Stdout)
			if a.cause == Output {
				reply = ""
			}
			a.compare(t, reply, e)
		})
	}
	if info, err := os.Stat(filepath.Join(scratch, "large")); err != nil || info.Size() > 3<<20 {
		t.Errorf("the file that a tool made grow: %v, %v", info, err)
	}
}

func TestToolIsStopped(t *testing.T) {
	b := box(t, B)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	e, err := b.Run(ctx, Tool{Args: []string{attackPath, "sleep"}, Scratch: t.TempDir()})
	if err != context.DeadlineExceeded || e.Cause != Killed {
		t.Errorf("%v, %v", e, err)
	}
}
