//go:build !amd64 || noasm

package random

func (k Key) fastBits(d []uint32, first uint64) int   { return 0 }
func (k Key) fastBits64(d []uint64, first uint64) int { return 0 }
func fastNormals(d []uint32) int                      { return 0 }
func fastExponentials(d []uint32) int                 { return 0 }
