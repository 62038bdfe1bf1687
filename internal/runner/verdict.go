package runner

import (
	"encoding/json"
	"errors"
	"fmt"

	"fastergo/internal/cell"
	"fastergo/internal/notebook"
)

// A Verdict is what a check says about one exercise.
type Verdict struct {
	Exercise  string      `json:"exercise"`
	Outcome   string      `json:"outcome"` // passed, failed, error or not attempted
	Points    float64     `json:"points"`
	MaxPoints float64     `json:"max_points"`
	Seconds   float64     `json:"seconds"`
	Criteria  []Criterion `json:"criteria"`
}

// A Criterion is one line of a verdict.
type Criterion struct {
	Name      string  `json:"name"`
	Outcome   string  `json:"outcome"`
	Points    float64 `json:"points"`
	MaxPoints float64 `json:"max_points"`
	Message   string  `json:"message"`
}

// bad tells whether the verdict fails its cell.
func (v Verdict) bad() bool { return v.Outcome != "passed" && v.Outcome != "not attempted" }

// reason tells in one line why a verdict is bad.
func (v Verdict) reason() string {
	for _, c := range v.Criteria {
		if c.Outcome == v.Outcome {
			if c.Message == "" {
				return c.Name
			}
			return c.Name + ": " + c.Message
		}
	}
	return fmt.Sprintf("%g of %g points", v.Points, v.MaxPoints)
}

// verdicts returns the verdicts among a cell's outputs. One that cannot be
// read is an error: it might be a bad one.
func verdicts(outputs []notebook.Output) ([]Verdict, error) {
	var all []Verdict
	for _, out := range outputs {
		raw, ok := out.Data[cell.Verdict]
		if !ok {
			continue
		}
		text, ok := raw.(string)
		if !ok { // JSON, not text of it
			encoded, _ := json.Marshal(raw)
			text = string(encoded)
		}
		var v Verdict
		err := json.Unmarshal([]byte(text), &v)
		if err == nil && (v.Exercise == "" || !outcomes[v.Outcome]) {
			err = errors.New("it names no exercise, or no outcome that exists")
		}
		if err != nil {
			return all, fmt.Errorf("a check's verdict cannot be read: %w", err)
		}
		all = append(all, v)
	}
	return all, nil
}

var outcomes = map[string]bool{"passed": true, "failed": true, "error": true, "not attempted": true}
