// Package prose holds the tests of what people read: the Markdown of the
// documentation and of the notebooks.
//
//	document_test.go  what there is to read
//	markdown_test.go  fences, tables, headings
//	links_test.go     links and anchors lead somewhere
//	coverage_test.go  COVERAGE.md names places that exist
//	sources_test.go   no sentence and no line of code is copied from the documents that the course is made after
//
// Spelling is checked by codespell, from .ci/run: codespell.ini says how, words.txt
// lists words of ours that it takes for mistakes.
//
// # Decisions
//
//   - Notebooks are read as students get them, with the statements of exercises in
//     their places. What students open is their workspace, which holds notebooks and
//     nothing else, so a notebook links to notebooks only.
//   - No test asks the network: a link to the world is checked for its form.
package prose
