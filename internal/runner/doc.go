// Package runner executes notebooks from top to bottom, without Python, and
// tells what happened.
//
// [Run] executes one notebook and [RunAll] several at once. What comes out is a
// [Result], plain data: a [Cell] for each code cell, with a [Failure] where it
// failed and the [Verdict] of each exercise that it checked. [JUnitFile] takes
// an XML report of results, and Options.Out receives the executed notebooks.
//
//	run.go        the sequence of cells, limits, what stops it
//	outputs.go    what a cell publishes, as a notebook's outputs, within bounds
//	gonb.go       what GoNB's errors say, in terms of the notebook
//	verdict.go    verdicts of checks
//	junit.go      the XML report
//	text.go       text that is safe to print and to put into XML
//
// # Decisions
//
//   - The kernel runs in the notebook's directory, as under JupyterLab.
//   - A run stops at the first cell that fails, since what follows builds on it;
//     with KeepGoing it goes on while the kernel lives. A failed or broken check
//     fails its cell; it never stops the run, because other exercises do not
//     depend on it. An exercise that is not attempted fails nothing. An answer
//     that calls its check and leaves no verdict has failed.
//   - A cell tagged raises-exception may fail, and so may its check. It may not
//     exceed a limit.
//   - A cell of blanks is not sent to the kernel. %magic, !commands and cells
//     that begin with %%script are the kernel's business; but GoNB calls a cell
//     good whose !command or script failed or whose %magic it does not know, and
//     says so on stderr only. Here such a cell has failed: set-up that does not
//     work must not be green. "!command || true" says otherwise.
//   - Of a cell's text 1 MB is kept and the number of further bytes told. A cell
//     that sends 64 MB of text, or 32 MB of displays, is interrupted and has
//     failed.
//   - Cell[n] in GoNB's messages is its execution counter. Here a cell is known
//     by its position among all cells, from 1, and by its id.
//   - GoNB loses the cell's line of a stack trace that arrives in pieces; it is
//     found again by looking up the line of the program GoNB wrote.
//   - The XML report replaces a regular file, or the one a link leads to, whole
//     or not at all; into anything else it is written. It is opened before
//     anything runs, so that a long run does not end in "cannot be written".
//   - Outputs stay in the executed notebook as the kernel sent them. What is
//     printed or reported has no escape sequences, control characters or names
//     of temporary directories.
package runner
