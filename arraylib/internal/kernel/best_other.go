//go:build !amd64 || noasm

package kernel

func best() Tier { return Portable }
