; SPDX-License-Identifier: MIT
;
; Where the CPU enters on an exception or interrupt, 32-bit: one stub a vector. Exceptions build a
; struct pt_regs and call trap_dispatch(regs); interrupts save what C code may change and call
; interrupt_dispatch(vector). Mirrors 64/trap_entry.asm.
;
; Vector 8 is not here: a double fault enters through a task gate (32/double_fault.c).

bits 32

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
	push ebp
	push eax
	mov eax, v
	jmp interrupt_common
%assign v v + 1
%endrep

trap_common:
	push eax
	push ebp
	push edi
	push esi
	push edx
	push ecx
	push ebx
	cld
	mov eax, esp
	push dword [esp + 9 * 4]	; a frame, as if the interrupted code had called us:
	push ebp			; backtraces go on behind it
	mov ebp, esp
	call trap_dispatch
	add esp, 8
	pop ebx
	pop ecx
	pop edx
	pop esi
	pop edi
	pop ebp
	pop eax
	add esp, 8			; vector, error code
	iretd

; C code keeps the other registers. ebp next to the interrupted address makes a frame, as if the
; interrupted code had called us. The outermost interrupt enters this CPU's interrupt stack
; (asm/irq_stack.h); irq_nesting is -1 before. On the way out, on its own stack again, the thread that
; was interrupted may have to repeat a few instructions, and to give way.
interrupt_common:
	lea ebp, [esp + 4]
	push ecx
	push edx
	cld
	inc dword [fs:irq_nesting]
	jnz .on_the_stack
	mov esp, [fs:irq_stack_top]
.on_the_stack:
	call interrupt_dispatch
	lea esp, [ebp - 3 * 4]
	dec dword [fs:irq_nesting]
	mov eax, [ebp + 4]		; in the middle of what has to begin anew (quarry/restart.h)?
	sub eax, [restart_span]
	cmp eax, [restart_span + 4]
	jb .restart
.restarted:
	cmp dword [fs:__preempt_count], 0	; zero: may be preempted, and should be (linux/preempt.h)
	jne .go_on
	call preempt_schedule_irq
.go_on:
	pop edx
	pop ecx
	pop eax
	pop ebp
	iretd
.restart:
	mov eax, ebp
	call interrupt_restart
	jmp .restarted

section .rodata progbits alloc noexec nowrite align=8

trap_entry_table:
%assign v 0
%rep 256
	dd trap_entry_%+v
%assign v v + 1
%endrep

section .note.GNU-stack noalloc noexec nowrite progbits
