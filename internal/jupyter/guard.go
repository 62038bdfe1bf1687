package jupyter

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"fastergo/internal/cell"
)

// guardScript makes the directory $1, says so, and waits until the last
// writer of its standard input is gone. Each line it read there is a process
// group: it kills them, then every process whose TMPDIR is $1 (Linux), and
// removes the directory, until there is nothing left to kill or remove.
const guardScript = `
trap '' HUP INT QUIT TERM PIPE
PATH=$PATH:/usr/local/bin:/usr/bin:/bin
cd / && mkdir -m 700 "$1" || exit 1
echo made # to nobody, if the client was killed just now
exec >/dev/null 2>&1
groups=
while read -r group; do groups="$groups -$group"; done
tries=0
while [ $tries -lt 50 ]; do
	tries=$((tries+1))
	[ -n "$groups" ] && kill -9 $groups # no --: dash takes it for a number
	found=
	if [ -r /proc/self/environ ]; then
		for file in $(grep -lsF -- "TMPDIR=$1" /proc/[0-9]*/environ); do
			pid=${file#/proc/}
			kill -9 "${pid%/environ}"
			found=yes
		done
	fi
	rm -rf "$1" && [ -z "$found" ] && break
	sleep 0.1
done
`

// A guard is a process that outlives this one to clean up after it.
type guard struct {
	dir    string   // the guarded temporary directory
	notify *os.File // write end of the guard's pipe
	cmd    *exec.Cmd
}

// newGuard starts a guard and has it make a temporary directory.
func newGuard() (*guard, error) {
	dir := filepath.Join(os.TempDir(), "fastergo-kernel-"+randomHex(6))
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	input, notify, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer input.Close()
	cmd := exec.Command("/bin/sh", "-c", guardScript, "fastergo-guard", dir)
	cmd.Stdin = input
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // out of reach of Ctrl-C and hang-ups
	var complaint strings.Builder
	cmd.Stderr = &complaint
	said, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		notify.Close()
		return nil, fmt.Errorf("starting the kernel's guard: %w", err)
	}
	g := &guard{dir: dir, notify: notify, cmd: cmd}
	if line, _ := bufio.NewReader(said).ReadString('\n'); line != "made\n" {
		g.release()
		return nil, fmt.Errorf("no temporary directory for the kernel: %s", strings.TrimSpace(complaint.String()))
	}
	return g, nil
}

// registering is the shell command that tells the guard, on file descriptor
// 3, the process group it runs in, and becomes the program given to it.
const registering = `echo $$ >&3 && exec 3>&- && exec "$@"`

// start runs argv in a process group of its own, which the guard knows before
// the program begins. Its output goes to out.
func (g *guard) start(argv, env []string, dir string, out *os.File) (*exec.Cmd, error) {
	cmd := exec.Command("/bin/sh", append([]string{"-c", registering, "sh"}, argv...)...)
	// What cells keep ends with the kernel.
	cmd.Dir, cmd.Env = dir, append(env, "TMPDIR="+g.dir, cell.StateEnv+"="+filepath.Join(g.dir, "state"))
	cmd.Stdout, cmd.Stderr = out, out
	cmd.ExtraFiles = []*os.File{g.notify}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd, cmd.Start()
}

// release lets the guard do its work, and waits for it.
func (g *guard) release() error {
	g.notify.Close()
	late := time.AfterFunc(30*time.Second, func() { g.cmd.Process.Kill() })
	defer late.Stop()
	if g.cmd.Wait(); exists(g.dir) {
		return errors.New("could not remove the kernel's directory " + g.dir)
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
