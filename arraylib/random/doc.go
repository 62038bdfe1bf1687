// Package random draws the numbers that NumPy draws, bit for bit, and those that JAX draws:
//
//	g := random.New(42)                  // g = np.random.default_rng(42)
//	x := g.Normal(0, 1, 1000, 3)         // x = g.normal(0, 1, (1000, 3))
//	d := g.Integers(1, 7, 10)            // d = g.integers(1, 7, 10)
//	b := random.IntegersAs[uint8](g, 0, 200, 10) // b = g.integers(0, 200, 10, dtype=np.uint8)
//	y := g.Random().Item()               // y = g.random()
//
// A [Generator] shapes the bits of a [BitGenerator] into distributions; a [SeedSequence] makes the states of bit generators from seeds.
// The methods have NumPy's names and the order of its arguments, and end with the shape. Parameters are numbers: NumPy's arrays of
// parameters, which broadcast, have no counterpart. Where NumPy has dtype=, a function ends in As and its type parameter is the dtype.
//
// # What is equal
//
// The bit generators are those of NumPy: [PCG64], which New takes, [PCG64DXSM], [Philox], [SFC64] and [MT19937].
//
// Everything is what NumPy 2.4 draws on Linux, in the same order, on every platform: tests compare a million values of each
// distribution. The exceptions come from the C library's functions, which NumPy calls and which differ between systems:
//
//   - One normal in some 5 million, and one exponential in as many, is 1 ulp off: those few values of the tail that log1p rounds
//     differently.
//   - In float32 it happens to 1 in 100 of the values beyond 3.65 (normal, 1 of 3,700 values) and 7.69 (exponential, 1 of 2,200).
//   - One in 1,000 numbers of Gamma and StandardGamma with a shape below 1, of Beta, and of Dirichlet with alphas below 1, differs by an ulp
//     or, where a power of a power is taken, some: the logarithm and the power of the C library are not quite rounded correctly, those
//     here are. The draws that follow are the same.
//   - Poisson with a mean of 10^15 or more decides by digits that double precision does not have: after some 100,000 draws the streams part.
//     Up to 10^12 a million draws are equal.
//
// # Keys
//
// A [Key] is what jax.random calls so: numbers are a function of the key and of nothing else. Bits, uniform numbers, integers,
// permutations and keys made of keys are equal to those of JAX 0.10 on a CPU. Of a million normals 99 % are equal and the others
// within 3 ulp.
//
// # Concurrency
//
// Nothing here holds a lock: a generator belongs to one goroutine. [Generator.Spawn] makes one for each. Its state travels by
// [Generator.MarshalBinary], so that a stream can continue in another process.
//
// # Decisions
//
//   - A Generator is not generic and knows its bit generator only by an interface, with a shortcut for PCG64: a program links the bit
//     generator that it names and the distributions that it calls. Therefore UnmarshalBinary wants a generator of the right kind.
//   - The tables of the ziggurats are read out of NumPy: their last digits come from how they were once made.
//   - Products are rounded before they are added to something, even where a machine could do both at once, and exp and log are written
//     here: numbers are the same on every machine. A test reads the machine code for arm64.
package random
