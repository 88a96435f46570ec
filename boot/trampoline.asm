; SPDX-License-Identifier: MIT
;
; Where an additional CPU begins: in real mode, at the start of a page below 1 MiB that the startup
; interrupt names (Intel SDM vol. 3A, 9.4). This code is copied there by arch/x86/smpboot.c and runs
; at whatever address that is: EBX = the page, and all it refers to is an offset from it.
;
; The page tables it turns on are the kernel's with the page itself mapped where it lies; they and
; all else that differs from boot to boot is in trampoline_data.

%include "boot/boot.inc"

%define AT(label) ((label) - trampoline_begin)

global trampoline_begin, trampoline_end, trampoline_data

section .rodata progbits alloc noexec nowrite align=16

bits 16
trampoline_begin:
	cli
	cld
	mov ax, cs
	mov ds, ax
	xor ebx, ebx
	mov bx, ax
	shl ebx, 4

	lea eax, [ebx + AT(gdt)]
	mov [AT(gdt_pointer) + 2], eax
	lea eax, [ebx + AT(protected_mode)]
	mov [AT(protected_mode_pointer)], eax
	lea eax, [ebx + AT(long_mode)]
	mov [AT(long_mode_pointer)], eax

	o32 lgdt [AT(gdt_pointer)]
	mov eax, CR0_PE | CR0_EM | CR0_ET | CR0_NE | CR0_WP
	mov cr0, eax
	jmp far dword [AT(protected_mode_pointer)]

bits 32
protected_mode:
	mov eax, BOOT_DATA
	mov ds, eax
	mov es, eax
	mov ss, eax
	xor eax, eax
	mov fs, eax
	mov gs, eax

	mov eax, [ebx + AT(trampoline_data.cr4)]
	mov cr4, eax
	mov eax, [ebx + AT(trampoline_data.cr3)]
	mov cr3, eax
	mov eax, [ebx + AT(trampoline_data.efer)]
	test eax, eax			; a CPU without the register has nothing to put there
	jz .no_efer
	mov ecx, MSR_EFER
	xor edx, edx
	wrmsr
.no_efer:
	mov eax, cr0
	or eax, CR0_PG
	mov cr0, eax
%ifdef X86_64
	jmp far dword [ebx + AT(long_mode_pointer)]
bits 64
long_mode:
	mov ebx, ebx			; the upper half is undefined behind the switch
	mov rsp, [rbx + AT(trampoline_data.stack)]
	mov rax, [rbx + AT(trampoline_data.entry)]
	xor ebp, ebp
	push rbp			; no return address: backtraces end here
	jmp rax
%else
long_mode:
	mov esp, [ebx + AT(trampoline_data.stack)]
	mov eax, [ebx + AT(trampoline_data.entry)]
	xor ebp, ebp
	push ebp			; no return address: backtraces end here
	jmp eax
%endif

	align 8
gdt:
	dq 0
	dq 0x00cf9b000000ffff		; 32-bit code, base 0, 4 GiB
	dq 0x00cf93000000ffff		; data, base 0, 4 GiB
	dq 0x00af9b000000ffff		; 64-bit code
gdt_pointer:
	dw gdt_pointer - gdt - 1
	dd 0
protected_mode_pointer:
	dd 0
	dw BOOT_CODE32
long_mode_pointer:
	dd 0
	dw BOOT_CODE64

	align 8
trampoline_data:			; struct trampoline_data in arch/x86/smpboot.c
.cr3:	dd 0
.cr4:	dd 0
.efer:	dd 0
	dd 0
.stack:	dq 0
.entry:	dq 0
trampoline_end:

section .note.GNU-stack noalloc noexec nowrite progbits
