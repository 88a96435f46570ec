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

#endif
