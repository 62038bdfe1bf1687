// Package arrays holds the reference answers of the lesson "Arrays". The
// statement of an exercise is its function's doc comment; what stands between
// BEGIN SOLUTION and END SOLUTION is left out of the stub.
package arrays
