// SPDX-License-Identifier: MIT
/*
 * Per-CPU memory at run time: variables of which each CPU has a copy.
 *
 * Purpose
 *	alloc_percpu() for counters and the like, reached as fast as those that the linker made: in one
 *	instruction, through the segment register.
 *
 * How
 *	The copies of a variable lie a unit apart, as those of linked variables do (arch/x86/
 *	setup_percpu.c), so one number names all of them. Memory is managed in chunks. A chunk is a run
 *	of units, one for each possible CPU and one for the numbers that name none; the place of a
 *	variable in its unit is the same in all units, so one map serves the chunk.
 *
 *	  chunk 0   | linked | dynamic |   | linked | dynamic |  ...    the first units
 *	  chunk 1   | dynamic          |   | dynamic          |  ...    pages, when chunk 0 is full
 *	              unit 0                 unit 1
 *
 *	The map has two bits for each 8 bytes of a unit: "in use", and "a variable begins here". The
 *	first tells where there is room, both together where a variable ends, so that nothing need be
 *	stored beside it. Allocation is first fit, in the first chunk where it fits: variables are
 *	small, live long, and are best kept together. A chunk that has become empty is given back,
 *	but for the first.
 *
 * Invariants
 *	1. "Begins" is only set where "in use" is. What lies between a beginning and the next one, or
 *	   the next bit not in use, is one variable.
 *	2. Where a search begins, nothing before it is free: still first fit, and found at once.
 *	3. pcpu->bytes is the number of bits "in use" outside of the reserved parts, times the grain.
 *
 * Complexity
 *	O(unit size / 512) words looked at a chunk; clearing is O(size) a CPU.
 *
 * Locking
 *	pcpu->lock, with interrupts off, guards maps and list; it is taken before no other lock. Pages
 *	for a chunk are allocated outside of it. So all but making a chunk works in any context, and
 *	that does with GFP_ATOMIC, as far as there are pages. Clearing needs no lock: nobody else knows the
 *	memory yet.
 *
 * Limits
 *	A variable is not larger than a unit. A chunk is contiguous physical memory, because nothing
 *	could map it otherwise yet: for 16 CPUs that is 640 KiB; above 4 MiB neighbouring blocks must be
 *	found (percpu_pages.c).
 *
 * References
 *	Linux's mm/percpu.c has the same units and chunks; its chunks are made of single pages.
 */
#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "percpu_chunk.h"

static size_t chunk_bytes(const struct pcpu *pcpu)
{
	return pcpu->unit_size * pcpu->nr_units;
}

static unsigned int chunk_order(const struct pcpu *pcpu)
{
	return get_order(sizeof(struct pcpu_chunk) + 2 * BITS_TO_LONGS(nr_grains(pcpu)) * sizeof(long));
}

static struct pcpu_chunk *chunk_make(const struct pcpu *pcpu, char *base, size_t reserved, gfp_t gfp)
{
	struct pcpu_chunk *chunk = (void *)__get_free_pages(gfp | __GFP_ZERO, chunk_order(pcpu));

	if (!chunk)
		return NULL;
	chunk->base = base;
	chunk->reserved = reserved;
	chunk->used = chunk->maps;
	chunk->begins = chunk->maps + BITS_TO_LONGS(nr_grains(pcpu));
	bitmap_set(chunk->used, 0, DIV_ROUND_UP(reserved, PCPU_GRAIN));
	return chunk;
}

static void chunk_discard(const struct pcpu *pcpu, struct pcpu_chunk *chunk)
{
	free_pages((unsigned long)chunk, chunk_order(pcpu));
}

static void chunk_free(const struct pcpu *pcpu, struct pcpu_chunk *chunk)
{
	pcpu_pages_free(chunk->base, chunk_bytes(pcpu));
	chunk_discard(pcpu, chunk);
}

static struct pcpu_chunk *chunk_alloc(const struct pcpu *pcpu, gfp_t gfp)
{
	char *base = pcpu_pages_alloc(chunk_bytes(pcpu), gfp);
	struct pcpu_chunk *chunk = base ? chunk_make(pcpu, base, 0, gfp) : NULL;

	if (base && !chunk)
		pcpu_pages_free(base, chunk_bytes(pcpu));
	return chunk;
}

/**
 * pcpu_init() - make an allocator
 * @pcpu: the allocator, any contents
 * @base: the first unit of a chunk that is never given back
 * @reserved: bytes at the beginning of each of its units that are in use already
 * @unit_size: bytes in a unit, a multiple of PAGE_SIZE
 * @nr_units: units
 * @delta: address of a variable's first copy less the pointer that names it
 *
 * Return: 0 or -ENOMEM.
 */
int pcpu_init(struct pcpu *pcpu, void *base, size_t reserved, size_t unit_size, unsigned int nr_units,
	      unsigned long delta)
{
	struct pcpu_chunk *first;

	*pcpu = (struct pcpu){ .unit_size = unit_size, .nr_units = nr_units, .delta = delta };
	spin_lock_init(&pcpu->lock);
	INIT_LIST_HEAD(&pcpu->chunks);
	first = chunk_make(pcpu, base, reserved, GFP_KERNEL);
	if (!first)
		return -ENOMEM;
	list_add(&first->node, &pcpu->chunks);
	pcpu->nr_chunks = 1;
	return 0;
}

/**
 * pcpu_exit() - end an allocator, with all that it has allocated
 * @pcpu: the allocator; nobody else uses it
 */
void pcpu_exit(struct pcpu *pcpu)
{
	struct pcpu_chunk *first = list_first_entry(&pcpu->chunks, struct pcpu_chunk, node), *chunk, *next;

	list_for_each_entry_safe(chunk, next, &pcpu->chunks, node)
		if (chunk != first)
			chunk_free(pcpu, chunk);
	chunk_discard(pcpu, first);
}

/* ---- allocating ------------------------------------------------------------------------------ */

/* The first grain of @grains free ones, from @at on. */
static noinline unsigned long search(const struct pcpu_chunk *chunk, unsigned int nr, unsigned long at, unsigned int grains,
				     size_t align)
{
	if (grains == 1 && align == PCPU_GRAIN)
		return find_next_zero_bit(chunk->used, nr, at);
	return bitmap_find_next_zero_area(chunk->used, nr, at, grains, align / PCPU_GRAIN - 1);
}

/* Looks from the byte @from on. Return: the place in the unit, or -1. */
static __always_inline long chunk_take(struct pcpu *pcpu, struct pcpu_chunk *chunk, unsigned int grains, size_t align, size_t from)
{
	unsigned int nr = nr_grains(pcpu);
	unsigned long at = from / PCPU_GRAIN;

	if (unlikely(grains != 1 || align != PCPU_GRAIN || at >= nr || test_bit(at, chunk->used))) {
		at = search(chunk, nr, at, grains, align);
		if (at >= nr)
			return -1;
	}
	if (likely(grains == 1))
		__set_bit(at, chunk->used);
	else
		bitmap_set(chunk->used, at, grains);
	__set_bit(at, chunk->begins);
	chunk->nr_allocs++;
	pcpu->nr_allocs++;
	pcpu->bytes += grains * PCPU_GRAIN;
	return at * PCPU_GRAIN;
}

static bool chunk_is_full(const struct pcpu *pcpu, const struct pcpu_chunk *chunk)
{
	return chunk->first_free >= pcpu->unit_size;
}

static noinline char *take_from(struct pcpu *pcpu, struct pcpu_chunk *chunk, unsigned int grains, size_t align)
{
	size_t from = max(search_from(pcpu, chunk), chunk->first_free);
	long place = chunk_take(pcpu, chunk, grains, align, from);

	if (unlikely(place < 0)) {
		if (grains == 1 && align == PCPU_GRAIN)
			chunk->first_free = pcpu->unit_size; /* it is full */
		return NULL;
	}
	/* The first that is free, and not only the first where it fits? */
	if (place == (long)from || (grains == 1 && align == PCPU_GRAIN))
		chunk->first_free = place + grains * PCPU_GRAIN;
	return chunk->base + place;
}

static __always_inline char *take_locked(struct pcpu *pcpu, unsigned int grains, size_t align)
{
	struct pcpu_chunk *chunk;

	list_for_each_entry(chunk, &pcpu->chunks, node) {
		char *first = chunk_is_full(pcpu, chunk) ? NULL : take_from(pcpu, chunk, grains, align);

		if (likely(first))
			return first;
	}
	return NULL;
}

/* @fresh is one chunk more, or NULL; taken over if it is needed. */
static char *take(struct pcpu *pcpu, unsigned int grains, size_t align, struct pcpu_chunk **fresh)
{
	unsigned long flags;
	char *first;

	spin_lock_irqsave(&pcpu->lock, flags);
	first = take_locked(pcpu, grains, align);
	if (!first && *fresh) {
		list_add_tail(&(*fresh)->node, &pcpu->chunks);
		pcpu->nr_chunks++;
		first = take_from(pcpu, *fresh, grains, align);
		*fresh = NULL;
	}
	spin_unlock_irqrestore(&pcpu->lock, flags);
	return first;
}

static void clear(const struct pcpu *pcpu, char *first, size_t size)
{
	for (unsigned int unit = 0; unit < pcpu->nr_units; unit++, first += pcpu->unit_size)
		if (likely(size == PCPU_GRAIN))
			*(u64 *)first = 0;
		else
			memset(first, 0, size);
}

/**
 * pcpu_alloc() - allocate a variable
 * @pcpu: the allocator
 * @size: its size; 0 and more than a unit cannot be had, which is reported
 * @align: its alignment, a power of two up to PAGE_SIZE
 * @gfp: for the pages of a new chunk
 * @ip: the caller, for the report
 *
 * Context: any but NMI, if @gfp says so. Return: the pointer that names it, all copies zero; or NULL.
 */
void *pcpu_alloc(struct pcpu *pcpu, size_t size, size_t align, gfp_t gfp, unsigned long ip)
{
	struct pcpu_chunk *fresh = NULL;
	size_t grains;
	char *first;

	align = max_t(size_t, align, PCPU_GRAIN);
	if (!size || size > pcpu->unit_size || !is_power_of_2(align) || align > PAGE_SIZE) {
		if (!(gfp & __GFP_NOWARN))
			pr_warn("percpu: %pS asks for %zu bytes aligned to %zu: impossible\n", (void *)ip, size, align);
		return NULL;
	}
	grains = DIV_ROUND_UP(size, PCPU_GRAIN);
	first = take(pcpu, grains, align, &fresh);
	if (!first) {
		fresh = chunk_alloc(pcpu, gfp);
		first = take(pcpu, grains, align, &fresh);
		if (fresh) /* somebody has freed enough meanwhile */
			chunk_free(pcpu, fresh);
	}
	if (!first)
		return NULL;
	clear(pcpu, first, grains * PCPU_GRAIN);
	return (void *)((unsigned long)first - pcpu->delta);
}

/**
 * pcpu_alloc_first() - allocate a variable in the first chunk or not at all
 * @pcpu: the allocator
 * @size: its size
 * @align: its alignment, a power of two up to PAGE_SIZE
 *
 * For variables that code names by a constant (those of modules), which only the first chunk is near
 * enough for; some room in it is kept for them.
 *
 * Return: the pointer that names it, contents undefined; or NULL.
 */
void *pcpu_alloc_first(struct pcpu *pcpu, size_t size, size_t align)
{
	struct pcpu_chunk *first = list_first_entry(&pcpu->chunks, struct pcpu_chunk, node);
	unsigned long flags;
	long place = -1;

	align = max_t(size_t, align, PCPU_GRAIN);
	if (!size || size > pcpu->unit_size || !is_power_of_2(align) || align > PAGE_SIZE)
		return NULL;
	spin_lock_irqsave(&pcpu->lock, flags);
	place = chunk_take(pcpu, first, DIV_ROUND_UP(size, PCPU_GRAIN), align, 0);
	spin_unlock_irqrestore(&pcpu->lock, flags);
	return place < 0 ? NULL : (void *)((unsigned long)first->base + place - pcpu->delta);
}

/* ---- freeing --------------------------------------------------------------------------------- */

/* Arithmetic on numbers, not on pointers: the pointer that names a variable points nowhere. */
static char *first_copy(const struct pcpu *pcpu, void *ptr)
{
	return (char *)((unsigned long)ptr + pcpu->delta);
}

static struct pcpu_chunk *chunk_of(struct pcpu *pcpu, const char *first)
{
	struct pcpu_chunk *chunk;

	list_for_each_entry(chunk, &pcpu->chunks, node)
		if (first >= chunk->base + chunk->reserved && first < chunk->base + pcpu->unit_size)
			return chunk;
	return NULL;
}

/* The end of what is in use comes first: it is near, and the next beginning may be far. */
static noinline unsigned int count_grains(const struct pcpu_chunk *chunk, unsigned int nr, unsigned int at)
{
	unsigned int end = find_next_zero_bit(chunk->used, nr, at + 1);

	return find_next_bit(chunk->begins, end, at + 1) - at;
}

/* Grains of the variable that begins at a grain. */
static __always_inline unsigned int variable_grains(const struct pcpu *pcpu, const struct pcpu_chunk *chunk, unsigned int at)
{
	unsigned int nr = nr_grains(pcpu);

	if (at + 1 < nr && (!test_bit(at + 1, chunk->used) || test_bit(at + 1, chunk->begins)))
		return 1;
	return count_grains(chunk, nr, at);
}

static enum pcpu_misuse classify(const struct pcpu_chunk *chunk, const char *first)
{
	if (!chunk)
		return PCPU_FOREIGN;
	return test_bit((first - chunk->base) / PCPU_GRAIN, chunk->used) ? PCPU_INSIDE : PCPU_DOUBLE_FREE;
}

static bool begins_here(const struct pcpu_chunk *chunk, const char *first)
{
	size_t place = first - chunk->base;

	return place % PCPU_GRAIN == 0 && test_bit(place / PCPU_GRAIN, chunk->begins);
}

static void release_locked(struct pcpu *pcpu, struct pcpu_chunk *chunk, unsigned int at)
{
	unsigned int grains = variable_grains(pcpu, chunk, at);

	if (likely(grains == 1))
		__clear_bit(at, chunk->used);
	else
		bitmap_clear(chunk->used, at, grains);
	__clear_bit(at, chunk->begins);
	chunk->first_free = min_t(size_t, chunk->first_free, (size_t)at * PCPU_GRAIN);
	chunk->nr_allocs--;
	pcpu->nr_allocs--;
	pcpu->bytes -= grains * PCPU_GRAIN;
}

static void report_misuse(enum pcpu_misuse kind, void *ptr, unsigned long ip)
{
	static const char *const words[NR_PCPU_MISUSES] = {
		[PCPU_DOUBLE_FREE] = "where no variable is: freed twice?",
		[PCPU_INSIDE] = "in the middle of a variable",
		[PCPU_FOREIGN] = "which is not from alloc_percpu()",
	};

	pr_alert("BUG: percpu: %pS frees %px, %s\n", (void *)ip, ptr, words[kind]);
	pr_warn("corrected: ignored\n");
	dump_stack();
}

/**
 * pcpu_free() - free a variable
 * @pcpu: the allocator
 * @ptr: what pcpu_alloc() returned; NULL does nothing, anything else is reported and ignored
 * @ip: the caller, for the report
 *
 * Context: any but NMI.
 */
void pcpu_free(struct pcpu *pcpu, void *ptr, unsigned long ip)
{
	char *first = first_copy(pcpu, ptr);
	struct pcpu_chunk *chunk, *empty = NULL;
	unsigned long flags;

	if (!ptr)
		return;
	spin_lock_irqsave(&pcpu->lock, flags);
	chunk = chunk_of(pcpu, first);
	if (!chunk || !begins_here(chunk, first)) {
		enum pcpu_misuse kind = classify(chunk, first);

		pcpu->misuses[kind]++;
		spin_unlock_irqrestore(&pcpu->lock, flags);
		return report_misuse(kind, ptr, ip);
	}
	release_locked(pcpu, chunk, (first - chunk->base) / PCPU_GRAIN);
	if (!chunk->nr_allocs && !is_first(pcpu, chunk)) {
		list_del(&chunk->node);
		pcpu->nr_chunks--;
		empty = chunk;
	}
	spin_unlock_irqrestore(&pcpu->lock, flags);
	if (empty)
		chunk_free(pcpu, empty);
}

/* ---- looking --------------------------------------------------------------------------------- */

/**
 * pcpu_size() - how many bytes a copy of a variable has
 * @pcpu: the allocator
 * @ptr: what pcpu_alloc() returned
 *
 * Return: at least what was asked for; 0 if there is no such variable.
 */
size_t pcpu_size(struct pcpu *pcpu, void *ptr)
{
	char *first = first_copy(pcpu, ptr);
	struct pcpu_chunk *chunk;
	unsigned long flags;
	size_t size = 0;

	spin_lock_irqsave(&pcpu->lock, flags);
	chunk = chunk_of(pcpu, first);
	if (chunk && begins_here(chunk, first))
		size = PCPU_GRAIN * variable_grains(pcpu, chunk, (first - chunk->base) / PCPU_GRAIN);
	spin_unlock_irqrestore(&pcpu->lock, flags);
	return size;
}
