/* SPDX-License-Identifier: MIT */
/* Whole pages: zeroing and copying. */
#ifndef _ASM_CLEAR_PAGE_H
#define _ASM_CLEAR_PAGE_H

#include <asm/page.h>
#include <linux/string.h>

static inline void *clear_page(void *page)
{
	return memset(page, 0, PAGE_SIZE);
}

static inline void copy_page(void *to, const void *from)
{
	memcpy(to, from, PAGE_SIZE);
}

#endif
