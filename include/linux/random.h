/* SPDX-License-Identifier: MIT */
/* Numbers for everyday use (spreading, sampling, tests). Not for secrets. */
#ifndef _LINUX_RANDOM_H
#define _LINUX_RANDOM_H

#include <linux/prandom.h>
#include <linux/types.h>

void add_device_randomness(const void *buf, size_t len);
u32 get_random_u32(void);
u64 get_random_u64(void);
u32 get_random_u32_below(u32 ceil);
void get_random_bytes(void *buf, size_t len);

#define get_random_int() get_random_u32() /* until 6.1 */

static inline u8 get_random_u8(void)
{
	return (u8)get_random_u32();
}

static inline u16 get_random_u16(void)
{
	return (u16)get_random_u32();
}

static inline unsigned long get_random_long(void)
{
	return (unsigned long)get_random_u64();
}

/* Between @floor and @ceil, both included. */
static inline u32 get_random_u32_inclusive(u32 floor, u32 ceil)
{
	return floor + get_random_u32_below(ceil - floor + 1);
}

#endif
