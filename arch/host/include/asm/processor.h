/* SPDX-License-Identifier: MIT */
/* The processor: what mm/ and lib/ may ask of one. */
#ifndef _ASM_PROCESSOR_H
#define _ASM_PROCESSOR_H

#include <linux/types.h>
#include <host/host.h>

/* A thread that spins: the one it waits for may need the CPU. */
static inline void cpu_relax(void)
{
	host_yield();
}

static inline u64 rdtsc(void)
{
	return host_clock();
}

static inline u64 get_cycles(void)
{
	return host_clock();
}

/* Nothing can wake the host up again: a test that gets here has failed. */
static inline void halt(void)
{
	host_die("halt() on the host");
}

static inline void safe_halt(void)
{
	halt();
}

#endif
