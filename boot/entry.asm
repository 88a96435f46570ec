; SPDX-License-Identifier: MIT
;
; Where every boot loader enters: 32-bit protected mode, paging off, EAX = magic, EBX = information.
;
; Nothing else is trusted. Segments, CR0, CR4 and EFER are set from scratch (Bochs leaves the caches
; off, UEFI leaves no-execute on), the loader's GDT may lie in memory that is about to be reused.
; What follows builds boot page tables (tables_*.asm), turns paging on and calls
; kernel_main(magic, information) at the kernel's high address.

%include "boot/boot.inc"

bits 32

global boot_entry, pvh_entry, boot_tsc
extern init_stack_end, boot_fail, build_boot_tables, enter_high_half

section .head.text progbits alloc exec nowrite align=16

pvh_entry:
	; The magic lies in the structure; EAX is no help (QEMU's microvm leaves multiboot's there).
	mov eax, [ebx]
boot_entry:
	cli
	cld
	mov esp, PHYS(init_stack_end)
	mov [PHYS(boot_magic)], eax
	mov [PHYS(boot_information)], ebx

	lgdt [PHYS(boot_gdt_pointer)]
	jmp BOOT_CODE32:PHYS(.own_segments)
.own_segments:
	mov eax, BOOT_DATA
	mov ds, eax
	mov es, eax
	mov ss, eax
	xor eax, eax
	mov fs, eax
	mov gs, eax
	lldt ax

	call identify_cpu
	call reset_control_registers
	call build_boot_tables
	jmp enter_high_half

; CPUID leaves that the start-up code needs -> cpu_features, cpu_ext_features. Stops without CPUID.
identify_cpu:
	pushfd
	pop eax
	mov ecx, eax
	xor eax, 1 << 21		; EFLAGS.ID can be changed where CPUID exists
	push eax
	popfd
	pushfd
	pop eax
	push ecx
	popfd
	xor eax, ecx
	mov esi, PHYS(message_no_cpuid)
	test eax, 1 << 21
	jz boot_fail

	mov eax, 1
	cpuid
	mov [PHYS(cpu_features)], edx
	test edx, CPUID_1_EDX_TSC
	jz .no_tsc
	rdtsc
	mov [PHYS(boot_tsc)], eax
	mov [PHYS(boot_tsc + 4)], edx
.no_tsc:
	mov eax, 0x80000000		; old CPUs answer with junk below 0x80000000
	cpuid
	cmp eax, 0x80000001
	jb .no_extended
	mov eax, 0x80000001
	cpuid
	mov [PHYS(cpu_ext_features)], edx
.no_extended:
	ret

reset_control_registers:
	mov eax, CR0_PE | CR0_EM | CR0_ET | CR0_NE | CR0_WP
	mov cr0, eax
	xor eax, eax
	mov cr4, eax
	test dword [PHYS(cpu_features)], CPUID_1_EDX_MSR
	jz .no_efer
	test dword [PHYS(cpu_ext_features)], CPUID_80000001_EDX_NX | CPUID_80000001_EDX_LM
	jz .no_efer
	mov ecx, MSR_EFER
	xor eax, eax
	xor edx, edx
	wrmsr
.no_efer:
	ret

section .head.rodata progbits alloc noexec nowrite align=8

boot_gdt:
	dq 0
	dq 0x00cf9b000000ffff		; 32-bit code, base 0, 4 GiB
	dq 0x00cf93000000ffff		; data, base 0, 4 GiB
	dq 0x00af9b000000ffff		; 64-bit code
boot_gdt_pointer:
	dw boot_gdt_pointer - boot_gdt - 1
	dd PHYS(boot_gdt)

message_no_cpuid: db "Quarry needs a Pentium or later: this CPU has no CPUID instruction.", 0

section .init.data progbits alloc noexec write align=8

global boot_magic, boot_information, cpu_features, cpu_ext_features
boot_magic:	dd 0
boot_information: dd 0
cpu_features:	dd 0			; CPUID(1).EDX
cpu_ext_features: dd 0			; CPUID(80000001h).EDX

section .data progbits alloc noexec write align=8

; Time stamp counter at entry; `bench=boot` reports what lies between it and the prompt.
boot_tsc:	dq 0

section .note.GNU-stack noalloc noexec nowrite progbits
