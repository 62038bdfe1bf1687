package sandbox

import (
	"os/exec"
	"testing"
)

// BenchmarkLaunch is from Start to the end of Wait, of a program that does nothing.
// fork is the same program without anything of ours.
func BenchmarkLaunch(b *testing.B) {
	b.Run("tier=fork", func(b *testing.B) {
		for b.Loop() {
			exec.Command(attackPath, "nothing").Run()
		}
	})
	for _, tier := range []Tier{None, B, A} {
		b.Run("tier="+string(tier), func(b *testing.B) {
			walls := box(b, tier)
			for b.Loop() {
				if reply, e := attempt(b, walls, Limits{}, "nothing"); reply != "done" {
					b.Fatal(e)
				}
			}
		})
	}
}
