package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"fastergo/internal/command"
	"fastergo/internal/lab"

	"github.com/spf13/cobra"
)

func labCommand() *cobra.Command {
	var (
		noBrowser bool
		port      int
		ip        string
	)
	cmd := &cobra.Command{
		Use:   "lab [DIR]",
		Short: "Open the course in JupyterLab",
		Long: `Lab opens JupyterLab on your workspace, DIR (workspace in your clone unless
given). The first time it sets everything up, which takes a few minutes; later,
lessons' new editions come in and your answers stay: see fastergo setup --help.

It serves only this machine, prints one address that lets you in, and opens it
in your browser if there is one. Ctrl-C stops the server and its kernels. Your
own Jupyter settings are neither used nor changed; what you set in this JupyterLab
is kept with what set-up built.`,
		Example: `  fastergo lab
  fastergo lab --no-browser --port 9000
  fastergo lab ~/go-course`,
		Args: command.Args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if port < 0 || port > 65535 {
				return command.UsageErrorf("--port %d: a port is a number from 0 to 65535", port)
			}
			if net.ParseIP(ip) == nil {
				return command.UsageErrorf("--ip %q is no address, such as 127.0.0.1", ip)
			}
			ctx, cancel := endWithGoRun(cmd.Context())
			defer cancel()
			// Whoever names the address, as a container has to, has also said
			// which port leads there.
			next := !cmd.Flags().Changed("ip")
			return runLab(ctx, first(args), lab.Server{IP: ip, Port: port, Next: next}, !noBrowser)
		},
	}
	cmd.Flags().BoolVar(&noBrowser, "no-browser", false, "only print the address")
	cmd.Flags().IntVar(&port, "port", lab.DefaultPort, "port to serve on, or the next free one; 0 for any")
	cmd.Flags().StringVar(&ip, "ip", "127.0.0.1", "address to listen on; 0.0.0.0 lets other machines in (a container needs it); if given, no other port is tried")
	return cmd
}

func runLab(ctx context.Context, dir string, server lab.Server, browser bool) error {
	env, err := lab.Locate(ctx)
	if err != nil {
		return err
	}
	workspace, err := env.Workspace(dir)
	if err != nil {
		return wrongDir(err)
	}
	release, err := lab.Claim(workspace)
	var runs *lab.ErrRuns
	if errors.As(err, &runs) && runs.URL != "" {
		fmt.Println(runs.Error())
		if browser {
			openBrowser(runs.URL)
		}
		return nil
	}
	if err != nil {
		return err
	}
	defer release()
	progress, done := showProgress(os.Stderr, false)
	env, err = lab.Setup(ctx, func(e lab.Event) {
		if e.State != lab.Ready { // here, only what has to be waited for
			progress(e)
		}
	}, workspace)
	done()
	var incomplete *lab.Incomplete
	if errors.As(err, &incomplete) {
		fmt.Fprintf(os.Stderr, "%v\nThe course works without it; fastergo setup tries it again.\n", err)
	} else if err != nil {
		return err
	}
	server.Workspace = workspace
	server.Say = func(line string) { fmt.Fprintln(os.Stderr, line) }
	server.Open = func(url string) {
		fmt.Printf("JupyterLab is ready: %s\n", url)
		fmt.Fprintln(os.Stderr, "Stop it with Ctrl-C.")
		if browser {
			openBrowser(url)
		}
	}
	return env.Serve(ctx, server)
}

// openBrowser opens the user's browser, if this machine has one and a screen to
// show it on.
func openBrowser(url string) {
	program := os.Getenv("BROWSER")
	switch {
	case program != "":
	case runtime.GOOS == "darwin":
		program = "open"
	case os.Getenv("WSL_DISTRO_NAME") != "":
		program = "wslview"
	case os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "":
		return
	default:
		program = "xdg-open"
	}
	cmd := exec.Command(program, url)
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "No browser could be opened; open the address yourself.")
		return
	}
	go cmd.Wait()
}

// endWithGoRun returns a context that also ends when this program was started
// by "go run" and that is gone: go run does not pass on the signal that ended
// it.
func endWithGoRun(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	self, err := os.Executable()
	dir := filepath.Dir(self)
	const cached = 2*32 + len("-d") // go run's cache names directories so
	byGoRun := err == nil && (strings.Contains(dir, string(filepath.Separator)+"go-build") || len(filepath.Base(dir)) == cached && strings.HasSuffix(dir, "-d"))
	if !byGoRun {
		return ctx, cancel
	}
	parent := os.Getppid()
	go func() {
		for tick := time.NewTicker(500 * time.Millisecond); ctx.Err() == nil; <-tick.C {
			if os.Getppid() != parent {
				cancel()
			}
		}
	}()
	return ctx, cancel
}
