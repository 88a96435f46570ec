; SPDX-License-Identifier: MIT
;
; 32-bit boot page tables: 0 to 3 GiB as they are (the loader's structures may lie anywhere), and
; physical 0 to 896 MiB at PAGE_OFFSET. A CPU with no-execute pages gets PAE tables, since only
; these have the bit; any other gets the two-level tables of the Pentium with 4 MiB pages.
; paging_init() replaces them; their memory is returned with the other init memory.

%include "boot/boot.inc"

bits 32
global build_boot_tables, enter_high_half
extern boot_fail, boot_magic, boot_information, cpu_features, cpu_ext_features
extern kernel_main, init_stack_end

LOWMEM_MIB	equ 896
LARGE		equ PTE_PRESENT | PTE_WRITE | PTE_LARGE
PSE_SIZE	equ 4 << 20
PAE_SIZE	equ 2 << 20

section .head.text progbits alloc exec nowrite align=16

build_boot_tables:
	mov esi, PHYS(message_no_pse)
	test dword [PHYS(cpu_features)], CPUID_1_EDX_PSE
	jz boot_fail
	test dword [PHYS(cpu_features)], CPUID_1_EDX_PAE
	jz two_level_tables
	test dword [PHYS(cpu_ext_features)], CPUID_80000001_EDX_NX
	jnz pae_tables
	; fall through

two_level_tables:
	mov edi, PHYS(boot_tables)
	mov eax, LARGE
	mov ecx, 768
	call .fill
	mov eax, LARGE
	mov ecx, LOWMEM_MIB / 4
	call .fill
	mov eax, CR4_PSE
	mov cr4, eax
	ret
.fill:
	stosd
	add eax, PSE_SIZE
	loop .fill
	ret

pae_tables:
	mov edi, PHYS(boot_tables + PAGE_SIZE)
	mov eax, LARGE
	mov ecx, 3 * 512
	call .fill
	mov eax, LARGE
	mov ecx, LOWMEM_MIB / 2
	call .fill

	; The four entries of the top level have neither a write nor an execute bit.
	mov edi, PHYS(boot_tables)
	mov eax, PHYS(boot_tables + PAGE_SIZE + PTE_PRESENT)
	mov ecx, 4
.top:
	mov [edi], eax
	add edi, 8
	add eax, PAGE_SIZE
	loop .top

	mov eax, CR4_PAE
	mov cr4, eax
	mov ecx, MSR_EFER
	mov eax, EFER_NXE
	xor edx, edx
	wrmsr
	ret
.fill:
	mov [edi], eax
	add edi, 8
	add eax, PAE_SIZE
	loop .fill
	ret

enter_high_half:
	mov eax, PHYS(boot_tables)
	mov cr3, eax
	mov eax, cr0
	or eax, CR0_PG
	mov cr0, eax
	mov eax, .high
	jmp eax
.high:
	mov esp, init_stack_end
	xor ebp, ebp			; backtraces end here
	mov eax, [boot_magic]
	mov edx, [boot_information]
	call kernel_main
.halt:
	cli
	hlt
	jmp .halt

section .head.rodata progbits alloc noexec nowrite align=8

message_no_pse: db "Quarry needs a Pentium or later: this CPU has no 4 MiB pages.", 0

section .init.bss nobits alloc noexec write align=PAGE_SIZE

boot_tables: resb 5 * PAGE_SIZE

section .note.GNU-stack noalloc noexec nowrite progbits
