/* SPDX-License-Identifier: MIT */
/*
 * The kernel's virtual address space in 64-bit mode with 4-level paging (48 address bits).
 *
 *   0xffffffffffffffff +----------------------+
 *                      | fixmap        2 MiB  | FIXADDR_START: slots with constant addresses
 *   0xffffffffffe00000 +----------------------+
 *   0xffffffffff000000 +----------------------+
 *                      | modules              | within 2 GiB of the kernel: -mcmodel=kernel
 *   0xffffffffa0000000 +----------------------+
 *                      | kernel image 512 MiB | physical 1 MiB, linked at +1 MiB
 *   0xffffffff80000000 +----------------------+ KERNEL_VMA
 *   0xffffeb0000000000 +----------------------+
 *                      | vmemmap       1 TiB  | one struct page for each frame
 *   0xffffea0000000000 +----------------------+
 *   0xffffe90000000000 +----------------------+ VMALLOC_END
 *                      | vmalloc, ioremap,    | 32 TiB
 *                      | kernel stacks        |
 *   0xffffc90000000000 +----------------------+ VMALLOC_START
 *   0xffffc88000000000 +----------------------+
 *                      | direct map   64 TiB  | all RAM, and nothing but RAM
 *   0xffff888000000000 +----------------------+ PAGE_OFFSET
 *                      | (not canonical)      |
 *   0x0000800000000000 +----------------------+
 *                      | user space           |
 *   0x0000000000000000 +----------------------+
 */
#ifndef _ASM_MEMORY_MAP_H
#define _ASM_MEMORY_MAP_H

#define PAGE_OFFSET_C 0xffff888000000000
#define KERNEL_VMA_C 0xffffffff80000000
#define KERNEL_LMA_C 0x00100000
#define THREAD_SIZE 16384 /* bytes of a kernel stack */
#define THREAD_ALIGN PAGE_SIZE

#ifndef __ASSEMBLY__

#define PAGE_OFFSET 0xffff888000000000UL
#define TASK_SIZE 0x00007ffffffff000UL	     /* the user half; its last page stays free */
#define KERNEL_HALF_START 0xffff800000000000UL
#define KERNEL_VMA 0xffffffff80000000UL /* link address = physical address + KERNEL_VMA */

#define VMALLOC_START 0xffffc90000000000UL
#define VMALLOC_END 0xffffe90000000000UL
#define VMEMMAP_START 0xffffea0000000000UL
#define VMEMMAP_END 0xffffeb0000000000UL
#define MODULES_VADDR 0xffffffffa0000000UL
#define MODULES_END 0xffffffffff000000UL
#define FIXADDR_START 0xffffffffffe00000UL
#define FIXADDR_TOP 0xfffffffffffff000UL /* the last page stays free: error pointers lie there */

#define MAX_PHYSMEM_BITS 46
#define DIRECT_MAP_MAX (1UL << MAX_PHYSMEM_BITS)

#define BOOT_DIRECT_MAP_SIZE (4UL << 30) /* what boot/tables_*.asm maps at PAGE_OFFSET */

_Static_assert(VMEMMAP_END - VMEMMAP_START >= (1UL << (MAX_PHYSMEM_BITS - 12)) * 64,
	       "vmemmap must hold a struct page for each frame");

#endif /* __ASSEMBLY__ */
#endif
