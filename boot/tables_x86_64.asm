; SPDX-License-Identifier: MIT
;
; 64-bit boot page tables, in 2 MiB pages, which each CPU with long mode has: the first 4 GiB as
; they are and at PAGE_OFFSET, and the first GiB at KERNEL_VMA. paging_init() replaces them; their
; memory is returned with the other init memory.

%include "boot/boot.inc"

bits 32
global build_boot_tables, enter_high_half
extern boot_fail, boot_magic, boot_information, cpu_ext_features
extern kernel_main, init_stack_end

TABLE		equ PTE_PRESENT | PTE_WRITE
LARGE		equ PTE_PRESENT | PTE_WRITE | PTE_LARGE
LARGE_SIZE	equ 2 << 20
DIRECT_MAP_SLOT	equ (0xffff888000000000 >> 39) & 511
KERNEL_SLOT_4	equ 511			; of KERNEL_VMA in the fourth level
KERNEL_SLOT_3	equ 510			; and in the third

section .head.text progbits alloc exec nowrite align=16

build_boot_tables:
	mov esi, PHYS(message_no_long_mode)
	test dword [PHYS(cpu_ext_features)], CPUID_80000001_EDX_LM
	jz boot_fail

	mov edi, PHYS(boot_level_2)
	mov eax, LARGE
	xor edx, edx
	mov ecx, 4 * 512
.fill:
	mov [edi], eax
	mov [edi + 4], edx
	add edi, 8
	add eax, LARGE_SIZE
	adc edx, 0
	loop .fill

	mov edi, PHYS(boot_level_3)
	mov eax, PHYS(boot_level_2 + TABLE)
	mov [PHYS(boot_kernel_level_3 + KERNEL_SLOT_3 * 8)], eax
	mov ecx, 4
.directories:
	mov [edi], eax
	add edi, 8
	add eax, PAGE_SIZE
	loop .directories

	mov eax, PHYS(boot_level_3 + TABLE)
	mov [PHYS(boot_level_4)], eax
	mov [PHYS(boot_level_4 + DIRECT_MAP_SLOT * 8)], eax
	mov eax, PHYS(boot_kernel_level_3 + TABLE)
	mov [PHYS(boot_level_4 + KERNEL_SLOT_4 * 8)], eax
	ret

; Into long mode (Intel SDM vol. 3A, 10.8.5)
enter_high_half:
	mov eax, CR4_PAE
	mov cr4, eax
	mov eax, PHYS(boot_level_4)
	mov cr3, eax
	mov ecx, MSR_EFER
	mov eax, EFER_LME
	test dword [PHYS(cpu_ext_features)], CPUID_80000001_EDX_NX
	jz .no_nx
	or eax, EFER_NXE
.no_nx:
	xor edx, edx
	wrmsr
	mov eax, cr0
	or eax, CR0_PG
	mov cr0, eax
	jmp BOOT_CODE64:PHYS(.long_mode)

bits 64
.long_mode:
	mov rax, .high
	jmp rax
.high:
	mov rsp, init_stack_end
	xor ebp, ebp			; backtraces end here
	mov edi, [boot_magic]
	mov esi, [boot_information]
	call kernel_main
.halt:
	cli
	hlt
	jmp .halt

section .head.rodata progbits alloc noexec nowrite align=8

message_no_long_mode:
	db "This is the 64-bit Quarry, and this CPU has no 64-bit mode. Choose the 32-bit kernel.", 0

section .init.bss nobits alloc noexec write align=PAGE_SIZE

boot_level_4:	resb PAGE_SIZE
boot_level_3:	resb PAGE_SIZE
boot_kernel_level_3: resb PAGE_SIZE
boot_level_2:	resb 4 * PAGE_SIZE

section .note.GNU-stack noalloc noexec nowrite progbits
