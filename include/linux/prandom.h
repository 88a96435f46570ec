/* SPDX-License-Identifier: MIT */
/* Pseudo-random numbers that a seed repeats. */
#ifndef _LINUX_PRANDOM_H
#define _LINUX_PRANDOM_H

#include <linux/types.h>

struct rnd_state {
	u64 state;
};

void prandom_seed_state(struct rnd_state *rnd, u64 seed);
u32 prandom_u32_state(struct rnd_state *rnd);
void prandom_bytes_state(struct rnd_state *rnd, void *buf, size_t len);

/* Without a state of one's own; their names until 6.1 and 6.2. */
#define prandom_u32() get_random_u32()
#define prandom_u32_max(ceil) get_random_u32_below(ceil)
#define prandom_bytes(buf, len) get_random_bytes(buf, len)
#define prandom_seed(seed) ((void)(seed))

#include <linux/random.h>

#endif
