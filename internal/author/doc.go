// Package author turns what authors write into what students get, and proves
// that it is sound.
//
// An exercise is written in two Go files and one line of Markdown:
//
//	solutions/fasterer/make_matrix.go   statement (doc comment), signature, reference answer
//	checks/fasterer/make_matrix.go      var MakeMatrix = &checks.Exercise[…]{…}
//	notebooks/01_fasterer.md            ```{exercise} fasterer/make_matrix
//
// From these come the stub exercises/fasterer/make_matrix.go, a statement cell
// and an answer cell in notebooks/01_fasterer.ipynb, and the lists zz_all.go
// and zz_course.go of what there is.
//
//	solution.go   Solution: a file of solutions/, its stub and its cells
//	statement.go  a doc comment as Markdown
//	course.go     Load: all sources, as a Course
//	plan.go       Plan: the generated files, as values
//	generate.go   Generate writes them, Stale compares them
//	solve.go      Solve puts reference answers into a notebook
//	build.go      runs package judge, built together with answers
//	check.go      Check judges exercises/
//	answers.go    answers: what the compiler sees of exercises/, and what of it is left out
//	verify.go     Verify proves the course
//	fault.go      Faults: what is wrong with a course
//	near.go       "did you mean"
//	judge/        the program that knows the compiled checks
//	generate/     what go generate runs
//
// # Decisions
//
//   - Points and titles live in compiled checks, so they are asked of a small
//     program that is built from a virtual directory with go build -overlay.
//     It is built from the tree as it is now, so a
//     prebuilt fastergo never judges by yesterday's checks, and nothing is
//     left behind in the tree.
//   - Nothing here imports what it generates: go generate works while zz_all.go
//     names an exercise by its old name.
//   - Generation is a function from sources to file contents. Writing and
//     comparing them come after.
//   - Answers are judged as goimports would leave them, for readers whose
//     editor does not run it: imports that a file does not use are hidden from
//     the compiler.
//   - Files of a lesson are one package, and one that does not compile would cost
//     them all. The files that the compiler names are left out, stubs take their
//     place, and the build is tried again.
//   - A stub ends with a hash of itself. One that does not match was solved
//     by somebody and is never overwritten; nor is a notebook with an answer in it.
//     A stub of blanks, a quiz's, is known in a notebook by a hash in its cell's metadata.
//   - Mistakes in a course are Faults, collected and told together, each with
//     its file.
package author
