// Package batch judges a pile of submissions on all cores and loses nothing.
//
//	batch.go    Run: collect, judge, resume
//	setup.go    run.json: what was asked for
//	journal.go  the record of what is done
//	report.go   results.jsonl, grades.csv, junit.xml, pages and receipts
//	index.go    index.html
//	scratch.go  where answers are built, and who clears up behind a run that was killed
//	diff.go     Changes between the results of two runs
//	verify.go   Verify: what a verdict can be derived from again
//
// # Decisions
//
//   - The journal is the truth. A submission's result is one line of it, appended and
//     synced to the disk before the next is begun; a line that a killed run left half
//     written is cut off; one with another SHA-256 than it says ends the run.
//     Everything else in the output directory is made from it.
//   - A result counts for the same student, lesson, attempt, bytes, course, grader, seed
//     and tier alone. What differs in one of these is judged anew.
//   - A run that is killed cannot clear up. It holds a lock on its scratch directory, and
//     the next run removes those that nobody holds.
//   - Results stay on disk. What is kept in memory is where each line begins, so that
//     5,000 submissions take no more memory than 50.
package batch
