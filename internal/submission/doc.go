// Package submission finds what students handed in, and says who handed in
// what.
//
//	collect.go     Collect: walks files, folders and zips
//	whose.go       whose each file is, and which attempt
//	submission.go  what comes out: a Submission, or Unmatched with the reason
//
// # Which student, which lesson, which attempt
//
// What is named on the command line is a pile. Its own name says nothing, unless it
// is "submitted"; a zip in it counts as a folder. GRADING.md has a table of layouts,
// which a test holds to this package. The rules, in their order:
//
//  1. Folders named attempt-N, like a lesson, or "notebooks" are passed over.
//  2. Below "submitted" the next folder is the student: nbgrader's tree. Moodle's
//     folders, name_number_assignsubmission_file_, and Canvas's files and zips,
//     name[_LATE]_userid_attachmentid_file, state the student as name_number.
//  3. Folders side by side are all students' or none is. They are if one of them holds
//     exercises/ or a notebook whose name is a lesson's alone, or has the
//     folder's in front, and nothing that speaks of more students than one.
//  4. A folder that lies alone and is no student's wraps the pile: its inside counts.
//  5. A file in no student's folder belongs to whom its name names: STUDENT_LESSON.
//
// The lesson is the one that the notebook's metadata name (fastergo.lesson), else the
// one in the file's name; where they differ it is noted. Of exercises/ every lesson
// that has a file there counts. An attempt is a folder attempt-N, else what follows
// the lesson in the file's name: -1, (1) and _late are a second attempt, -2 a third.
//
// # Decisions
//
//   - What could be read in two ways is nobody's, and the reason names both: a student
//     alone below wrapping folders, folders side by side of which none tells, a
//     student's folder with work in several places or under several names. Two files
//     for the same student, lesson and attempt are neither's.
//   - Students whose names look alike (case, the encoding of accents, blanks or dots at
//     the ends, characters that cannot be shown) are listed, and their work is not judged.
//   - File times say nothing: they change on every copy.
//   - Zips are read where they are, never unpacked: nothing can be written outside
//     or left behind. Names with "..", absolute names, links and encrypted entries
//     are refused by name, and so is what is larger than it may be.
//   - A zip is taken apart once for all its files: the four that were read last are
//     kept in memory, as lists of entries, and as bytes (16 MB at most) if they lie in
//     another zip.
//   - Other files are listed too, for they may be somebody's work; not beside what
//     their student handed in, and not what programs leave behind.
//   - A submission is read when it is needed and not kept, so that memory does not
//     grow with the number of students.
package submission
