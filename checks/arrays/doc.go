// Package arrays judges the exercises of the lesson "Arrays".
package arrays
