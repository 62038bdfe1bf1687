// Package lab sets the course up on a user's machine and serves it.
//
// Set-up is a list of steps (step.go). A step knows whether it is done without
// doing anything, and what it makes appears at once, so that any step may be
// cut short at any time and is then just done again. Steps that need doing are
// done by one process at a time, which holds a lock on the home directory; a
// process that finds all done takes no lock.
//
//	Headless     tools program kernel                     what running notebooks needs; no Python
//	SetupKernel  … cells gopls completion                 what another Jupyter needs
//	Setup        … python workspace                       what lab needs
//
// What they make (env.go says where, house.Home is the top):
//
//	tools-KEY/bin, tools-KEY/gopls    gonb and goimports; gopls (tools.go)
//	venv-KEY/env-…                    the virtual environment with JupyterLab (python.go)
//	NAME-KEY/env-…                    the same for the systems that bench compares with: see Python
//	share-KEY/                        of one clone: kernelspecs, the fastergo cells call (kernelspec.go, program.go, warm.go)
//	jupyter/                          the settings a student makes in our JupyterLab (server.go)
//	tmp-…                             TMPDIR of what a step starts, while it is at work (step.go)
//	DIR/.fastergo                     in the student's workspace: bases, backups, log (workspace.go)
//
// KEY condenses all that the content depends on: pinned versions and the Go in
// use, the requirements, the clone's path. Whatever is not under a current key
// may be removed at any time; so may the whole home.
//
// Serve (server.go) runs JupyterLab on a workspace and stops it; Doctor
// (doctor.go) says what is missing; Env.Exports (printenv.go) lets other
// Jupyter tools find the kernel.
//
// # Decisions
//
//   - Two kernelspecs of the same name in two Jupyter data directories: errors
//     as HTML and gopls for people, plain text and no gopls for programs. A
//     wrapper that decides at run time would be one more process and one more
//     thing that fails.
//   - The kernelspec holds an absolute PATH, with the Go that set-up used, so
//     that a JupyterLab started from anywhere finds the same Go.
//   - The kernel's go is a script that sets GOGC for builds and calls that Go. As
//     the kernel's environment, GOGC would be the cells' own too; cells measure
//     the collector.
//   - GoNB is built as its authors released it. It waits twelve seconds before
//     it first talks to gopls, and a Tab in that time blocks the kernel; there
//     is no switch for it, and a course should not maintain a kernel.
//   - What cells import is compiled in a module joined by go.work, as cells
//     are: that reads go.mod files which a build in the course's module does
//     not, and offline they would be missed.
//   - gopls, the packages for cells and completion are optional steps: when one
//     fails, lab opens all the same and says so.
//   - No ipykernel: JupyterLab asks for it only to have some kernel, and it
//     brings IPython, a debugger and 20 more packages. The requirements are
//     installed with --no-deps, so nobody misses it.
//   - Charts need echarts. Its script comes with a pinned Python package, of
//     which nothing else is used, and is put where JupyterLab serves the files of
//     its extensions: under JupyterLab's own address, so that it works offline
//     and behind a hub, is loaded once and stands in no notebook.
//   - uv if it is there, because it is ten times faster; pip if not, or if uv
//     fails.
//   - Virtual environments cannot be moved, so each is made under a new name
//     and a file says which one is whole. It also says which interpreter it
//     stands on: an upgraded Python means a new environment.
//   - JupyterLab runs with a configuration directory of ours and without the
//     user's JUPYTER_… variables: neither side can break the other. Only
//     JUPYTER_TOKEN is taken over, to choose the token. What an administrator
//     wrote to /etc/jupyter still holds.
//   - A student's notebook is written before the base it was merged from; merging
//     twice changes nothing, losing the base's place would. A notebook the
//     student deleted comes back fresh: that is how one starts over.
//   - A notebook that cannot be read is the student's to mend: the lesson's
//     edition is put beside it and named, once. Every start therefore parses all
//     notebooks, which takes milliseconds.
//   - JupyterLab cannot be handed a port that is held for it. Serve tries one,
//     believes only the file that the server writes once it listens, and goes on
//     to the next port if another was faster.
//   - GoNB logs to nobody in people's kernels, as every cell that fails and every
//     end brings a stack trace. Headless ones keep the log: internal/jupyter
//     picks out why a kernel ended.
//   - The server ends when the pipe from fastergo lab does (serve.py), and a
//     small shell that outlives both (guard.sh) removes what they left, even
//     after kill -9. It finds kernels that lost their server by TMPDIR, which
//     works on Linux only; elsewhere the server's own clean-up has to do.
package lab
