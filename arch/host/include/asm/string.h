/* SPDX-License-Identifier: MIT */
/* Plain loops, so that AddressSanitizer sees every access of lib/memory.c. */
#ifndef _ASM_STRING_H
#define _ASM_STRING_H

#include <linux/compiler.h>
#include <linux/types.h>

struct __host_word {
	unsigned long value;
} __attribute__((__packed__, __may_alias__));

static inline void arch_copy_words(void *dst, const void *src, size_t words)
{
	struct __host_word *to = dst;
	const struct __host_word *from = src;

	for (size_t i = 0; i < words; i++) {
		to[i] = from[i];
		barrier(); /* or the compiler makes this loop a call of memcpy() */
	}
}

static inline void arch_fill_words(void *dst, unsigned long value, size_t words)
{
	struct __host_word *to = dst;

	for (size_t i = 0; i < words; i++) {
		to[i].value = value;
		barrier();
	}
}

#endif
