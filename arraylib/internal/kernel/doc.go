// Package kernel is the innermost loops of arraylib in assembly, for AVX2 and AVX-512 on amd64, and the choice between them.
//
// The assembly is written by the program in gen, which is a module of its own: go generate in this folder. A kernel's Go function, such as
// AddF32, calls the fastest variant that the machine has and [Use] allows, and reports whether there was one: if not, the caller runs its
// portable loop. Kernels take pointers to elements that lie one after the other, and a count; they read and write nothing else, keep no
// pointer, and need no alignment. One call should be worth 1 to 100 µs: entering assembly costs about 2 ns, and the garbage collector
// cannot interrupt it. The build tag noasm leaves all of them out.
//
// Decisions:
//
//   - One source for all variants: gen has a vocabulary of instructions that stands for both instruction sets and both float types.
//   - Remainders of less than a vector go through masks, not through scalar loops, so an element's result does not depend on its place.
//   - A switch for each function instead of a table of functions: the linker drops the kernels that a program does not reach.
package kernel

//go:generate go run -C gen . ceiling
//go:generate go run -C gen . compare
//go:generate go run -C gen . convert
//go:generate go run -C gen . elementary
//go:generate go run -C gen . elementwise
//go:generate go run -C gen . gemm
//go:generate go run -C gen . gemv
//go:generate go run -C gen . integer
//go:generate go run -C gen . move
//go:generate go run -C gen . nearest
//go:generate go run -C gen . reduce
//go:generate go run -C gen . scan
//go:generate go run -C gen . search
//go:generate go run -C gen . sort
//go:generate go run -C gen . stream
//go:generate go run -C gen . threefry
