/* SPDX-License-Identifier: MIT */
/* Whole pages: zeroing and copying. Theory in arch/x86/clear_page.c. */
#ifndef _ASM_CLEAR_PAGE_H
#define _ASM_CLEAR_PAGE_H

#include <asm/page.h>
#include <asm/string.h>

/* arch/x86/clear_page.c */
void *clear_page(void *page);
void clear_page_init_cpu(void);

static inline void copy_page(void *to, const void *from)
{
	arch_copy_words(to, from, PAGE_SIZE / sizeof(long));
}

#endif
