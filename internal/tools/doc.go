// Package tools pins, in a module of its own, the programs a notebook needs:
// gonb (the Go kernel for Jupyter), goimports and gopls. "fastergo setup"
// builds them into the user's cache with "go install tool"; nothing of them is
// linked into the course.
package tools
