// Package submission finds what students handed in, and says who handed in
// what.
//
// [Collect] walks files, directories and zips. Everything it finds that looks
// handed in becomes a [Submission] or is [Unmatched], with the reason; nothing is
// guessed.
//
// # Which student, which lesson, which attempt
//
// A path counts from what was named on the command line, or from the zip it is
// in.
//
//	submitted/ada/01_fasterer/01_fasterer.ipynb  nbgrader's tree: the student stands after "submitted"
//	ada/01_fasterer.ipynb                        a directory for each student: its name
//	ada/attempt-2/01_fasterer.ipynb              the same, a second attempt
//	ada_01_fasterer.ipynb                        all in one directory: what stands before the lesson's name
//	ada.zip: 01_fasterer.ipynb                   a zip for each student: its name
//	ada/exercises/fasterer/assign.go             solved in an editor: the directory above "exercises"
//
// The lesson is the one that the notebook's metadata name
// (fastergo.lesson), else the one in the file's name. Of exercises/ every lesson
// that has a file there counts.
//
// # Decisions
//
//   - File times say nothing: they change on every copy. An attempt is a directory
//     named attempt-N; without one it is attempt 1, and two files for the same
//     student, lesson and attempt are both unmatched.
//   - Zips are read where they are, never unpacked: nothing can be written outside
//     or left behind. Names with "..", absolute names, links and encrypted entries
//     are refused by name, and so is what is larger than it may be.
//   - A submission is read when it is needed and not kept, so that memory does not
//     grow with the number of students.
package submission
