// SPDX-License-Identifier: MIT
/*
 * memblock: questions about the arrays, and walks over them.
 *
 * A walk remembers the address it has come to and not an array index, so a caller may reserve,
 * free or add inside the loop: the walk goes on from that address in whatever the arrays say then.
 * Each step is a binary search, O(log n), plus the regions it must pass over.
 *
 * See mm/memblock.c for the theory.
 */
#include <asm/page.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/printk.h>

/**
 * mb_first_above() - where in the array an address belongs
 * @type: the array
 * @addr: the address
 *
 * Return: index of the first region that ends above @addr; @type->cnt if none does.
 */
unsigned long mb_first_above(const struct memblock_type *type, phys_addr_t addr)
{
	unsigned long lo = 0, hi = type->cnt;

	while (lo < hi) {
		unsigned long mid = lo + (hi - lo) / 2;

		if (memblock_region_end(&type->regions[mid]) > addr)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

/**
 * mb_overlaps() - is any byte of a range in the set?
 * @type: the set
 * @base: first address
 * @size: bytes; a range that would wrap is taken to end at the last address
 */
bool mb_overlaps(const struct memblock_type *type, phys_addr_t base, phys_addr_t size)
{
	unsigned long i = mb_first_above(type, base);
	phys_addr_t end = base + size < base ? MEMBLOCK_ALLOC_ANYWHERE : base + size;

	return i < type->cnt && type->regions[i].base < end;
}

/**
 * mb_covers() - is every byte of a range in the set?
 * @type: the set
 * @base: first address
 * @size: bytes; must not wrap
 */
bool mb_covers(const struct memblock_type *type, phys_addr_t base, phys_addr_t size)
{
	unsigned long i = mb_first_above(type, base);
	phys_addr_t end = base + size;

	for (; i < type->cnt && type->regions[i].base <= base; i++) {
		base = memblock_region_end(&type->regions[i]);
		if (base >= end)
			return true;
	}
	return false;
}

/**
 * mb_contains() - is this byte in the set?
 * @type: the set
 * @addr: its address
 */
bool mb_contains(const struct memblock_type *type, phys_addr_t addr)
{
	unsigned long i = mb_first_above(type, addr);

	return i < type->cnt && type->regions[i].base <= addr;
}

/**
 * mb_start() - the lowest address in the set, 0 if it is empty
 * @type: the set
 */
phys_addr_t mb_start(const struct memblock_type *type)
{
	return type->cnt ? type->regions[0].base : 0;
}

/**
 * mb_end() - the address behind the highest in the set, 0 if it is empty
 * @type: the set
 */
phys_addr_t mb_end(const struct memblock_type *type)
{
	return type->cnt ? memblock_region_end(&type->regions[type->cnt - 1]) : 0;
}

static bool other_node(const struct memblock_region *r, int nid)
{
	/* Linux says "all nodes" in both ways. */
	return nid != NUMA_NO_NODE && nid != MAX_NUMNODES && r->nid != nid;
}

static void report(const struct memblock_region *r, phys_addr_t start, phys_addr_t end,
		   phys_addr_t *p_start, phys_addr_t *p_end, int *p_nid)
{
	if (p_start)
		*p_start = start;
	if (p_end)
		*p_end = end;
	if (p_nid)
		*p_nid = r->nid;
}

/* The lowest stretch of [start, end) that is not reserved; false if there is none. */
static bool first_hole(const struct memblock_type *reserved, phys_addr_t *start, phys_addr_t *end)
{
	unsigned long i = mb_first_above(reserved, *start);

	for (; i < reserved->cnt && reserved->regions[i].base <= *start; i++)
		*start = memblock_region_end(&reserved->regions[i]);
	if (i < reserved->cnt)
		*end = min(*end, reserved->regions[i].base);
	return *start < *end;
}

/* The highest stretch of [start, end) that is not reserved; false if there is none. */
static bool last_hole(const struct memblock_type *reserved, phys_addr_t *start, phys_addr_t *end)
{
	unsigned long i = mb_first_above(reserved, *end - 1);

	/* regions[i] is the first that may hold or lie above the last byte. */
	if (i < reserved->cnt && reserved->regions[i].base < *end)
		*end = reserved->regions[i].base;
	for (; i > 0 && memblock_region_end(&reserved->regions[i - 1]) >= *end; i--)
		*end = min(*end, reserved->regions[i - 1].base);
	if (i > 0)
		*start = max(*start, memblock_region_end(&reserved->regions[i - 1]));
	return *start < *end;
}

/**
 * mb_next_free() - next stretch of RAM that is not reserved, upwards
 * @mb: the memblock
 * @cursor: in and out: the address to go on from; 0 to begin
 * @nid: only RAM of this node; NUMA_NO_NODE for all
 * @p_start: out: first address; may be NULL
 * @p_end: out: address behind the last; may be NULL
 * @p_nid: out: its node; may be NULL
 *
 * A stretch never crosses from one memory region into another, not even where they touch.
 *
 * Return: false if there is no more.
 */
bool mb_next_free(const struct memblock *mb, u64 *cursor, int nid, phys_addr_t *p_start,
		  phys_addr_t *p_end, int *p_nid)
{
	unsigned long i;

	for (i = mb_first_above(&mb->memory, *cursor); i < mb->memory.cnt; i++) {
		const struct memblock_region *r = &mb->memory.regions[i];
		phys_addr_t start = max(r->base, *cursor), end = memblock_region_end(r);

		if (other_node(r, nid) || !first_hole(&mb->reserved, &start, &end))
			continue;
		report(r, start, end, p_start, p_end, p_nid);
		*cursor = end;
		return true;
	}
	return false;
}

/**
 * mb_next_free_rev() - next stretch of RAM that is not reserved, downwards
 * @mb: the memblock
 * @cursor: in and out: the address to go on below; ~0 to begin
 * @nid: only RAM of this node; NUMA_NO_NODE for all
 * @p_start: out: first address; may be NULL
 * @p_end: out: address behind the last; may be NULL
 * @p_nid: out: its node; may be NULL
 *
 * Return: false if there is no more.
 */
bool mb_next_free_rev(const struct memblock *mb, u64 *cursor, int nid, phys_addr_t *p_start,
		      phys_addr_t *p_end, int *p_nid)
{
	unsigned long i;

	if (!*cursor)
		return false;
	i = mb_first_above(&mb->memory, *cursor - 1);
	/* regions[i], if there is one, holds or lies above the byte below the cursor. */
	for (i = i < mb->memory.cnt ? i + 1 : i; i > 0; i--) {
		const struct memblock_region *r = &mb->memory.regions[i - 1];
		phys_addr_t start = r->base, end = min(memblock_region_end(r), *cursor);

		if (start >= end || other_node(r, nid) || !last_hole(&mb->reserved, &start, &end))
			continue;
		report(r, start, end, p_start, p_end, p_nid);
		*cursor = start;
		return true;
	}
	return false;
}

/**
 * memblock_next_region() - next region of one array, upwards
 * @type: the array
 * @cursor: in and out: the address to go on from; 0 to begin
 * @p_start: out: first address; may be NULL
 * @p_end: out: address behind the last; may be NULL
 * @p_nid: out: its node; may be NULL
 *
 * Return: false if there is no more.
 */
bool memblock_next_region(const struct memblock_type *type, u64 *cursor, phys_addr_t *p_start,
			  phys_addr_t *p_end, int *p_nid)
{
	unsigned long i = mb_first_above(type, *cursor);
	const struct memblock_region *r = &type->regions[i];

	if (i == type->cnt)
		return false;
	*cursor = memblock_region_end(r);
	report(r, r->base, *cursor, p_start, p_end, p_nid);
	return true;
}

/**
 * memblock_next_pfn_range() - next region of one array in whole page frames, upwards
 * @type: the array
 * @cursor: in and out: the array index to go on from; 0 to begin
 * @nid: only regions of this node; NUMA_NO_NODE for all
 * @p_start: out: first frame
 * @p_end: out: frame behind the last
 * @p_nid: out: its node; may be NULL
 *
 * Regions are rounded inwards; those without a whole frame in them are passed over.
 *
 * Return: false if there is no more.
 */
bool memblock_next_pfn_range(const struct memblock_type *type, int *cursor, int nid,
			     unsigned long *p_start, unsigned long *p_end, int *p_nid)
{
	while ((unsigned long)*cursor < type->cnt) {
		const struct memblock_region *r = &type->regions[(*cursor)++];
		unsigned long first = (r->base + PAGE_SIZE - 1) >> PAGE_SHIFT;
		unsigned long end = memblock_region_end(r) >> PAGE_SHIFT;

		if (other_node(r, nid) || first >= end)
			continue;
		*p_start = first;
		*p_end = end;
		if (p_nid)
			*p_nid = r->nid;
		return true;
	}
	return false;
}

static void dump_type(const struct memblock_type *type)
{
	unsigned long i;

	pr_info(" %s.cnt  = 0x%lx\n", type->name, type->cnt);
	for (i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];

		pr_info(" %s[%#lx]\t[%#018llx-%#018llx], %#018llx bytes, node %d\n", type->name, i,
			(unsigned long long)r->base,
			(unsigned long long)(memblock_region_end(r) - 1),
			(unsigned long long)r->size, r->nid);
	}
}

/**
 * mb_dump() - print both arrays to the log
 * @mb: the memblock
 */
void mb_dump(const struct memblock *mb)
{
	pr_info("MEMBLOCK configuration:\n");
	pr_info(" memory size = %#018llx reserved size = %#018llx\n",
		(unsigned long long)mb->memory.total_size,
		(unsigned long long)mb->reserved.total_size);
	dump_type(&mb->memory);
	dump_type(&mb->reserved);
}
