// Package checks judges answers: an [Exercise] says what is asked, by criteria
// that earn points, and [Exercise.Check] shows in the reader's cell which of
// them an answer meets.
//
// # How the parts meet
//
//	exercise.go  Exercise, Criterion, Wrong: written once for each exercise, as static variables
//	judge.go     runs the criteria on an Answer and makes a Report
//	answer.go    Answer: where the answer's function runs; Local is in this process, internal/wire/remote in another
//	t.go         T: what a criterion's check asserts with; memory.go and speed.go, the rest of it
//	quiz.go      Ask: the criteria of an exercise that asks questions
//	diff.go      two arrays compared: shape, dtype, first difference, how many, how much, where
//	cause.go     what is likely to be wrong with an array: simple mistakes tried one after the other
//	panics.go    panics in words
//	guard.go     answers that do not end, or end the program
//	report.go    Report and its plain text; html.go, its card
//	show.go      what a cell shows: the verdict and what stands around it, hints, the solution
//
// The criteria get the answer as a plain Go function, so a check reads as plain
// Go, and where a call runs is the Answer's business. What there is to know of
// an answer's source (its loops, its statements) comes from the course's program
// (internal/syntax), so that no cell links a parser. So does what stands around a
// verdict: the cell hands its report over ("fastergo record"), the program remembers
// it (internal/progress) and says how far the reader is, which hint comes next and
// where to go on. Without the program a verdict stands alone.
//
// # Decisions
//
//   - A cell compiles every method of the generic types it names. So Exercise
//     has few methods, each one call to a function without type parameters, and
//     no type in a cell's reach mentions reflect.Value.
//   - A planted wrong answer is also a diagnosis: when an answer fails a
//     criterion exactly as a planted one does (the same case, the same values to the
//     criterion's tolerance, or the same panic), the reader is told what the planted one gets wrong.
//   - What a reader is told of a failure is the call, what came out, and the cause: a
//     planted wrong answer's words if one fails the same way, else the first simple
//     mistake that explains all values. A cause that few values could fit by
//     chance is not named. testdata/messages.txt has what readers get to read.
//   - In a cell a check has 10 s. An answer that still runs then cannot be
//     stopped but with the program, so the verdict is shown and the program ends.
//     "Checking ..." stands in the verdict's place before: it stays if the answer
//     ends the program, and is an error for programs that read verdicts. Everywhere else the process that judges is watched by another.
//   - Memory and speed are judged as the reader's own machine sees them, memory by the
//     process that the answer runs in: an Answer is a Meter for that. Memory is
//     what the collector finds in use at one time (internal/peak), the same in each
//     run. Speed is the median ratio of timings taken in turns, each call with
//     arguments of its own and its values compared, and an answer fails only if three tries agree.
//   - A quiz is an exercise too: its answer returns a string a question. Each
//     question is a criterion judged on its own, and what is said of its known
//     wrong answers makes planted wrong answers of them.
//   - Hints are a ladder: Hint() is the first that was not seen. Nobody is kept
//     from the solution; before a pass it asks once.
//   - The seed of a check in a cell is fixed: the same answer always gets the
//     same verdict.
package checks
