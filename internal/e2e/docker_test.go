//go:build e2e && docker

package e2e

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestDocker builds the image and lives with it: a first visit, one without a
// network, one after an update. It needs a Docker engine and docker compose.
func TestDocker(t *testing.T) {
	d := newDeployment(t)
	d.compose("build")
	d.compose("up", "--detach")
	d.awaitHealthy()

	s := server{url: fmt.Sprintf("http://127.0.0.1:%d", d.port)}
	t.Run("prints the address that lets one in", func(t *testing.T) {
		address := regexp.MustCompile(regexp.QuoteMeta(s.url) + `/\S*\?token=(\S+)`).FindStringSubmatch(d.compose("logs", "lab"))
		if address == nil {
			t.Fatalf("no address in:\n%s", d.compose("logs", "lab"))
		}
		for _, visitor := range []struct {
			token string
			want  int
		}{{"", http.StatusForbidden}, {"guessed", http.StatusForbidden}, {address[1], http.StatusOK}} {
			s.token = visitor.token
			if got, _ := s.request(t, http.MethodGet, "/api/contents", ""); got != visitor.want {
				t.Errorf("token %q: status %d, want %d", visitor.token, got, visitor.want)
			}
		}
	})
	t.Run("is not root", func(t *testing.T) {
		if id := d.inside("id", "-u"); id == "0" {
			t.Error("cells run as root")
		}
	})
	t.Run("runs a lesson in the browser", func(t *testing.T) {
		ctx := browser(t)
		open(t, ctx, s, lesson+".ipynb")
		runAll(t, ctx, released).judge(t, false, "Not attempted")
	})
	t.Run("runs a lesson without a network", func(t *testing.T) {
		output(t, exec.Command("docker", "run", "--rm", "--network=none", d.image, "run", "notebooks/"+lesson+".ipynb"))
	})
	t.Run("keeps what was written when the container is replaced", func(t *testing.T) {
		d.inside("sh", "-c", "echo mine > /home/student/work/mine.txt")
		d.token = "chosen"
		d.compose("up", "--detach", "--force-recreate")
		d.awaitHealthy()
		if got := d.inside("cat", "/home/student/work/mine.txt"); got != "mine" {
			t.Errorf("the file holds %q", got)
		}
		s.token = d.token
		if got, _ := s.request(t, http.MethodGet, "/api/contents/mine.txt", ""); got != http.StatusOK {
			t.Errorf("JUPYTER_TOKEN=%s: status %d", s.token, got)
		}
	})
}

// A deployment is docker-compose.yml at work under names of its own, so that
// the user's image and answers are left alone.
type deployment struct {
	t           *testing.T
	name, image string
	override    string // path of what is changed in docker-compose.yml
	port        int
	token       string // JUPYTER_TOKEN, unset if empty
}

func newDeployment(t *testing.T) *deployment {
	d := &deployment{
		t:        t,
		name:     fmt.Sprintf("fastergo-e2e-%d", os.Getpid()),
		image:    "fastergo-e2e",
		override: filepath.Join(t.TempDir(), "override.yml"),
		port:     freePort(t),
	}
	text := fmt.Sprintf("services: {lab: {image: %s}}\nvolumes: {work: {name: %s}}\n", d.image, d.name)
	if err := os.WriteFile(d.override, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(d.compose("logs"))
		}
		d.compose("down", "--volumes")
	})
	return d
}

func (d *deployment) compose(args ...string) string {
	d.t.Helper()
	program := []string{"docker", "compose"}
	if exec.Command("docker", "compose", "version").Run() != nil {
		program = []string{"docker-compose"} // as Debian 12 has it
	}
	program = append(program, "-p", d.name, "-f", filepath.Join(root, "docker-compose.yml"), "-f", d.override)
	cmd := exec.Command(program[0], append(program[1:], args...)...)
	cmd.Env = append(os.Environ(), "FASTERGO_PORT="+strconv.Itoa(d.port))
	if d.token != "" {
		cmd.Env = append(cmd.Env, "JUPYTER_TOKEN="+d.token)
	}
	return output(d.t, cmd)
}

// inside runs a command in the container.
func (d *deployment) inside(args ...string) string {
	d.t.Helper()
	return strings.TrimSpace(d.compose(append([]string{"exec", "-T", "lab"}, args...)...))
}

func (d *deployment) awaitHealthy() {
	d.t.Helper()
	id := strings.TrimSpace(d.compose("ps", "-q", "lab"))
	health := ""
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(time.Second) {
		health = strings.TrimSpace(output(d.t, exec.Command("docker", "inspect", "--format", "{{.State.Status}}, {{.State.Health.Status}}", id)))
		if health == "running, healthy" {
			return
		}
	}
	d.t.Fatalf("the container is %s", health)
}
