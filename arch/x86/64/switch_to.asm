; SPDX-License-Identifier: MIT
;
; Leaving one thread's stack for another's, 64-bit. Mirrors 32/switch_to.asm.

bits 64

global switch_to, thread_start
extern thread_entry

section .text progbits alloc exec nowrite align=16

; struct task_struct *switch_to(struct task_struct *prev, struct task_struct *next)
;
; RDI = prev, RSI = next. Saves what a function must preserve on the stack of prev, whose pointer is
; the first word of its task_struct. Returns in next, with the thread that ran before it.
switch_to:
	push rbp
	push rbx
	push r12
	push r13
	push r14
	push r15
	mov [rdi], rsp
	mov rsp, [rsi]
	pop r15
	pop r14
	pop r13
	pop r12
	pop rbx
	pop rbp
	mov rax, rdi
	ret

; A new thread's first instruction: switch_to() returns here. RAX = the thread that ran before.
thread_start:
	mov rdi, rax
	xor ebp, ebp			; backtraces end here
	call thread_entry
	ud2

section .note.GNU-stack noalloc noexec nowrite progbits
