// Package kit turns answers into executables without the go command.
//
// [Prepare] asks the go command once for all packages that an answer may import
// (package answer has the table), and lays them into a directory, with the
// toolchain's compiler and linker, the sandbox's init program and a reader of
// sources: a [Kit]. From then on [Kit.Build] compiles an answer, compiles the main
// function around it, and links the two, each step within the walls of a sandbox;
// [Kit.Read] reads an answer's source within the same walls.
//
//	kits/lock
//	kits/kit-<hash of the tree's place>.json   which kit fits a tree, and how to see that it still does
//	kits/<hash of all files>/                  a kit, read-only
//	    kit.json                               what is in it, each file with its hash
//	    compile link init reader               programs
//	    000.a 001.a …                          packages
//
// # Decisions
//
//   - An answer is compiled as package answer, and main imports it: what an answer
//     declares cannot change what main means by a name. Its importcfg has the table
//     alone, so what is not in the table is not there to be found. The one package
//     that the compiler knows without an archive, unsafe, is mapped to none.
//     The checks and the solutions are in no kit, so no executable can have them.
//   - A kit is named after the hash of all its files. It is built beside where it will
//     be, and renamed: what has a kit's name is whole, whoever was killed when. One
//     process builds at a time, under a lock; what killed ones have left is removed by
//     the next that builds, and so are kits that nobody has prepared for a week.
//   - Whether a kit still fits is seen without the go command compiling anything: from the
//     go command's settings, and from size, times, inode and mode of each file beside
//     those that the packages are compiled from. The kernel sets the time of a file's
//     last change, so that an edit that restores the time of writing is seen too.
//     A kit's own files are watched in the same way; if one differs, it is hashed, and
//     a kit that is not what it was is built again. The go command's build cache is
//     read when a kit is built, and trusted then.
//   - Packages are compiled without debugging symbols and with -trimpath. Their objects
//     stay as the compiler makes them: to make content-addressed symbols a package's own,
//     which the linker reads faster by a sixth, makes two of what must be one, and type
//     assertions fail.
//   - Tools collect no garbage until they near their limit of memory, and run on one
//     processor: answers are built side by side.
//   - What a tool says is read by line: errors of the answer's file, ten at most, shortened,
//     without paths of this machine. All else is one of a few sentences. A tool
//     that somebody outside has killed is our error, not the answer's.
//   - The compiler stops at ten errors; -e would only have it print what nobody reads.
//
// # Figures
//
// On two cores of a machine on which others worked too, Go 1.26; processor time in
// milliseconds, an answer that uses arrays (Assign) beside one that does not (a sum):
//
//	             arrays  plain
//	compile        35      8
//	compile main   28      8
//	link          108     85   (of an executable of 2.3 MB)
//
// Two workers build 18,000 to 23,000 answers with arrays an hour. Prepare takes 25 ms when the
// kit is there, 1.5 s when the packages are compiled, and half a minute when nothing is.
//
// What was tried on the link (smallest of 9 to 15 runs): packages as go build compiles
// them 125 ms, without debugging symbols 107. A program that only imports os
// links in 53 ms, and with arraylib in 81: half of it is
// the reading of symbols, of which runtime has 80,000 and arraylib 180,000. GOGC=off on one
// processor saves a tenth of all. No difference was seen from a scratch directory in memory,
// nor from -c=1. Compiling main
// takes long because the type of a function of arrays needs the arrays' methods,
// which the compiler makes in each package anew. A main prepared for each
// signature would save that, but refers to the answer's function by its place among the
// answer's symbols, which only the compiler knows.
package kit
