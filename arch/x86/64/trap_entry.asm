; SPDX-License-Identifier: MIT
;
; Where the CPU enters on an exception or interrupt, 64-bit: one stub a vector. Exceptions build a
; struct pt_regs and call trap_dispatch(regs); interrupts save what C code may change and call
; interrupt_dispatch(vector). Mirrors 32/trap_entry.asm.

bits 64
default abs

global trap_entry_table
extern trap_dispatch, interrupt_dispatch, interrupt_restart, restart_span, preempt_schedule_irq
extern irq_nesting, irq_stack_top, __preempt_count	; each CPU has its own

; The CPU pushes an error code for these vectors only (Intel SDM vol. 3A, table 6-1).
%define HAS_ERROR_CODE(v) ((v) == 8 || ((v) >= 10 && (v) <= 14) || (v) == 17 || (v) == 21 || (v) == 29 || (v) == 30)

section .text progbits alloc exec nowrite align=16

%assign v 0
%rep 32
trap_entry_%+v:
%if !HAS_ERROR_CODE(v)
	push 0
%endif
	push v
	jmp trap_common
%assign v v + 1
%endrep

%rep 256 - 32
trap_entry_%+v:
	push rbp
	push rdi
	mov edi, v
	jmp interrupt_common
%assign v v + 1
%endrep

trap_common:
	push rdi
	push rsi
	push rdx
	push rcx
	push rax
	push r8
	push r9
	push r10
	push r11
	push rbx
	push rbp
	push r12
	push r13
	push r14
	push r15
	cld
	mov rdi, rsp
	push qword [rsp + 17 * 8]	; a frame, as if the interrupted code had called us:
	push rbp			; backtraces go on behind it
	mov rbp, rsp
	call trap_dispatch
	add rsp, 16
	pop r15
	pop r14
	pop r13
	pop r12
	pop rbp
	pop rbx
	pop r11
	pop r10
	pop r9
	pop r8
	pop rax
	pop rcx
	pop rdx
	pop rsi
	pop rdi
	add rsp, 16			; vector, error code
	iretq

; C code keeps the other registers. rbp next to the interrupted address makes a frame, as if the
; interrupted code had called us. The outermost interrupt enters this CPU's interrupt stack
; (asm/irq_stack.h); irq_nesting is -1 before. On the way out, on its own stack again, the thread that
; was interrupted may have to repeat a few instructions, and to give way.
interrupt_common:
	lea rbp, [rsp + 8]
	push rsi
	push rdx
	push rcx
	push rax
	push r8
	push r9
	push r10
	push r11
	cld
	inc dword [gs:irq_nesting]
	jnz .on_the_stack
	mov rsp, [gs:irq_stack_top]
.on_the_stack:
	call interrupt_dispatch
	lea rsp, [rbp - 9 * 8]
	dec dword [gs:irq_nesting]
	mov rax, [rbp + 8]		; in the middle of what has to begin anew (quarry/restart.h)?
	sub rax, [restart_span]
	cmp rax, [restart_span + 8]
	jb .restart
.restarted:
	cmp dword [gs:__preempt_count], 0	; zero: may be preempted, and should be (linux/preempt.h)
	jne .go_on
	call preempt_schedule_irq
.go_on:
	pop r11
	pop r10
	pop r9
	pop r8
	pop rax
	pop rcx
	pop rdx
	pop rsi
	pop rdi
	pop rbp
	iretq
.restart:
	mov rdi, rbp
	call interrupt_restart
	jmp .restarted

section .rodata progbits alloc noexec nowrite align=8

trap_entry_table:
%assign v 0
%rep 256
	dq trap_entry_%+v
%assign v v + 1
%endrep

section .note.GNU-stack noalloc noexec nowrite progbits
