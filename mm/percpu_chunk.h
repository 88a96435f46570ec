/* SPDX-License-Identifier: MIT */
/* Chunks of per-CPU memory: what the allocator (mm/percpu.c) and its check (mm/percpu_check.c) share. */
#ifndef _MM_PERCPU_CHUNK_H
#define _MM_PERCPU_CHUNK_H

#include "percpu.h"

/**
 * struct pcpu_chunk - a run of units
 * @node: in pcpu->chunks
 * @base: its first unit
 * @reserved: bytes at the beginning of each unit that are not the allocator's
 * @nr_allocs: variables in it
 * @first_free: the search begins here: no grain before it is free, but for those that are kept
 * @used: a bit for each grain of a unit: in use
 * @begins: ... and a variable begins here
 */
struct pcpu_chunk {
	struct list_head node;
	char *base;
	size_t reserved;
	unsigned long nr_allocs;
	size_t first_free;
	unsigned long *used, *begins;
	unsigned long maps[];
};

static inline unsigned int nr_grains(const struct pcpu *pcpu)
{
	return pcpu->unit_size / PCPU_GRAIN;
}

static inline bool is_first(const struct pcpu *pcpu, const struct pcpu_chunk *chunk)
{
	return pcpu->chunks.next == &chunk->node;
}

/* Where searches in a chunk begin, at the earliest. */
static inline size_t search_from(const struct pcpu *pcpu, const struct pcpu_chunk *chunk)
{
	return is_first(pcpu, chunk) ? chunk->reserved + pcpu->kept : 0;
}

#endif
