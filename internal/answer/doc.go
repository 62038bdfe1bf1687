// Package answer finds the answers in what a student handed in, and makes of
// each a Go file of its own: the function, the declarations that it reaches, and
// nothing else.
//
// [Notebook] reads a notebook, [Files] the Go files of exercises/. [Work.Answer]
// returns the [Candidate] for an exercise, or the [Problem] why there is none; neither
// where nothing was handed in. [Work.Notes] says in words what was recovered
// and how, [Work.Log] what was left out.
// [Join] makes one file of candidates that can share a program.
//
// # Which function counts
//
// An exercise's own cell is the one with its id, or whose metadata name it: a
// copy keeps the metadata, a notebook that was converted may keep neither.
//
//   - What stands in an exercise's own cell counts. Only if that has no answer,
//     a function of the same name and signature elsewhere does.
//   - Of two such cells the later one counts, as in the kernel. Of two files it
//     is the first by name.
//   - A stub never replaces an answer: neither panic(lesson.TODO), nor a quiz whose
//     blanks are empty, nor what bears the hash of a stub of another edition.
//     Where there is nothing but stubs, nothing was handed in.
//   - A cell or file that does not parse costs what it declares, and no more. If
//     it is an exercise's own and nothing else answers that, it is the problem.
//
// What the answer uses is looked up as the kernel would have it, had the
// notebook been run from the top down to the answer's cell: the last declaration of a
// name so far. What is only declared further down is taken from there. So a helper
// that is written anew for a later exercise does not break an earlier one.
// Functions of other exercises are always those that count.
//
// # What a candidate has
//
// The function and, name by name, what it reaches: functions, types with all
// their methods, variables with what they start from, constants, blocks with
// iota as a whole. Without types a field in a literal may be taken for a variable
// of the same name, which then is there in vain. No init, no main, no blank
// variable: nothing runs that the function does not need.
// Declarations are copied as text; Lines leads each line back.
//
// Where another exercise's reference is asked for, it brings what it reaches from
// the lesson's references, under new names where the student has the same.
//
// # What is refused
//
// By name and line: compiler directives (//go:, //line, build constraints),
// which change what is compiled or where errors seem to be; cgo; packages that
// are not in the table of [Imports]; text beyond the limits below. A fault costs
// the answers that take something from the cell or file it is in.
//
// The table has what computes. It leaves out what reaches the machine (os, net,
// syscall, runtime, arraylib/npy) or looks behind types (unsafe, reflect), and the
// checks and solutions. That is hygiene: what keeps an answer in is the sandbox.
// Unused imports are dropped and missing ones added from the table, since cells
// are written with goimports behind them; aliases are honoured. Package lesson is linked
// only where an answer uses it; what it shows and caches goes nowhere in a sandbox.
//
// Go that looks like an attack is not refused: const true = false is the
// answer's own business in a package of its own, where neither the code that calls it
// nor another answer can see it.
//
// # Decisions
//
// The package runs in the grader's own process, on whatever was handed in. So
// it parses and does no more: go/format takes 22 s for 38 KB of nested closures,
// go/types all memory for 1 KB of types. Both, and the compiler, belong in the
// build's sandbox.
//
// The parser itself is made to take hundreds of megabytes of stack by brackets and operators
// without end. Text of more than 8 KB is therefore scanned for those first.
// Limits: 16 MB and 20,000 cells a notebook, 200 levels of JSON, 256 KB a cell and an
// answer, 1 MB of Go in all (the exercises' own cells come first), 1000 levels of syntax.
//
// Signatures are compared without types: aliases are followed, packages taken by their
// paths. What differs only in a way that no reader sees, the caller of the compiled function finds out.
//
// JSON is checked by encoding/json and then read here by offsets: encoding/json
// by itself lets a key "SOURCE" override "source", and takes the last of two.
// A notebook of which two readers could think differently is refused.
package answer
