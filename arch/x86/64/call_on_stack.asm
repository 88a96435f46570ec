; SPDX-License-Identifier: MIT
;
; void call_on_stack(void (*fn)(void *), void *arg, unsigned long top): calls fn(arg) on the stack
; that ends at top. Mirrors 32/call_on_stack.asm.
;
; The frame stays on the old stack, and rbp leads to it: a backtrace crosses over by itself.

bits 64
section .text progbits alloc exec nowrite align=16

global call_on_stack
call_on_stack:				; fn in rdi, arg in rsi, top in rdx
	push rbp
	mov rbp, rsp
	mov rsp, rdx
	mov rax, rdi
	mov rdi, rsi
	call rax
	mov rsp, rbp
	pop rbp
	ret

section .note.GNU-stack noalloc noexec nowrite progbits
