package lesson

import "runtime"

// memory calls f and returns what it takes: bytes, in how many pieces, and the
// most that is in use at one time.
func memory(f func()) (bytes, allocs, peak int) {
	bytes, allocs = allocated(f)
	return bytes, allocs, bytes
}

// allocated calls f and counts what the program allocates meanwhile.
func allocated(f func()) (bytes, allocs int) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc), int(after.Mallocs - before.Mallocs)
}
