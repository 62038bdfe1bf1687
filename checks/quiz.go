package checks

import (
	"fmt"
	"slices"
	"strings"
)

// A Question is one of a quiz: an exercise whose answer is a function that
// returns one string a question.
type Question struct {
	Name   string // the criterion's
	Ask    string // in a few words: stands before what is said of the answer
	Points float64
	// Accept are the right answers. Answers are compared without regard to case,
	// brackets, commas and spaces: "7,4", "(7, 4)", "7 4" and "7x4" are one.
	Accept []string
	// Right, if not nil, says of other answers whether they are right.
	Right func(answer string) bool
	// Wrong says of wrong answers what is wrong about them: each is a planted
	// wrong answer of the exercise.
	Wrong map[string]string
}

// Ask returns the criteria of an exercise that asks: one for each question, judged
// each on its own. A blank is not attempted.
func Ask(answer func() []string, questions ...Question) (cs []Criterion) {
	for i := range questions {
		q := &questions[i]
		cs = append(cs, Criterion{Name: q.Name, Points: q.Points, question: q, Check: func(t *T) {
			if q.Ask != q.Name { // which stands above
				t.Call("%s", q.Ask)
			}
			given := answer()
			if len(given) > len(questions) {
				t.Failf("%d answers to %s", len(given), plural(float64(len(questions)), "question"))
			}
			if i >= len(given) || strings.TrimSpace(given[i]) == "" {
				t.state().call = ""
				panic(stop{outcome: NotAttempted, message: blank})
			}
			q.judge(t, given[i])
		}})
	}
	return cs
}

func (q *Question) judge(t *T, answer string) {
	is := func(s string) bool { return plainAnswer(s) == plainAnswer(answer) }
	if slices.ContainsFunc(q.Accept, is) || q.Right != nil && q.Right(answer) {
		return
	}
	message := fmt.Sprintf("%q is not right", answer)
	for wrong, why := range q.Wrong {
		if is(wrong) {
			message += "\n" + why
		}
	}
	t.Failf("%s", message)
}

// plainAnswer takes from an answer what does not matter.
func plainAnswer(s string) string {
	parts := strings.Split(strings.ReplaceAll(strings.ToLower(s), "\u2212", "-"), "x")
	s = parts[0]
	for _, part := range parts[1:] {
		if length := strings.TrimSpace(part); length != "" && '0' <= length[0] && length[0] <= '9' {
			s += " " + part // 4x3x9
		} else {
			s += "x" + part
		}
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\n,;()[]{}\"'`*·×", r) }), " ")
}

// distractor returns wrong answer i, counted over the questions of a quiz: the
// reference's answers, but for one.
func distractor(reference any, cs []Criterion, i int) (WrongAnswer, bool) {
	for at, c := range cs {
		if c.question == nil {
			continue
		}
		wrongs := make([]string, 0, len(c.question.Wrong))
		for w := range c.question.Wrong {
			wrongs = append(wrongs, w)
		}
		slices.Sort(wrongs)
		if i >= len(wrongs) {
			i -= len(wrongs)
			continue
		}
		answers := slices.Clone(reference.(func() []string)())
		answers[at] = wrongs[i]
		return WrongAnswer{
			Name: fmt.Sprintf("%s: %s", c.Name, wrongs[i]), Fails: c.Name, Says: c.question.Wrong[wrongs[i]],
			Answer: func() []string { return answers },
		}, true
	}
	return WrongAnswer{}, false
}
