/* SPDX-License-Identifier: MIT */
/* Minimum, maximum, clamp. Arguments are evaluated once; both must have the same type. */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#include <linux/compiler.h>

/* A compile-time warning ("comparison of distinct pointer types") when types differ. */
#define __minmax_check(x, y) ((void)sizeof((typeof(x) *)1 == (typeof(y) *)1))

#define __minmax(op, x, y, ux, uy)                                                                 \
	({                                                                                         \
		typeof(x) ux = (x);                                                                \
		typeof(y) uy = (y);                                                                \
		__minmax_check(ux, uy);                                                            \
		ux op uy ? ux : uy;                                                                \
	})

#define min(x, y) __minmax(<, x, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define max(x, y) __minmax(>, x, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define min3(x, y, z) min((typeof(x))min(x, y), z)
#define max3(x, y, z) max((typeof(x))max(x, y), z)
#define min_t(type, x, y) min((type)(x), (type)(y))
#define max_t(type, x, y) max((type)(x), (type)(y))
#define clamp(val, lo, hi) min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi) clamp_t(typeof(val), val, lo, hi)

/* The smaller of the two, where 0 means "no limit". */
#define __min_not_zero(x, y, ux, uy)                                                               \
	({                                                                                         \
		typeof(x) ux = (x);                                                                \
		typeof(y) uy = (y);                                                                \
		ux == 0 ? uy : (uy == 0 ? ux : min(ux, uy));                                       \
	})
#define min_not_zero(x, y) __min_not_zero(x, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))

/* Usable in constant expressions: array sizes, enumerators. */
#undef MIN
#undef MAX
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define MIN_T(type, a, b) MIN((type)(a), (type)(b))
#define MAX_T(type, a, b) MAX((type)(a), (type)(b))

#define swap(a, b)                                                                                 \
	do {                                                                                       \
		typeof(a) __swap = (a);                                                            \
		(a) = (b);                                                                         \
		(b) = __swap;                                                                      \
	} while (0)

#endif
