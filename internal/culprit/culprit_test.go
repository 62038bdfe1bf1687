package culprit

import (
	"errors"
	"fmt"
	"testing"
)

type (
	named float32
	said  struct{}
	mute  struct{ why *string }
	dumb  struct{ why *string }
)

func (said) String() string   { return "said" }
func (m mute) Error() string  { return *m.why }
func (d dumb) String() string { return *d.why }

func TestWhat(t *testing.T) {
	index := func() (err error) {
		defer func() { err = recover().(error) }()
		return errors.New(fmt.Sprint([]int{}[len(t.Name()[:0])]))
	}()
	for _, tc := range []struct {
		p    any
		want string
	}{
		{"words", "words"}, {-7, "-7"}, {uint8(7), "7"}, {1e21, "1e+21"}, {named(0.1), "0.1"}, {true, "true"},
		{errors.New("an error"), "an error"}, {said{}, "said"},
		{index, "index out of range [0] with length 0"},
		{fmt.Errorf("wrapped: %w", index), "wrapped: runtime error: index out of range [0] with length 0"},
		{[]int{1}, "a value of type []int"}, {new(int), "a value of type *int"},
		{mute{}, "a value of type culprit.mute, which panics when it is asked what it says"},
		{dumb{}, "a value of type culprit.dumb, which panics when it is asked what it says"},
		{(*said)(nil), "a value of type *culprit.said, which panics when it is asked what it says"},
	} {
		if got := What(tc.p); got != tc.want {
			t.Errorf("%T: %q, want %q", tc.p, got, tc.want)
		}
	}
}
