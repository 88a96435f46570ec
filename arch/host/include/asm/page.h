/* SPDX-License-Identifier: MIT */
/* Pages, and the arithmetic between "physical" addresses and the arena that stands for them. */
#ifndef _ASM_PAGE_H
#define _ASM_PAGE_H

#include <linux/types.h>
#include <asm/memory_map.h>

#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))

static inline unsigned long __phys_addr(unsigned long v)
{
	return v - PAGE_OFFSET;
}

#define __pa(v) __phys_addr((unsigned long)(v))
#define __va(p) ((void *)((unsigned long)(p) + PAGE_OFFSET))

#endif
