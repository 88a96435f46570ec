// SPDX-License-Identifier: MIT
/*
 * Contiguous pages for a chunk of per-CPU memory (percpu.c), more than the buddy system's largest block
 * if must be: a machine with 200 CPUs has chunks of 8 MiB.
 *
 * Then blocks of the largest order are collected until enough of them are neighbours. The buddy system
 * usually hands them out one beside the other, so few are too many. What is not needed goes back.
 */
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include "percpu.h"

#define LARGEST (PAGE_SIZE << (MAX_ORDER - 1))
#define MAX_COLLECTED 64

/* Blocks that were collected, by address. */
struct collection {
	unsigned long block[MAX_COLLECTED];
	unsigned int nr;
};

static void insert(struct collection *c, unsigned long address)
{
	unsigned int i = c->nr++;

	for (; i && c->block[i - 1] > address; i--)
		c->block[i] = c->block[i - 1];
	c->block[i] = address;
}

/* Index of the first of @wanted neighbours, or -1. */
static int find_run(const struct collection *c, unsigned int wanted)
{
	unsigned int length = 0;

	for (unsigned int i = 0; i < c->nr; i++) {
		length = i && c->block[i] == c->block[i - 1] + LARGEST ? length + 1 : 1;
		if (length == wanted)
			return i + 1 - wanted;
	}
	return -1;
}

static void *collect(unsigned int wanted, gfp_t gfp)
{
	struct collection c = { .nr = 0 };
	unsigned long address;
	int run = -1;

	while (run < 0 && c.nr < MAX_COLLECTED) {
		address = __get_free_pages(gfp, MAX_ORDER - 1);
		if (!address)
			break;
		insert(&c, address);
		run = find_run(&c, wanted);
	}
	for (int i = 0; i < (int)c.nr; i++)
		if (run < 0 || i < run || i >= run + (int)wanted)
			free_pages(c.block[i], MAX_ORDER - 1);
	return run < 0 ? NULL : (void *)c.block[run];
}

/**
 * pcpu_pages_alloc() - contiguous pages
 * @size: bytes, a multiple of PAGE_SIZE
 * @gfp: GFP flags
 *
 * Return: their address, or NULL.
 */
void *pcpu_pages_alloc(size_t size, gfp_t gfp)
{
	gfp |= __GFP_NOWARN;
	return size <= LARGEST ? alloc_pages_exact(size, gfp) : collect(DIV_ROUND_UP(size, LARGEST), gfp);
}

/**
 * pcpu_pages_free() - free what pcpu_pages_alloc() gave
 * @base: the address
 * @size: as it was asked for
 */
void pcpu_pages_free(void *base, size_t size)
{
	if (size <= LARGEST)
		return free_pages_exact(base, size);
	for (size_t at = 0; at < size; at += LARGEST)
		free_pages((unsigned long)base + at, MAX_ORDER - 1);
}
