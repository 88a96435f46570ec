; SPDX-License-Identifier: MIT
;
; What boot loaders look for in the first kilobytes of the file.
;
;   multiboot2   GRUB, both widths (Multiboot2 Specification 2.0, 3.1)
;   multiboot1   QEMU -kernel, v86, isolinux, iPXE; 32-bit only: QEMU would take it in preference to
;                the PVH note and then refuse the ELF64 file (Multiboot Specification 0.6.96, 3.1)
;   PVH note     QEMU -kernel with the 64-bit kernel (Xen, docs/misc/pvh.pandoc)
;
; All of them enter in 32-bit protected mode without paging.

%include "boot/boot.inc"

extern boot_entry, pvh_entry

section .head.multiboot progbits alloc noexec nowrite align=8

MB2_MAGIC	equ 0xe85250d6
MB2_I386	equ 0		; "32-bit protected mode": right for the 64-bit kernel too
MB2_OPTIONAL	equ 1
MB2_TAG_REQUEST	equ 1
MB2_TAG_FRAMEBUFFER equ 5

multiboot2_header:
	dd MB2_MAGIC
	dd MB2_I386
	dd .end - multiboot2_header
	dd 0x100000000 - (MB2_MAGIC + MB2_I386 + (.end - multiboot2_header))

	; All requests are optional: boot_info_parse() says what it misses.
	align 8
.request:
	dw MB2_TAG_REQUEST, MB2_OPTIONAL
	dd .request_end - .request
	dd 1, 2, 3, 6, 8, 14, 15, 17	; command line, loader, modules, memory map, framebuffer, RSDP, EFI map
.request_end:

	; A wish: 80x25 text is what a loader gives that cannot fulfil it.
	align 8
.framebuffer:
	dw MB2_TAG_FRAMEBUFFER, MB2_OPTIONAL
	dd .framebuffer_end - .framebuffer
	dd 1024, 768, 32
.framebuffer_end:

	align 8
	dw 0, 0
	dd 8
.end:

%ifndef X86_64

MB1_MAGIC	equ 0x1badb002
MB1_PAGE_ALIGN	equ 1 << 0
MB1_MEMORY_INFO	equ 1 << 1
MB1_FLAGS	equ MB1_PAGE_ALIGN | MB1_MEMORY_INFO

	align 4
multiboot1_header:
	dd MB1_MAGIC
	dd MB1_FLAGS
	dd 0x100000000 - (MB1_MAGIC + MB1_FLAGS)

%endif

XEN_ELFNOTE_PHYS32_ENTRY equ 18

section .note.pvh note alloc noexec nowrite align=4
	dd .name_end - .name
	dd .value_end - .value
	dd XEN_ELFNOTE_PHYS32_ENTRY
.name:	db "Xen", 0
.name_end:
.value:	dd PHYS(pvh_entry)
.value_end:

section .note.GNU-stack noalloc noexec nowrite progbits
