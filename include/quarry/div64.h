/* SPDX-License-Identifier: MIT */
/* The names under which compilers call 64-bit division on a 32-bit machine (libgcc's). */
#ifndef _QUARRY_DIV64_H
#define _QUARRY_DIV64_H

#include <linux/types.h>

u64 __udivmoddi4(u64 dividend, u64 divisor, u64 *remainder);
u64 __udivdi3(u64 dividend, u64 divisor);
u64 __umoddi3(u64 dividend, u64 divisor);
s64 __divmoddi4(s64 dividend, s64 divisor, s64 *remainder);
s64 __divdi3(s64 dividend, s64 divisor);
s64 __moddi3(s64 dividend, s64 divisor);

#endif
