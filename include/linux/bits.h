/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_BITS_H
#define _LINUX_BITS_H

#include <linux/const.h>

#define BITS_PER_BYTE 8
#ifndef BITS_PER_LONG_LONG
#define BITS_PER_LONG_LONG 64
#endif

#define BIT(n) (UL(1) << (n))
#define BIT_ULL(n) (ULL(1) << (n))
#define BIT_MASK(n) (UL(1) << ((n) % BITS_PER_LONG))
#define BIT_WORD(n) ((n) / BITS_PER_LONG)
#define BIT_ULL_MASK(n) (ULL(1) << ((n) % 64))
#define BIT_ULL_WORD(n) ((n) / 64)

/* 0, or no build where both are constants and the wrong way round. */
#define GENMASK_INPUT_CHECK(h, l)                                                                  \
	((int)sizeof(struct { int : -!!(__builtin_choose_expr(__builtin_constant_p((l) > (h)), (l) > (h), 0)); }))

/* A mask of the bits @l to @h, both included: GENMASK(7, 4) is 0xf0. */
#define GENMASK(h, l) ((~UL(0) << (l)) & (~UL(0) >> (BITS_PER_LONG - 1 - (h))))
#define GENMASK_ULL(h, l) ((~ULL(0) << (l)) & (~ULL(0) >> (63 - (h))))

#endif
