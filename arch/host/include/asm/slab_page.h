/* SPDX-License-Identifier: MIT */
/* kfree()'s first question: does this address lie in a slab? Here without faults. */
#ifndef _ASM_SLAB_PAGE_H
#define _ASM_SLAB_PAGE_H

#include <linux/mm.h>

#define goto_unless_slab(addr, page, label)                                                        \
	do {                                                                                       \
		if (!virt_addr_valid(addr) || !PageSlab(page))                                     \
			goto label;                                                                \
	} while (0)

#define slab_page_of(addr) pfn_to_page(((unsigned long)(addr) - PAGE_OFFSET) >> PAGE_SHIFT)

#endif
