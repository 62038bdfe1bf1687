package e2e

import (
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// TestCompose reads docker-compose.yml as docker compose does and holds it to
// what a stranger's machine needs: nothing served beyond it, nothing run as
// root, no answer kept in the container.
func TestCompose(t *testing.T) {
	lab := loadCompose(t)["lab"]

	t.Run("builds the Dockerfile that is there", func(t *testing.T) {
		if lab.Build == nil {
			t.Fatal("no build section")
		}
		if _, err := os.Stat(filepath.Join(lab.Build.Context, lab.Build.Dockerfile)); err != nil {
			t.Error(err)
		}
		build := loadCompose(t, "GO_IMAGE=mirror.test/golang")["lab"].Build
		if arg := build.Args["GO_IMAGE"]; arg == nil || *arg != "mirror.test/golang" {
			t.Errorf("GO_IMAGE from outside arrives as %v", arg)
		}
	})
	t.Run("is not root", func(t *testing.T) {
		user := dockerfileLast(t, "USER")
		if lab.User != "" {
			user = lab.User
		}
		if name, _, _ := strings.Cut(user, ":"); name == "" || name == "0" || name == "root" {
			t.Errorf("runs as user %q", user)
		}
		if lab.Privileged || !slices.Contains(lab.CapDrop, "ALL") || len(lab.CapAdd) > 0 {
			t.Errorf("privileged %t, drops %v, adds %v: want no capability at all", lab.Privileged, lab.CapDrop, lab.CapAdd)
		}
		if !slices.Contains(lab.SecurityOpt, "no-new-privileges:true") {
			t.Errorf("security_opt %v: programs with the set-user bit can become root", lab.SecurityOpt)
		}
	})
	t.Run("is served to this machine alone", func(t *testing.T) {
		if len(lab.Ports) == 0 || lab.NetworkMode != "" {
			t.Fatalf("ports %v, network mode %q", lab.Ports, lab.NetworkMode)
		}
		for _, p := range lab.Ports {
			if ip := net.ParseIP(p.HostIP); ip == nil || !ip.IsLoopback() {
				t.Errorf("port %d is published on %q", p.Target, p.HostIP)
			}
		}
	})
	t.Run("port is chosen in one place", func(t *testing.T) {
		lab := loadCompose(t, "FASTERGO_PORT=9123")["lab"]
		if p := lab.Ports[0]; p.Target != 9123 || p.Published != "9123" {
			t.Errorf("port %d is published as %s", p.Target, p.Published)
		}
		if !slices.Contains(lab.Command, "--port=9123") {
			t.Errorf("command %q", lab.Command)
		}
		if !strings.Contains(strings.Join(lab.HealthCheck.Test, " "), ":9123/") {
			t.Errorf("healthcheck %q", lab.HealthCheck.Test)
		}
	})
	t.Run("token comes from outside or is made", func(t *testing.T) {
		// Unset must stay unset, so that Jupyter makes a token; a token
		// written here would be everybody's.
		if token, ok := lab.Environment["JUPYTER_TOKEN"]; !ok || token != nil {
			t.Errorf("JUPYTER_TOKEN is there: %t, value %v", ok, token)
		}
		lab := loadCompose(t, "JUPYTER_TOKEN=chosen")["lab"]
		if token := lab.Environment["JUPYTER_TOKEN"]; token == nil || *token != "chosen" {
			t.Errorf("JUPYTER_TOKEN=chosen arrives as %v", token)
		}
		for _, arg := range lab.Command {
			if strings.Contains(strings.ToLower(arg), "token") {
				t.Errorf("command has %q", arg)
			}
		}
	})
	t.Run("answers are on a volume", func(t *testing.T) {
		workspace := lab.Command[len(lab.Command)-1]
		for _, v := range lab.Volumes {
			if v.Target == workspace && v.Type == types.VolumeTypeVolume && v.Source != "" && !v.ReadOnly {
				return
			}
		}
		t.Errorf("workspace %s is on none of the volumes %v", workspace, lab.Volumes)
	})
	t.Run("health is checked", func(t *testing.T) {
		if h := lab.HealthCheck; h == nil || h.Disable || len(h.Test) < 2 || h.Test[0] == "NONE" {
			t.Errorf("healthcheck %+v", h)
		}
	})
}

// loadCompose returns the services of docker-compose.yml under env.
func loadCompose(t *testing.T, env ...string) types.Services {
	t.Helper()
	opts, err := cli.NewProjectOptions([]string{"../../docker-compose.yml"}, cli.WithEnv(env))
	if err != nil {
		t.Fatal(err)
	}
	project, err := opts.LoadProject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(project.Services) != 1 {
		t.Fatalf("services %v: want lab alone", project.ServiceNames())
	}
	return project.Services
}

// dockerfileLast returns the operand of deploy/Dockerfile's last instruction
// of a name.
func dockerfileLast(t *testing.T, instruction string) string {
	t.Helper()
	data, err := os.ReadFile("../../deploy/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^`+instruction+`\s+(.*)$`).FindAllStringSubmatch(string(data), -1)
	if len(found) == 0 {
		return ""
	}
	return strings.TrimSpace(found[len(found)-1][1])
}
