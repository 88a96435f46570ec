/* SPDX-License-Identifier: MIT */
/* Checks that fail the build and cost nothing at run time. */
#ifndef _LINUX_BUILD_BUG_H
#define _LINUX_BUILD_BUG_H

#include <linux/compiler.h>

/* 0 as a constant expression, or no build if the constant @e is non-zero. */
#define BUILD_BUG_ON_ZERO(e) ((int)(sizeof(struct { int : (-!!(e)); })))

#define __compiletime_assert(cond, msg, name)                                                      \
	do {                                                                                       \
		extern void name(void) __compiletime_error(msg);                                   \
		if (!(cond))                                                                       \
			name();                                                                    \
	} while (0)

/* The condition may depend on the optimiser (an inlined constant argument); needs -O1 or more. */
#define compiletime_assert(cond, msg)                                                              \
	__compiletime_assert(cond, msg, __PASTE(__compiletime_assert_, __COUNTER__))
#define BUILD_BUG_ON_MSG(cond, msg) compiletime_assert(!(cond), msg)
#define BUILD_BUG_ON(cond) BUILD_BUG_ON_MSG(cond, "BUILD_BUG_ON failed: " #cond)
#define BUILD_BUG() BUILD_BUG_ON_MSG(1, "BUILD_BUG failed")
#define BUILD_BUG_ON_NOT_POWER_OF_2(n) BUILD_BUG_ON((n) == 0 || (((n) & ((n)-1)) != 0))

/* static_assert(condition[, "message"]) at file scope. */
#undef static_assert
#define static_assert(expr, ...) __static_assert(expr, ##__VA_ARGS__, #expr)
#define __static_assert(expr, msg, ...) _Static_assert(expr, msg)

#endif
