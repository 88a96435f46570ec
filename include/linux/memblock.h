/* SPDX-License-Identifier: MIT */
/*
 * memblock: the allocator of the time before the page allocator.
 *
 * Two sorted arrays describe the machine: where RAM is (memory) and what of the address space is
 * in use (reserved). Free memory is the difference. See mm/memblock.c for the theory.
 *
 * The mb_*() functions work on any struct memblock; the memblock_*() functions have Linux's names
 * and work on the machine's own. Where Linux passes memblock flags there is no such parameter:
 * Quarry has no hotplug, mirrored or unmapped boot memory for them to speak of.
 */
#ifndef _LINUX_MEMBLOCK_H
#define _LINUX_MEMBLOCK_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/numa.h>

/* Regions each array holds before it must be grown out of the memory it describes. */
#define INIT_MEMBLOCK_REGIONS 128

#define MEMBLOCK_LOW_LIMIT 0
#define MEMBLOCK_ALLOC_ACCESSIBLE ((phys_addr_t)0)  /* as an end: up to the current limit */
#define MEMBLOCK_ALLOC_ANYWHERE (~(phys_addr_t)0)   /* as an end: no upper bound at all */

/**
 * struct memblock_region - one run of physical addresses
 * @base: first address
 * @size: bytes, never 0
 * @nid: NUMA node, or NUMA_NO_NODE
 */
struct memblock_region {
	phys_addr_t base;
	phys_addr_t size;
	int nid;
};

/**
 * struct memblock_type - a sorted set of regions that neither overlap nor touch (with equal @nid)
 * @cnt: regions in use
 * @max: regions the array holds
 * @total_size: bytes in all regions
 * @regions: the array
 * @array_phys: where it lies if it was allocated from the memblock itself, else 0
 * @name: for messages
 */
struct memblock_type {
	unsigned long cnt;
	unsigned long max;
	phys_addr_t total_size;
	struct memblock_region *regions;
	phys_addr_t array_phys;
	const char *name;
};

/**
 * struct memblock - an allocator of physical memory
 * @bottom_up: allocate at the lowest fitting address instead of the highest
 * @frozen: the page allocator has taken over; changes are refused
 * @current_limit: MEMBLOCK_ALLOC_ACCESSIBLE ends here, because memory beyond is not mapped yet
 * @memory: RAM
 * @reserved: what is in use, RAM or not
 * @virt: how the owner reaches physical memory; without it the arrays cannot grow and only the
 *        functions that return physical addresses can be used
 */
struct memblock {
	bool bottom_up;
	bool frozen;
	phys_addr_t current_limit;
	struct memblock_type memory;
	struct memblock_type reserved;
	void *(*virt)(phys_addr_t phys);
};

extern struct memblock memblock;
extern bool memblock_debug;

/* ---- any memblock: mm/memblock.c, mm/memblock_query.c, mm/memblock_alloc.c ------------------- */

void mb_init(struct memblock *mb, struct memblock_region *memory, unsigned long max_memory,
	     struct memblock_region *reserved, unsigned long max_reserved);
int mb_add(struct memblock *mb, phys_addr_t base, phys_addr_t size, int nid);
int mb_remove(struct memblock *mb, phys_addr_t base, phys_addr_t size);
int mb_reserve(struct memblock *mb, phys_addr_t base, phys_addr_t size, int nid);
int mb_free(struct memblock *mb, phys_addr_t base, phys_addr_t size);
int mb_set_node(struct memblock *mb, struct memblock_type *type, phys_addr_t base,
		phys_addr_t size, int nid);
void mb_trim(struct memblock *mb, phys_addr_t align);
void mb_enforce_limit(struct memblock *mb, phys_addr_t bytes);

static inline phys_addr_t memblock_region_end(const struct memblock_region *r)
{
	return r->base + r->size;
}

unsigned long mb_first_above(const struct memblock_type *type, phys_addr_t addr);
bool mb_overlaps(const struct memblock_type *type, phys_addr_t base, phys_addr_t size);
bool mb_covers(const struct memblock_type *type, phys_addr_t base, phys_addr_t size);
bool mb_contains(const struct memblock_type *type, phys_addr_t addr);
phys_addr_t mb_start(const struct memblock_type *type);
phys_addr_t mb_end(const struct memblock_type *type);
void mb_dump(const struct memblock *mb);

phys_addr_t mb_find_in_range(const struct memblock *mb, phys_addr_t start, phys_addr_t end,
			     phys_addr_t size, phys_addr_t align, int nid);
phys_addr_t __must_check mb_alloc_range(struct memblock *mb, phys_addr_t size, phys_addr_t align,
					phys_addr_t start, phys_addr_t end, int nid);
void *__must_check mb_alloc(struct memblock *mb, phys_addr_t size, phys_addr_t align,
			    phys_addr_t min_addr, phys_addr_t max_addr, int nid, bool zero);

bool mb_next_free(const struct memblock *mb, u64 *cursor, int nid, phys_addr_t *start,
		  phys_addr_t *end, int *out_nid);
bool mb_next_free_rev(const struct memblock *mb, u64 *cursor, int nid, phys_addr_t *start,
		      phys_addr_t *end, int *out_nid);

/* ---- the machine's memory, under Linux's names ----------------------------------------------- */

int memblock_add(phys_addr_t base, phys_addr_t size);
int memblock_add_node(phys_addr_t base, phys_addr_t size, int nid);
int memblock_remove(phys_addr_t base, phys_addr_t size);
int memblock_reserve(phys_addr_t base, phys_addr_t size);
int memblock_phys_free(phys_addr_t base, phys_addr_t size);
void memblock_free(void *ptr, size_t size);
int memblock_set_node(phys_addr_t base, phys_addr_t size, struct memblock_type *type, int nid);
void memblock_trim_memory(phys_addr_t align);
void memblock_enforce_memory_limit(phys_addr_t bytes);

phys_addr_t memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align, phys_addr_t start,
				      phys_addr_t end);
phys_addr_t memblock_phys_alloc_try_nid(phys_addr_t size, phys_addr_t align, int nid);
phys_addr_t memblock_phys_alloc(phys_addr_t size, phys_addr_t align);
void *memblock_alloc_try_nid(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
			     phys_addr_t max_addr, int nid);
void *memblock_alloc_try_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
				 phys_addr_t max_addr, int nid);
void *memblock_alloc(phys_addr_t size, phys_addr_t align);
void *memblock_alloc_raw(phys_addr_t size, phys_addr_t align);
void *memblock_alloc_low(phys_addr_t size, phys_addr_t align);
void *memblock_alloc_node(phys_addr_t size, phys_addr_t align, int nid);

void memblock_set_current_limit(phys_addr_t limit);
phys_addr_t memblock_get_current_limit(void);
void memblock_set_bottom_up(bool enable);
bool memblock_bottom_up(void);
void memblock_freeze(void);

phys_addr_t memblock_phys_mem_size(void);
phys_addr_t memblock_reserved_size(void);
phys_addr_t memblock_start_of_DRAM(void);
phys_addr_t memblock_end_of_DRAM(void);
bool memblock_is_memory(phys_addr_t addr);
bool memblock_is_reserved(phys_addr_t addr);
bool memblock_is_region_memory(phys_addr_t base, phys_addr_t size);
bool memblock_is_region_reserved(phys_addr_t base, phys_addr_t size);
void memblock_dump_all(void);

/* Gives all free memory to the page allocator, then freezes the arrays (mm/mm_init.c). */
void memblock_free_all(void);

/* ---- iterators ------------------------------------------------------------------------------- */

bool memblock_next_region(const struct memblock_type *type, u64 *cursor, phys_addr_t *start,
			  phys_addr_t *end, int *nid);
bool memblock_next_pfn_range(const struct memblock_type *type, int *cursor, int nid,
			     unsigned long *start_pfn, unsigned long *end_pfn, int *out_nid);

/**
 * for_each_mem_range() - walk all RAM, upwards
 * @i: u64 variable, the loop's own
 * @p_start: phys_addr_t *, out: first address
 * @p_end: phys_addr_t *, out: address behind the last
 */
#define for_each_mem_range(i, p_start, p_end)                                                      \
	for ((i) = 0; memblock_next_region(&memblock.memory, &(i), p_start, p_end, NULL);)

/**
 * for_each_reserved_mem_range() - walk all reserved ranges, upwards; arguments as above
 */
#define for_each_reserved_mem_range(i, p_start, p_end)                                             \
	for ((i) = 0; memblock_next_region(&memblock.reserved, &(i), p_start, p_end, NULL);)

/**
 * for_each_free_mem_range() - walk the RAM that is not reserved, upwards
 * @i: u64 variable, the loop's own
 * @nid: int, only this node; NUMA_NO_NODE for all
 * @p_start: phys_addr_t *, out: first address
 * @p_end: phys_addr_t *, out: address behind the last
 * @p_nid: int *, out: the node; may be NULL
 *
 * Nothing may be added, reserved or freed inside the loop.
 */
#define for_each_free_mem_range(i, nid, p_start, p_end, p_nid)                                     \
	for ((i) = 0; mb_next_free(&memblock, &(i), nid, p_start, p_end, p_nid);)

/**
 * for_each_free_mem_range_reverse() - the same, downwards
 */
#define for_each_free_mem_range_reverse(i, nid, p_start, p_end, p_nid)                             \
	for ((i) = ~(u64)0; mb_next_free_rev(&memblock, &(i), nid, p_start, p_end, p_nid);)

/**
 * for_each_mem_pfn_range() - walk RAM in whole page frames, upwards
 * @i: int variable, the loop's own
 * @nid: int, only this node; MAX_NUMNODES or NUMA_NO_NODE for all
 * @p_start: unsigned long *, out: first frame
 * @p_end: unsigned long *, out: frame behind the last
 * @p_nid: int *, out: the node; may be NULL
 */
#define for_each_mem_pfn_range(i, nid, p_start, p_end, p_nid)                                      \
	for ((i) = 0;                                                                              \
	     memblock_next_pfn_range(&memblock.memory, &(i), nid, p_start, p_end, p_nid);)

/** for_each_mem_region() - walk the regions of RAM themselves (struct memblock_region *) */
#define for_each_mem_region(region)                                                                \
	for ((region) = memblock.memory.regions;                                                   \
	     (region) < memblock.memory.regions + memblock.memory.cnt; (region)++)

/** for_each_reserved_mem_region() - walk the reserved regions themselves */
#define for_each_reserved_mem_region(region)                                                       \
	for ((region) = memblock.reserved.regions;                                                 \
	     (region) < memblock.reserved.regions + memblock.reserved.cnt; (region)++)

#endif
