; SPDX-License-Identifier: MIT
;
; arch_setjmp(), arch_longjmp(), 64-bit. RDI = the buffer. Mirrors 32/setjmp.asm.

bits 64

global arch_setjmp, arch_longjmp

section .text progbits alloc exec nowrite align=16

arch_setjmp:
	pop rdx				; the return address
	mov [rdi], rbx
	mov [rdi + 8], rbp
	mov [rdi + 16], r12
	mov [rdi + 24], r13
	mov [rdi + 32], r14
	mov [rdi + 40], r15
	mov [rdi + 48], rsp
	mov [rdi + 56], rdx
	xor eax, eax
	jmp rdx

arch_longjmp:
	mov rbx, [rdi]
	mov rbp, [rdi + 8]
	mov r12, [rdi + 16]
	mov r13, [rdi + 24]
	mov r14, [rdi + 32]
	mov r15, [rdi + 40]
	mov rsp, [rdi + 48]
	mov eax, 1
	jmp [rdi + 56]

section .note.GNU-stack noalloc noexec nowrite progbits
