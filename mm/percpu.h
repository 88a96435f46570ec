/* SPDX-License-Identifier: MIT */
/* The allocator of per-CPU memory as an object. Theory in mm/percpu.c. */
#ifndef _MM_PERCPU_H
#define _MM_PERCPU_H

#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/types.h>

/* What is handed out is a multiple of this, and aligned to it. */
#define PCPU_GRAIN 8

enum pcpu_misuse {
	PCPU_DOUBLE_FREE, /* there is no variable at this place (any more) */
	PCPU_INSIDE,	  /* a variable begins before it */
	PCPU_FOREIGN,	  /* no allocated memory lies there at all */
	NR_PCPU_MISUSES
};

/**
 * struct pcpu - an allocator
 * @lock: for all that follows but (i)
 * @chunks: the chunk that existed from the start, then the others, the newest last
 * @unit_size: bytes from a CPU's copy to the next one's (i)
 * @nr_units: copies (i)
 * @delta: address of the first copy less the pointer that names the variable (i)
 * @nr_chunks: on @chunks
 * @nr_allocs: variables that exist
 * @bytes: bytes that a copy of all of them takes
 * @kept: bytes of the first chunk, behind what is reserved, that only pcpu_alloc_first() gives away
 * @misuses: wrong frees
 */
struct pcpu {
	spinlock_t lock;
	struct list_head chunks;
	size_t unit_size;
	unsigned int nr_units;
	unsigned long delta;
	unsigned int nr_chunks;
	unsigned long nr_allocs;
	size_t bytes, kept;
	unsigned long misuses[NR_PCPU_MISUSES];
};

int pcpu_init(struct pcpu *pcpu, void *base, size_t reserved, size_t unit_size, unsigned int nr_units,
	      unsigned long delta);
void pcpu_exit(struct pcpu *pcpu);
void *pcpu_alloc(struct pcpu *pcpu, size_t size, size_t align, gfp_t gfp, unsigned long ip);
void *pcpu_alloc_first(struct pcpu *pcpu, size_t size, size_t align);
void pcpu_free(struct pcpu *pcpu, void *ptr, unsigned long ip);
size_t pcpu_size(struct pcpu *pcpu, void *ptr);
const char *pcpu_check(struct pcpu *pcpu);

/* percpu_pages.c */
void *pcpu_pages_alloc(size_t size, gfp_t gfp);
void pcpu_pages_free(void *base, size_t size);

#endif
