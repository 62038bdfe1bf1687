// Package matmul judges the exercises of the lesson "Matrix multiplication from
// the foundations".
package matmul
