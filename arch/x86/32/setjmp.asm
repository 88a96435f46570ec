; SPDX-License-Identifier: MIT
;
; arch_setjmp(), arch_longjmp(), 32-bit. EAX = the buffer. Mirrors 64/setjmp.asm.

bits 32

global arch_setjmp, arch_longjmp

section .text progbits alloc exec nowrite align=16

arch_setjmp:
	pop edx				; the return address
	mov [eax], ebx
	mov [eax + 4], ebp
	mov [eax + 8], esi
	mov [eax + 12], edi
	mov [eax + 16], esp
	mov [eax + 20], edx
	xor eax, eax
	jmp edx

arch_longjmp:
	mov ebx, [eax]
	mov ebp, [eax + 4]
	mov esi, [eax + 8]
	mov edi, [eax + 12]
	mov esp, [eax + 16]
	mov edx, [eax + 20]
	mov eax, 1
	jmp edx

section .note.GNU-stack noalloc noexec nowrite progbits
