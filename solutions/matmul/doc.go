// Package matmul holds the reference answers of the lesson "Matrix
// multiplication from the foundations".
package matmul
