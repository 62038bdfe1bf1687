// Package e2e tries the course as people meet it, with the parts that are not
// Go: JupyterLab in a browser, Python's own notebook client, Docker.
//
// It is a module of its own, so that nobody who uses the course downloads what
// only its tests need. Tests that need Chromium or Python have the build tag
// e2e, the one that needs a Docker engine has docker too; .ci/run installs what
// they need and runs them. With FASTERGO_SCREENSHOTS=DIR the browser's tests
// leave there what they saw.
//
// Decisions:
//   - The tests use the program and the notebooks, and import nothing of the
//     course: they see what a user sees.
//   - staticcheck is pinned here as a tool. From the course's root it is
//     "go tool -modfile=internal/e2e/go.mod staticcheck ./...".
package e2e
