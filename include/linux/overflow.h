/* SPDX-License-Identifier: MIT */
/* Arithmetic that tells when the result does not fit. */
#ifndef _LINUX_OVERFLOW_H
#define _LINUX_OVERFLOW_H

#include <linux/compiler.h>
#include <linux/limits.h>
#include <linux/types.h>

/* True if it did not fit; *d is the lower part. */
#define check_add_overflow(a, b, d) __builtin_add_overflow(a, b, d)
#define check_sub_overflow(a, b, d) __builtin_sub_overflow(a, b, d)
#define check_mul_overflow(a, b, d) __builtin_mul_overflow(a, b, d)

#define __type_half_max(type) ((type)1 << (8 * sizeof(type) - 1 - is_signed_type(type)))
#define type_max(type) ((type)((__type_half_max(type) - 1) + __type_half_max(type)))
#define type_min(type) ((type)((type)-type_max(type) - (type)1))

#define check_shl_overflow(a, s, d)                                                                \
	({                                                                                         \
		typeof(a) __shl_value = (a);                                                       \
		typeof(d) __shl_to = (d);                                                          \
		long long __shl_by = (s);                                                          \
		bool __shl_fits = __shl_by >= 0 && __shl_by < 8 * (int)sizeof(*__shl_to);          \
		*__shl_to = (typeof(*__shl_to))((u64)__shl_value << (__shl_fits ? __shl_by : 0));  \
		!__shl_fits || *__shl_to < 0 || __shl_value < 0 ||                                 \
			(*__shl_to >> __shl_by) != __shl_value;                                    \
	})

/* Sizes: the largest one, which no allocator has, if it does not fit. */
static inline size_t __must_check size_mul(size_t a, size_t b)
{
	size_t bytes;

	return __builtin_mul_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t __must_check size_add(size_t a, size_t b)
{
	size_t bytes;

	return __builtin_add_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t __must_check size_sub(size_t a, size_t b)
{
	return a == SIZE_MAX || b == SIZE_MAX || b > a ? SIZE_MAX : a - b;
}

#define array_size(a, b) size_mul(a, b)
#define array3_size(a, b, c) size_mul(size_mul(a, b), c)
#define flex_array_size(p, member, count) size_mul(count, sizeof(*(p)->member))
#define struct_size(p, member, count) size_add(sizeof(*(p)), flex_array_size(p, member, count))
#define struct_size_t(type, member, count) struct_size((type *)NULL, member, count)

#endif
