; SPDX-License-Identifier: MIT
;
; void call_on_stack(void (*fn)(void *), void *arg, unsigned long top): calls fn(arg) on the stack
; that ends at top. Mirrors 64/call_on_stack.asm.
;
; The frame stays on the old stack, and ebp leads to it: a backtrace crosses over by itself.

bits 32
section .text progbits alloc exec nowrite align=16

global call_on_stack
call_on_stack:				; fn in eax, arg in edx, top in ecx
	push ebp
	mov ebp, esp
	mov esp, ecx
	xchg eax, edx
	call edx
	mov esp, ebp
	pop ebp
	ret

section .note.GNU-stack noalloc noexec nowrite progbits
