//go:build linux && amd64 && !noasm

#include "textflag.h"

// func call(code unsafe.Pointer, operands *unsafe.Pointer, bytes int)
TEXT ·call(SB), NOSPLIT, $8-24
	MOVQ code+0(FP), AX
	MOVQ operands+8(FP), DI
	MOVQ bytes+16(FP), SI
	CALL AX
	RET
