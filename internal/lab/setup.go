package lab

import "context"

// Setup does all that lab needs: what Headless does, the language server, the
// virtual environment with JupyterLab, what cells import compiled, and the
// student's workspace (see Env.Workspace; its notebooks are updated). What is
// there already is left alone; what was cut short is done again. Once all is
// there it needs no network and takes a fraction of a second.
func Setup(ctx context.Context, p Progress, workspace string) (Env, error) {
	e, err := Locate(ctx)
	if err != nil {
		return Env{}, err
	}
	dir, err := e.Workspace(workspace)
	if err != nil {
		return Env{}, err
	}
	if _, ok := e.venv(); !ok {
		if err := canMakeVenv(ctx); err != nil { // before a minute of building
			s := venvStep()
			p.tell(Event{Step: s.name, Title: s.title, State: Failed, Detail: err.Error()})
			return Env{}, err
		}
	}
	note := func(text string) { p.tell(Event{Step: "workspace", State: Note, Detail: text}) }
	steps := append(kernelSteps(), venvStep(), workspaceStep(dir, note))
	return e, runSteps(ctx, &e, p, steps, true)
}

// SetupKernel does the part of Setup that needs no Python: all that another
// Jupyter needs to offer our kernel.
func SetupKernel(ctx context.Context, p Progress) (Env, error) {
	e, err := Locate(ctx)
	if err != nil {
		return Env{}, err
	}
	return e, runSteps(ctx, &e, p, kernelSteps(), true)
}

func kernelSteps() []step {
	return append(headlessSteps(), cellsStep(), goplsStep(), completionStep())
}
