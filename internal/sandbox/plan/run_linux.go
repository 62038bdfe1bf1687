package plan

import (
	"syscall"
	"unsafe"
)

// Run makes the calls of an encoded plan on the calling thread. It returns the
// first that failed, or len(calls), 0. It allocates nothing and calls nothing else:
// what the thread may still do shrinks with each call.
func Run(words []uint64, each func(i int, result uintptr, e syscall.Errno)) (failed int, e syscall.Errno) {
	calls, links := words[headWords:], words[headWords+words[0]*callWords:]
	data := links[words[1]:]
	base := uint64(uintptr(unsafe.Pointer(unsafe.SliceData(data))))
	for _, at := range links[:words[1]] {
		data[at] += base
	}
	for i := range int(words[0]) {
		call := calls[i*callWords:]
		var a [6]uintptr
		for k := range a {
			v := call[1+k]
			switch call[7] >> (4 * k) & 0xf {
			case address:
				v += base
			case content:
				v = data[v]
			}
			a[k] = uintptr(v)
		}
		r, _, e := syscall.RawSyscall6(uintptr(call[0]), a[0], a[1], a[2], a[3], a[4], a[5])
		if each != nil {
			each(i, r, e)
			continue
		}
		result := call[8]
		if e != 0 && result != optional {
			return i, e
		}
		if result >= keep {
			data[result-keep] = uint64(r)
		}
	}
	return int(words[0]), 0
}
