// Package optimize judges the exercises of the lesson "Optimizing".
package optimize
