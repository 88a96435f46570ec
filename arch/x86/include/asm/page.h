/* SPDX-License-Identifier: MIT */
/* Pages, and the arithmetic between physical and direct-mapped virtual addresses. */
#ifndef _ASM_PAGE_H
#define _ASM_PAGE_H

#define PAGE_SHIFT 12

#ifndef __ASSEMBLY__

#include <linux/types.h>
#include <asm/memory_map.h>

#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))

/**
 * __phys_addr() - physical address behind a kernel virtual address
 * @v: an address in the direct map or in the kernel image
 *
 * Plain arithmetic: any other address (vmalloc, user) gives a meaningless number, never a fault.
 */
static inline unsigned long __phys_addr(unsigned long v)
{
	/* The image is linked above the direct map on x86_64; both are one on i386. */
	return v >= KERNEL_VMA ? v - KERNEL_VMA : v - PAGE_OFFSET;
}

#define __pa(v) __phys_addr((unsigned long)(v))
#define __va(p) ((void *)((unsigned long)(p) + PAGE_OFFSET))

#endif /* __ASSEMBLY__ */
#endif
