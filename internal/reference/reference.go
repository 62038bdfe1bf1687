// Package reference has curves of what other systems take for the workloads of
// the course, measured once, for readers who do not have those systems. It is
// part of the course's program; cells ask for a curve.
//
// curves.json is made from what fastergo bench --growth --json writes, beside
// the versions and the machine that it prints.
package reference

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

//go:embed curves.json
var data []byte

// A Curve is what one system takes for one workload at some sizes.
type Curve struct {
	Workload string    `json:"workload"`
	What     string    `json:"what"` // is computed
	System   string    `json:"system"`
	N        []int     `json:"n"`
	Seconds  []float64 `json:"seconds"` // a call

	Name       string `json:"-"` // the system's with its version
	Provenance string `json:"-"` // what was measured, where, when and how
}

// Find returns the curve of a workload and a system.
func Find(workload, system string) (Curve, error) {
	var all struct {
		Machine, Date, How string
		Systems            map[string]string
		Curves             []Curve
	}
	if err := json.Unmarshal(data, &all); err != nil {
		return Curve{}, err
	}
	var known []string
	for _, c := range all.Curves {
		if c.Workload == workload && c.System == system {
			c.Name = all.Systems[system]
			c.Provenance = fmt.Sprintf("%s: %s, measured on %s on %s, %s", c.Name, c.What, all.Machine, all.Date, all.How)
			return c, nil
		}
		known = append(known, c.Workload+" of "+c.System)
	}
	return Curve{}, fmt.Errorf("there is no reference curve %s of %s, only %s", workload, system, strings.Join(known, ", "))
}

// Encode writes c as a cell reads it: the name, the provenance, then a line for
// each size with the seconds.
func (c Curve) Encode() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", c.Name, c.Provenance)
	for i, n := range c.N {
		fmt.Fprintf(&b, "%d %s\n", n, strconv.FormatFloat(c.Seconds[i], 'g', -1, 64))
	}
	return []byte(b.String())
}
