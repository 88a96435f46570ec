; SPDX-License-Identifier: MIT
;
; Where the CPU enters on an exception or interrupt, 64-bit: one stub a vector, all of which build
; a struct pt_regs and call trap_dispatch(regs). Mirrors 32/trap_entry.asm.

bits 64
default abs

global trap_entry_table
extern trap_dispatch

; The CPU pushes an error code for these vectors only (Intel SDM vol. 3A, table 6-1).
%define HAS_ERROR_CODE(v) ((v) == 8 || ((v) >= 10 && (v) <= 14) || (v) == 17 || (v) == 21 || (v) == 29 || (v) == 30)

section .text progbits alloc exec nowrite align=16

%assign v 0
%rep 256
trap_entry_%+v:
%if !HAS_ERROR_CODE(v)
	push 0
%endif
	push v
	jmp trap_common
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

section .rodata progbits alloc noexec nowrite align=8

trap_entry_table:
%assign v 0
%rep 256
	dq trap_entry_%+v
%assign v v + 1
%endrep

section .note.GNU-stack noalloc noexec nowrite progbits
