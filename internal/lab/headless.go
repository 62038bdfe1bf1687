package lab

import "context"

// Headless makes sure that notebooks can be run without Python: gonb and
// goimports are built, the fastergo program is where cells find it, and the
// kernel is described in the two Jupyter data directories of the Env it
// returns. Once all is there it takes some 20 ms and says nothing. Any number
// of processes may call it at once: one works, the others wait for it.
func Headless(ctx context.Context, p Progress) (Env, error) {
	e, err := Locate(ctx)
	if err != nil {
		return Env{}, err
	}
	return e, runSteps(ctx, &e, p, headlessSteps(), false)
}

func headlessSteps() []step { return []step{toolsStep(), programStep(), kernelspecStep()} }
