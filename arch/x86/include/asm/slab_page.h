/* SPDX-License-Identifier: MIT */
/*
 * kfree()'s first question: does this address lie in a slab? The answer is a bit of the page's struct
 * page. Whether there is such a struct page need not be asked: the instruction that looks is in the
 * exception table, so that a pointer to nowhere costs a fault, and a good one nothing.
 */
#ifndef _ASM_SLAB_PAGE_H
#define _ASM_SLAB_PAGE_H

#include <asm/page.h>
#include <linux/mm_types.h>
#include <linux/page-flags.h>

#ifdef CONFIG_64BIT
#define __SLAB_EX_WORD ".quad"
#else
#define __SLAB_EX_WORD ".long"
#endif

/**
 * goto_unless_slab() - go to a label if an address is not in a slab
 * @addr: any address
 * @page: virt_to_page(@addr)
 * @label: where to
 */
#define goto_unless_slab(addr, page, label)                                                        \
	asm goto volatile("1: testb %0, %1\n\t"                                                    \
			  "jz %l[" #label "]\n\t"                                                  \
			  ".pushsection .ex_table, \"a\"\n\t"                                      \
			  __SLAB_EX_WORD " 1b, %l[" #label "]\n\t"                                 \
			  ".popsection"                                                            \
			  :                                                                        \
			  : "i"(1 << (PG_slab - 8)), "m"(((u8 *)&(page)->flags)[1])                \
			  : "cc"                                                                   \
			  : label)

static_assert(PG_slab >= 8 && PG_slab < 16, "the bit is in the second byte");

/* The struct page of an address in the direct map; of any other a pointer to nowhere. */
#define slab_page_of(addr)                                                                         \
	((struct page *)(((unsigned long)(addr) >> PAGE_SHIFT) * sizeof(struct page) +             \
			 (VMEMMAP_START - (PAGE_OFFSET >> PAGE_SHIFT) * sizeof(struct page))))

#endif
