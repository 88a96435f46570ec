/* SPDX-License-Identifier: MIT */
/* Per-CPU variables that the monitor's `percpu` shows. */
#ifndef _QUARRY_PERCPU_WATCH_H
#define _QUARRY_PERCPU_WATCH_H

#include <linux/types.h>

/**
 * struct percpu_watch - a per-CPU variable
 * @name: its name
 * @address: as linked: per_cpu_ptr() finds each CPU's copy
 * @size: in bytes; what has 1, 2, 4 or 8 is taken for a number
 */
struct percpu_watch {
	const char *name;
	const void *address;
	size_t size;
};

#define PERCPU_WATCH(var)                                                                          \
	_Static_assert(sizeof(var) <= 8, "a number");                                              \
	static const struct percpu_watch percpu_watch_##var                                        \
		__attribute__((used, section(".percpu_watches"), aligned(sizeof(long)))) = {       \
			#var, &(var), sizeof(var)                                                  \
		}

#endif
