/* SPDX-License-Identifier: MIT */
/*
 * The allocator of per-CPU memory against an oracle: a list of the variables that must exist. Each
 * copy of each carries its own pattern, so an overlap shows itself. For the suites and the fuzzer.
 */
#ifndef TESTS_PERCPU_ORACLE_H
#define TESTS_PERCPU_ORACLE_H

#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "../mm/percpu.h"

#define ORACLE_UNITS 3
#define ORACLE_UNIT_SIZE (2 * PAGE_SIZE)
#define ORACLE_RESERVED 100
#define ORACLE_MAX 64

struct percpu_oracle {
	struct pcpu pcpu;
	char *first_chunk;
	unsigned int nr;
	struct {
		u8 *ptr;
		size_t size;
		u8 pattern;
	} vars[ORACLE_MAX];
	u8 next_pattern;
};

static inline const char *oracle_begin(struct percpu_oracle *o)
{
	memset(o, 0, sizeof(*o));
	o->first_chunk = alloc_pages_exact(ORACLE_UNITS * ORACLE_UNIT_SIZE, GFP_KERNEL | __GFP_ZERO);
	if (!o->first_chunk)
		return "no memory";
	return pcpu_init(&o->pcpu, o->first_chunk, ORACLE_RESERVED, ORACLE_UNIT_SIZE, ORACLE_UNITS, 0) ?
	       "no allocator" : NULL;
}

static inline void oracle_end(struct percpu_oracle *o)
{
	pcpu_exit(&o->pcpu);
	free_pages_exact(o->first_chunk, ORACLE_UNITS * ORACLE_UNIT_SIZE);
}

static inline bool oracle_holds(const u8 *ptr, size_t size, u8 value)
{
	for (unsigned int unit = 0; unit < ORACLE_UNITS; unit++)
		for (size_t i = 0; i < size; i++)
			if (ptr[unit * ORACLE_UNIT_SIZE + i] != (value ? (u8)(value + unit) : 0))
				return false;
	return true;
}

static inline const char *oracle_alloc(struct percpu_oracle *o, size_t size, size_t align)
{
	bool sound = size && size <= ORACLE_UNIT_SIZE && align <= PAGE_SIZE && !(align & (align - 1));
	u8 *ptr;

	if (o->nr == ORACLE_MAX)
		return NULL;
	ptr = pcpu_alloc(&o->pcpu, size, align, GFP_KERNEL | __GFP_NOWARN, 0);
	if (!sound)
		return ptr ? "got what cannot be" : NULL;
	if (!ptr)
		return "got nothing"; /* there is always memory for one chunk more */
	if ((unsigned long)ptr & (max_t(size_t, align, PCPU_GRAIN) - 1))
		return "wrong alignment";
	if (pcpu_size(&o->pcpu, ptr) < size)
		return "too small";
	if (!oracle_holds(ptr, size, 0))
		return "not zero";
	o->next_pattern = o->next_pattern % 200 + 1;
	for (unsigned int unit = 0; unit < ORACLE_UNITS; unit++)
		memset(ptr + unit * ORACLE_UNIT_SIZE, o->next_pattern + unit, size);
	o->vars[o->nr].ptr = ptr;
	o->vars[o->nr].size = size;
	o->vars[o->nr++].pattern = o->next_pattern;
	return NULL;
}

static inline const char *oracle_free(struct percpu_oracle *o, unsigned int i)
{
	if (i >= o->nr)
		return NULL;
	if (!oracle_holds(o->vars[i].ptr, o->vars[i].size, o->vars[i].pattern))
		return "somebody else wrote to it";
	pcpu_free(&o->pcpu, o->vars[i].ptr, 0);
	o->vars[i] = o->vars[--o->nr];
	return NULL;
}

/* A pointer that no variable begins at: it must be refused. */
static inline const char *oracle_bad_free(struct percpu_oracle *o, u8 *ptr)
{
	unsigned long before = 0, after = 0;

	for (unsigned int i = 0; i < o->nr; i++)
		if (o->vars[i].ptr == ptr)
			return NULL;
	for (int i = 0; i < NR_PCPU_MISUSES; i++)
		before += o->pcpu.misuses[i];
	pcpu_free(&o->pcpu, ptr, 0);
	for (int i = 0; i < NR_PCPU_MISUSES; i++)
		after += o->pcpu.misuses[i];
	return ptr && after != before + 1 ? "a wrong free was not found" : NULL;
}

static inline const char *oracle_check(struct percpu_oracle *o)
{
	if (o->pcpu.nr_allocs != o->nr)
		return "the number of variables is wrong";
	return pcpu_check(&o->pcpu);
}

#endif
