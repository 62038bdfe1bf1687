package sandbox

import (
	"fmt"
	"strings"
)

// A Report says which walls stand on this system.
type Report struct {
	Tier     Tier // the best that New would grant
	Findings []Finding
}

// A Finding is about one wall.
type Finding struct {
	Wall   string // what is kept from what
	Tiers  string // of which tiers it is a part: "A", "B", "A B"
	Holds  bool
	Detail string // what was seen
	Advice string // what to do when it does not hold
}

// Text is the report for people.
func (r Report) Text() string {
	var s strings.Builder
	fmt.Fprintf(&s, "sandbox: tier %s\n", r.Tier)
	for _, f := range r.Findings {
		word := "no "
		if f.Holds {
			word = "yes"
		}
		fmt.Fprintf(&s, "  %s  %-3s  %s", word, f.Tiers, f.Wall)
		if f.Detail != "" {
			fmt.Fprintf(&s, ": %s", f.Detail)
		}
		s.WriteString("\n")
		if f.Advice != "" {
			fmt.Fprintf(&s, "            %s\n", f.Advice)
		}
	}
	return s.String()
}
