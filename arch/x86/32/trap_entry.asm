; SPDX-License-Identifier: MIT
;
; Where the CPU enters on an exception or interrupt, 32-bit: one stub a vector, all of which build
; a struct pt_regs and call trap_dispatch(regs). Mirrors 64/trap_entry.asm.
;
; Vector 8 is not here: a double fault enters through a task gate (32/double_fault.c).

bits 32

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

section .rodata progbits alloc noexec nowrite align=8

trap_entry_table:
%assign v 0
%rep 256
	dd trap_entry_%+v
%assign v v + 1
%endrep

section .note.GNU-stack noalloc noexec nowrite progbits
