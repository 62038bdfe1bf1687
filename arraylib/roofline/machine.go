package roofline

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// Machine describes where the figures come from: processor, threads, system.
func Machine() string {
	return fmt.Sprintf("%s, %d threads, %s/%s, %s", processor(), runtime.GOMAXPROCS(0), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

func processor() string {
	switch runtime.GOOS {
	case "linux":
		info, _ := os.ReadFile("/proc/cpuinfo")
		return processorIn(string(info))
	case "darwin":
		if name, err := exec.Command("sysctl", "-n", "machdep.cpu.brand_string").Output(); err == nil {
			return strings.TrimSpace(string(name))
		}
	}
	return "unknown processor"
}

func processorIn(cpuinfo string) string {
	for line := range strings.Lines(cpuinfo) {
		if key, name, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(name)
		}
	}
	return "unknown processor"
}

// cacheSizes returns the sizes of the data caches that one core sees, from the
// first level on: three levels of a usual machine if the system does not say.
func cacheSizes() []int {
	switch runtime.GOOS {
	case "linux":
		if sizes := cacheSizesIn("/sys/devices/system/cpu/cpu0/cache"); sizes != nil {
			return sizes
		}
	case "darwin":
		var sizes []int
		for _, name := range []string{"hw.l1dcachesize", "hw.l2cachesize", "hw.l3cachesize"} {
			out, err := exec.Command("sysctl", "-n", name).Output()
			if size, err2 := strconv.Atoi(strings.TrimSpace(string(out))); err == nil && err2 == nil && size > 0 {
				sizes = append(sizes, size)
			}
		}
		if sizes != nil {
			return sizes
		}
	}
	return []int{32 << 10, 1 << 20, 32 << 20}
}

// cacheSizesIn reads Linux's description: folders index0 and so on, with the
// files level, type and size ("32K").
func cacheSizesIn(dir string) []int {
	var sizes []int
	for level := 1; ; level++ {
		found := 0
		folders, _ := filepath.Glob(filepath.Join(dir, "index*"))
		for _, f := range folders {
			read := func(name string) string {
				data, _ := os.ReadFile(filepath.Join(f, name))
				return strings.TrimSpace(string(data))
			}
			if read("level") == strconv.Itoa(level) && read("type") != "Instruction" {
				found = parseSize(read("size"))
			}
		}
		if found == 0 {
			return sizes
		}
		sizes = append(sizes, found)
	}
}

func parseSize(s string) int {
	unit := 1
	switch {
	case strings.HasSuffix(s, "K"):
		unit = 1 << 10
	case strings.HasSuffix(s, "M"):
		unit = 1 << 20
	}
	n, err := strconv.Atoi(strings.TrimRight(s, "KM"))
	if err != nil {
		return 0
	}
	return n * unit
}
