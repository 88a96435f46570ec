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

u32 prandom_u32(void);
u32 prandom_u32_max(u32 ceil);
void prandom_bytes(void *buf, size_t len);
#define prandom_seed(seed) ((void)(seed))

#endif
