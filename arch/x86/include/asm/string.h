/* SPDX-License-Identifier: MIT */
/* The CPU's string instructions, a machine word at a time (Intel SDM vol. 1, 7.3.9.3). */
#ifndef _ASM_STRING_H
#define _ASM_STRING_H

#include <linux/types.h>

#ifdef CONFIG_64BIT
#define WORD_SUFFIX "q"
#else
#define WORD_SUFFIX "l"
#endif

static inline void arch_copy_words(void *dst, const void *src, size_t words)
{
	asm volatile("rep movs" WORD_SUFFIX : "+D"(dst), "+S"(src), "+c"(words) : : "memory");
}

static inline void arch_fill_words(void *dst, unsigned long value, size_t words)
{
	asm volatile("rep stos" WORD_SUFFIX : "+D"(dst), "+c"(words) : "a"(value) : "memory");
}

#undef WORD_SUFFIX

#endif
