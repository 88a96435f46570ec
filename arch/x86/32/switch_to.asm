; SPDX-License-Identifier: MIT
;
; Leaving one thread's stack for another's, 32-bit. Mirrors 64/switch_to.asm.

bits 32

global switch_to, thread_start
extern thread_entry

section .text progbits alloc exec nowrite align=16

; struct task_struct *switch_to(struct task_struct *prev, struct task_struct *next)
;
; EAX = prev, EDX = next. Saves what a function must preserve on the stack of prev, whose pointer is
; the first word of its task_struct. Returns in next, with the thread that ran before it.
switch_to:
	push ebp
	push ebx
	push esi
	push edi
	mov [eax], esp
	mov esp, [edx]
	pop edi
	pop esi
	pop ebx
	pop ebp
	ret				; EAX is still prev

; A new thread's first instruction: switch_to() returns here. EAX = the thread that ran before.
thread_start:
	xor ebp, ebp			; backtraces end here
	call thread_entry
	ud2

section .note.GNU-stack noalloc noexec nowrite progbits
