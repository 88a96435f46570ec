/* SPDX-License-Identifier: MIT */
/*
 * Pages whose virtual address is a constant, and what they show is not: numbered from the top of
 * their window downwards.
 */
#ifndef _ASM_FIXMAP_H
#define _ASM_FIXMAP_H

#include <asm/page.h>
#include <asm/pgtable.h>
#include <linux/build_bug.h>
#include <linux/types.h>

enum fixed_addresses {
	FIX_HOLE,	/* catches what runs off the window's end */
	FIX_TEXT_POKE0, /* a writable view of code that is to be changed, and of the page behind it */
	FIX_TEXT_POKE1,
	FIX_TEST,	/* for the test suites */
	__end_of_fixed_addresses
};

_Static_assert(FIXADDR_TOP - __end_of_fixed_addresses * PAGE_SIZE >= FIXADDR_START, "the fixmap must fit its window");

#define __fix_to_virt(index) (FIXADDR_TOP - ((index) + 1UL) * PAGE_SIZE)
#define __virt_to_fix(address) ((FIXADDR_TOP - 1 - (address)) >> PAGE_SHIFT)

#define fix_to_virt(index)                                                                         \
	({                                                                                         \
		BUILD_BUG_ON((index) >= __end_of_fixed_addresses);                                 \
		__fix_to_virt(index);                                                              \
	})

/* arch/x86/fixmap.c */
int __set_fixmap(enum fixed_addresses index, phys_addr_t phys, pgprot_t prot) __must_check;
void clear_fixmap(enum fixed_addresses index);

#define set_fixmap(index, phys) __set_fixmap(index, phys, PAGE_KERNEL)
#define set_fixmap_nocache(index, phys) __set_fixmap(index, phys, PAGE_KERNEL_NOCACHE)

#endif
