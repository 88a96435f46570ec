// SPDX-License-Identifier: MIT
/*
 * Pseudo-random numbers. Theory: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): a counter that
 * moves on by an odd constant, seen through a mixing function; any seed is a good one, the period
 * is 2^64. The kernel's own generator is different on every boot, by what add_device_randomness()
 * is given then (arch/x86/random.c). Predictable: not for secrets.
 *
 * Context: any; two users at once may at worst see the same number.
 */
#include <linux/export.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/string.h>

static struct rnd_state system_state;

static u64 mix(u64 x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ull;
	x = (x ^ x >> 27) * 0x94d049bb133111ebull;
	return x ^ x >> 31;
}

static u64 next(struct rnd_state *rnd)
{
	rnd->state += 0x9e3779b97f4a7c15ull;
	return mix(rnd->state);
}

/** prandom_seed_state - begin the sequence that belongs to @seed */
void prandom_seed_state(struct rnd_state *rnd, u64 seed)
{
	rnd->state = seed;
}
EXPORT_SYMBOL(prandom_seed_state);

/** prandom_u32_state - the sequence's next number */
u32 prandom_u32_state(struct rnd_state *rnd)
{
	return (u32)(next(rnd) >> 32);
}
EXPORT_SYMBOL(prandom_u32_state);

/** prandom_bytes_state - the sequence's next @len bytes */
void prandom_bytes_state(struct rnd_state *rnd, void *buf, size_t len)
{
	for (u8 *p = buf; len;) {
		u64 x = next(rnd);
		size_t n = min(len, sizeof(x));

		memcpy(p, &x, n);
		p += n;
		len -= n;
	}
}
EXPORT_SYMBOL(prandom_bytes_state);

/** add_device_randomness - stir @len bytes (a clock, a serial number) into the generator */
void add_device_randomness(const void *buf, size_t len)
{
	for (const u8 *p = buf; len--; p++)
		system_state.state = mix(system_state.state ^ *p) + len;
}
EXPORT_SYMBOL(add_device_randomness);

/** get_random_u64 - 64 bits of the kernel's generator */
u64 get_random_u64(void)
{
	return next(&system_state);
}
EXPORT_SYMBOL(get_random_u64);

/** get_random_u32 - 32 bits of it */
u32 get_random_u32(void)
{
	return prandom_u32_state(&system_state);
}
EXPORT_SYMBOL(get_random_u32);

/** get_random_u32_below - from 0 to @ceil - 1; uneven by less than @ceil / 2^32 */
u32 get_random_u32_below(u32 ceil)
{
	return reciprocal_scale(get_random_u32(), ceil);
}
EXPORT_SYMBOL(get_random_u32_below);

/** get_random_bytes - @len bytes of it */
void get_random_bytes(void *buf, size_t len)
{
	prandom_bytes_state(&system_state, buf, len);
}
EXPORT_SYMBOL(get_random_bytes);
