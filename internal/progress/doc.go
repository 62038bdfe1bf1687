// Package progress remembers what became of each exercise: verdicts, hints
// seen, the first pass and the answer that passed. Cells, which link as little
// as they can, hand it their reports through "fastergo record".
//
// # Decisions
//
//   - A small file for each exercise, progress/LESSON/NAME.json in the state
//     directory (a workspace's .fastergo), read and rewritten under a lock of its
//     own. Two notebooks at work on two exercises never meet, and two on one
//     exercise wait for each other.
//   - A pass stays a pass: what fails later changes the last outcome only.
//   - A file that cannot be read is put aside as NAME.json.corrupt, said once, and
//     begun anew. It costs one exercise.
//   - Recording breaks nothing: if it fails, the verdict is shown with one line
//     that says why it is not recorded, and nothing is said of how far the reader is.
package progress
