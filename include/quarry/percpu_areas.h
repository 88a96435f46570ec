/* SPDX-License-Identifier: MIT */
/* Where the per-CPU areas lie; theory in arch/x86/setup_percpu.c. */
#ifndef _QUARRY_PERCPU_AREAS_H
#define _QUARRY_PERCPU_AREAS_H

#include <linux/compiler.h>
#include <linux/types.h>

/**
 * struct percpu_areas - the first units
 * @base: CPU 0's
 * @unit_size: bytes from one CPU's to the next one's
 * @static_size: bytes at the start of each that the linked variables take
 * @nr_units: one for each possible CPU, and one for the numbers that name none
 */
struct percpu_areas {
	char *base;
	size_t unit_size, static_size;
	unsigned int nr_units;
};

extern struct percpu_areas percpu_areas;

void setup_per_cpu_areas(void);

/* mm/percpu_areas.c: from here on more variables can be made. */
void percpu_init(void);

/* For per-CPU variables of modules, for which so many bytes of the first units are kept. */
#define PERCPU_MODULE_ROOM 8192
void __percpu *alloc_percpu_linked(size_t size, size_t align);
void percpu_set_all(void __percpu *ptr, const void *from, size_t size);

#endif
