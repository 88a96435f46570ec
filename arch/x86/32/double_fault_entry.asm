; SPDX-License-Identifier: MIT
;
; The task that a double fault switches to (32/double_fault.c), as long as it comes back.
;
; The CPU pushes the error code, which is always 0, on the task's stack. IRET with the NT flag set, as
; it is in a nested task, switches back to the task that faulted, whose registers the handler has
; changed; the state saved then is that behind IRET: there the next double fault begins.

bits 32

global double_fault_entry
extern double_fault_handler

section .text progbits alloc exec nowrite align=16

double_fault_entry:
	add esp, 4
	call double_fault_handler
	iretd
	jmp double_fault_entry

section .note.GNU-stack noalloc noexec nowrite progbits
