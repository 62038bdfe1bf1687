// Package notebook is the Jupyter notebook as a value: read, checked, written,
// made from MyST Markdown, and brought up to date without losing what a
// student wrote.
//
// [Parse] and [ReadFile] turn nbformat 4.0–4.5 into a [Notebook];
// [Notebook.Bytes] and [WriteFile] write nbformat 4.5, byte for byte what
// Python's nbformat writes, so a notebook saved by JupyterLab and one written
// here differ only where their contents do. [ReadMyST] reads a lesson's source.
// [Merge] joins a student's notebook with a newer edition of the lesson.
//
// # Decisions
//
//   - A cell is known by its id. Duplicate and malformed ids are refused, not
//     mended: a mended id would attach an answer to the wrong exercise.
//   - Cells of nbformat 4.0–4.4 have no ids; they get one from what they say,
//     so that reading a file twice gives the same ids.
//   - Metadata is a tree of JSON values and survives untouched; numbers are
//     [encoding/json.Number], so 1.0 stays 1.0. Keys that nbformat does not know outside
//     metadata are dropped, because nbformat forbids them.
//   - An object with the same key twice is refused: readers disagree about
//     which one counts, and a grader must not be one of two opinions.
//   - Text is kept as it is: no trimming, no change of line ends.
package notebook
