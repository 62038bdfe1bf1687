package lesson

import (
	"fmt"
	"strconv"
	"strings"

	"fastergo/internal/cell"
)

// Ceiling returns how many floating-point operations this machine does in a
// second at best, with numbers of 32 or 64 bits: the ceiling of [Machine]. A
// multiply-add is two of them. It is 0 if it is not known.
//
// It panics if bits is neither 32 nor 64.
func Ceiling(bits int) float64 {
	ceiling, _ := limits("Ceiling", bits)
	return ceiling
}

// Roof returns the limits of this machine for a figure of billion operations in
// a second over operations for each byte, both axes logarithmic: a line for data
// from the second cache, and one for data from memory. Each climbs with what can
// be moved in a second, as far as [Ceiling]. It returns nothing if they are not known.
//
// It panics if bits is neither 32 nor 64.
func Roof(bits int) []Line {
	ceiling, levels := limits("Roof", bits)
	return roof(ceiling, levels)
}

// A level is where data are, and how many bytes of them can be copied in a second.
type level struct {
	name string
	rate float64
}

func limits(caller string, bits int) (ceiling float64, levels []level) {
	if bits != 32 && bits != 64 {
		panic(fmt.Sprintf("lesson.%s: numbers of %d bits; there are 32 and 64", caller, bits))
	}
	out, err := cell.Run(nil, "limits", strconv.Itoa(bits))
	if err != nil {
		return 0, nil
	}
	return parseLimits(string(out))
}

// parseLimits reads a line for each limit, its name and its rate.
func parseLimits(text string) (ceiling float64, levels []level) {
	for line := range strings.Lines(text) {
		name, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		rate, _ := strconv.ParseFloat(number, 64)
		if name == "ceiling" {
			ceiling = rate
		} else if rate > 0 {
			levels = append(levels, level{name, rate})
		}
	}
	return ceiling, levels
}

func roof(ceiling float64, levels []level) (lines []Line) {
	for _, l := range levels {
		end := 64.0
		if l.name != "memory" && ceiling > 0 {
			end = 1 // where the roof of memory has not come as far
		}
		line := Line{Name: "from " + l.name, Faint: true}
		for x := 1.0 / 32; x <= end; x *= 2 {
			y := x * l.rate
			if ceiling > 0 {
				y = min(y, ceiling)
			}
			line.X, line.Y = append(line.X, x), append(line.Y, y/1e9)
		}
		lines = append(lines, line)
	}
	return lines
}
