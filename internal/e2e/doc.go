// Package e2e tries the course as people meet it, with the parts that are not
// Go: JupyterLab in a browser, Python's own notebook client, Docker.
//
// It is a module of its own, so that nobody who uses the course downloads what
// only its tests need. Tests that need Chromium, Python or Docker have the
// build tag e2e; .ci/run installs those and runs everything.
//
// Decisions:
//   - staticcheck is pinned here as a tool. From the course's root it is
//     "go tool -modfile=internal/e2e/go.mod staticcheck ./...".
package e2e
