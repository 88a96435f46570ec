// SPDX-License-Identifier: MIT
/*
 * memblock: two sorted sets of address ranges, and how they change.
 *
 * Purpose: between the first line of the memory map and the day the page allocator has its
 * struct pages, memory must already be found, taken and given back: for page tables, for the
 * struct pages themselves. memblock answers from two short arrays, "memory" (RAM) and "reserved"
 * (in use, be it RAM or not). Free memory is never stored; it is the one minus the other.
 *
 * Invariants, of each array, between calls:
 *   - regions are sorted by base, none is empty, none reaches 2^64, no two overlap;
 *   - two that touch differ in their node, else they would be one;
 *   - total_size is the sum of the sizes;
 *   - an array taken from the memblock's own memory is itself reserved.
 * A change is checked and its room is made before the first region is touched, so it happens
 * completely or not at all.
 *
 * Locks: none. Boot runs on one CPU, and interrupt handlers do not allocate.
 *
 * Complexity: finding an address is a binary search, O(log n). A change moves the regions behind
 * it, O(n); n is some dozens, because neighbours merge.
 *
 * Limits: an array begins in static storage (INIT_MEMBLOCK_REGIONS) and doubles into memory the
 * memblock allocates from itself below current_limit. Reserve what is in use before adding
 * memory, or the new array may be laid over it.
 *
 * References: the interface is that of Linux's include/linux/memblock.h, version 6.1; Knuth,
 * "The Art of Computer Programming" 1, section 2.5, for why sorted and merged.
 *
 * Read next: mm/memblock_query.c (questions and walks), mm/memblock_alloc.c (finding and taking
 * free ranges), mm/memblock_boot.c (the machine's own memblock, under Linux's names).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/printk.h>
#include <linux/string.h>

#define MEMBLOCK_ARRAY_ALIGN 64 /* a cache line */

/* Common to all changes: refuses what has no meaning, and says so. */
static int check_range(const struct memblock *mb, const char *what, phys_addr_t base,
		       phys_addr_t size)
{
	if (mb->frozen) {
		pr_err("memblock: %s of %#llx bytes at %#llx refused: the page allocator has taken over\n",
		       what, (unsigned long long)size, (unsigned long long)base);
		return -EBUSY;
	}
	if (!size || base + size < base) {
		pr_err("memblock: %s of %#llx bytes at %#llx refused: %s\n", what,
		       (unsigned long long)size, (unsigned long long)base,
		       size ? "the range ends beyond the last address" : "the range is empty");
		return -EINVAL;
	}
	return 0;
}

/* ---- the array: open a slot, close a slot, grow ---------------------------------------------- */

static void slot_insert(struct memblock_type *type, unsigned long i, phys_addr_t base,
			phys_addr_t size, int nid)
{
	struct memblock_region *r = &type->regions[i];

	memmove(r + 1, r, (type->cnt - i) * sizeof(*r));
	*r = (struct memblock_region){ .base = base, .size = size, .nid = nid };
	type->cnt++;
}

static void slot_remove(struct memblock_type *type, unsigned long i)
{
	struct memblock_region *r = &type->regions[i];

	type->cnt--;
	memmove(r, r + 1, (type->cnt - i) * sizeof(*r));
}

static bool joins_left(const struct memblock_type *type, unsigned long i, phys_addr_t base, int nid)
{
	const struct memblock_region *left = &type->regions[i] - 1;

	return i > 0 && memblock_region_end(left) == base && left->nid == nid;
}

static bool joins_right(const struct memblock_type *type, unsigned long i, phys_addr_t end, int nid)
{
	return i < type->cnt && type->regions[i].base == end && type->regions[i].nid == nid;
}

/*
 * Puts a range that overlaps nothing in front of region @i, as part of its neighbours if it can.
 * Needs a free slot only if it joins neither. Returns how many regions there are more than before
 * (-1, 0 or 1).
 */
static int insert_gap(struct memblock_type *type, unsigned long i, phys_addr_t base,
		      phys_addr_t end, int nid)
{
	bool left = joins_left(type, i, base, nid);
	bool right = joins_right(type, i, end, nid);

	type->total_size += end - base;
	if (left && right) {
		type->regions[i - 1].size += end - base + type->regions[i].size;
		slot_remove(type, i);
		return -1;
	}
	if (left) {
		type->regions[i - 1].size += end - base;
		return 0;
	}
	if (right) {
		type->regions[i].base = base;
		type->regions[i].size += end - base;
		return 0;
	}
	slot_insert(type, i, base, end - base, nid);
	return 1;
}

/* Takes [base, end) out of @type; needs one free slot if it lies strictly inside a region. */
static void cut_out(struct memblock_type *type, phys_addr_t base, phys_addr_t end)
{
	unsigned long i = mb_first_above(type, base);

	while (i < type->cnt && type->regions[i].base < end) {
		struct memblock_region *r = &type->regions[i];
		phys_addr_t r_base = r->base, r_end = memblock_region_end(r);

		type->total_size -= min(r_end, end) - max(r_base, base);
		if (r_base < base && r_end > end) {
			r->size = base - r_base;
			slot_insert(type, i + 1, end, r_end - end, r->nid);
			return;
		}
		if (r_base < base) {
			r->size = base - r_base;
			i++;
		} else if (r_end > end) {
			r->base = end;
			r->size = r_end - end;
			return;
		} else {
			slot_remove(type, i);
		}
	}
}

/* A place for a bigger array, outside [base, base + size), which its caller is about to change. */
static phys_addr_t find_array(const struct memblock *mb, phys_addr_t bytes, phys_addr_t base,
			      phys_addr_t size)
{
	phys_addr_t found = mb_find_in_range(mb, base + size, MEMBLOCK_ALLOC_ACCESSIBLE, bytes,
					     MEMBLOCK_ARRAY_ALIGN, NUMA_NO_NODE);

	/* A base of 0 must not turn into an end of 0, which means "the current limit". */
	if (!found && base)
		found = mb_find_in_range(mb, 0, min(base, mb->current_limit), bytes,
					 MEMBLOCK_ARRAY_ALIGN, NUMA_NO_NODE);
	return found;
}

/*
 * Doubles an array. The new one is reserved, the old one given back; both need slots of the
 * reserved array, whose room is therefore seen to first.
 */
static int grow(struct memblock *mb, struct memblock_type *type, phys_addr_t base, phys_addr_t size)
{
	struct memblock_type *reserved = &mb->reserved;
	phys_addr_t bytes = type->max * 2 * sizeof(*type->regions);
	phys_addr_t old_bytes = type->max * sizeof(*type->regions);
	phys_addr_t old = type->array_phys, new;
	unsigned long i;

	while (type != reserved && reserved->max - reserved->cnt < 2)
		if (grow(mb, reserved, base, size))
			return -ENOMEM;
	new = mb->virt ? find_array(mb, bytes, base, size) : 0;
	if (!new) {
		pr_err("memblock: no room to describe more than %lu %s regions\n", type->max,
		       type->name);
		return -ENOMEM;
	}
	memcpy(mb->virt(new), type->regions, old_bytes);
	type->regions = mb->virt(new);
	type->array_phys = new;
	type->max *= 2;
	i = mb_first_above(reserved, new);
	insert_gap(reserved, i, new, new + bytes, NUMA_NO_NODE);
	if (old)
		cut_out(reserved, old, old + old_bytes);
	if (memblock_debug)
		pr_info("memblock: %s array moved to %#llx, room for %lu regions\n", type->name,
			(unsigned long long)new, type->max);
	return 0;
}

/* Slots that filling the gaps of [base, end) takes at most. */
static unsigned long gaps_needing_slots(const struct memblock_type *type, phys_addr_t base,
					phys_addr_t end, int nid)
{
	unsigned long i = mb_first_above(type, base), n = 0;

	while (base < end) {
		phys_addr_t next = i < type->cnt ? min(type->regions[i].base, end) : end;

		if (base < next && !joins_left(type, i, base, nid) &&
		    !joins_right(type, i, next, nid))
			n++;
		if (next == end)
			break;
		base = memblock_region_end(&type->regions[i++]);
	}
	return n;
}

static int add_range(struct memblock *mb, struct memblock_type *type, phys_addr_t base,
		     phys_addr_t size, int nid)
{
	phys_addr_t end = base + size;
	unsigned long i;

	while (gaps_needing_slots(type, base, end, nid) > type->max - type->cnt)
		if (grow(mb, type, base, size))
			return -ENOMEM;
	i = mb_first_above(type, base);
	while (base < end) {
		phys_addr_t next = i < type->cnt ? min(type->regions[i].base, end) : end;

		if (base < next)
			i += insert_gap(type, i, base, next, nid);
		if (next == end)
			break;
		base = memblock_region_end(&type->regions[i++]);
	}
	return 0;
}

static int remove_range(struct memblock *mb, struct memblock_type *type, phys_addr_t base,
			phys_addr_t size)
{
	unsigned long i = mb_first_above(type, base);
	bool splits = i < type->cnt && type->regions[i].base < base &&
		      memblock_region_end(&type->regions[i]) > base + size;

	if (splits && type->cnt == type->max && grow(mb, type, base, size))
		return -ENOMEM;
	cut_out(type, base, base + size);
	return 0;
}

/* ---- changes --------------------------------------------------------------------------------- */

/**
 * mb_init() - make an empty memblock
 * @mb: the memblock
 * @memory: array for RAM regions
 * @max_memory: how many it holds, at least 1
 * @reserved: array for reserved regions
 * @max_reserved: how many it holds, at least 1
 *
 * Set @mb->virt afterwards if its memory can be reached.
 */
void mb_init(struct memblock *mb, struct memblock_region *memory, unsigned long max_memory,
	     struct memblock_region *reserved, unsigned long max_reserved)
{
	*mb = (struct memblock){
		.current_limit = MEMBLOCK_ALLOC_ANYWHERE,
		.memory = { .max = max_memory, .regions = memory, .name = "memory" },
		.reserved = { .max = max_reserved, .regions = reserved, .name = "reserved" },
	};
}

/**
 * mb_add() - there is RAM here
 * @mb: the memblock
 * @base: first address
 * @size: bytes, at least 1
 * @nid: its node, or NUMA_NO_NODE
 *
 * What is known already keeps its node; only what is new gets @nid.
 *
 * Return: 0; -EINVAL for an empty or wrapping range, -EBUSY after the freeze, -ENOMEM if the array
 * is full and cannot grow. After an error nothing has changed.
 */
int mb_add(struct memblock *mb, phys_addr_t base, phys_addr_t size, int nid)
{
	int err = check_range(mb, "add", base, size);

	return err ? err : add_range(mb, &mb->memory, base, size, nid);
}

/**
 * mb_remove() - there is no RAM here after all
 * @mb: the memblock
 * @base: first address
 * @size: bytes, at least 1; need not be RAM throughout
 *
 * Return: as mb_add().
 */
int mb_remove(struct memblock *mb, phys_addr_t base, phys_addr_t size)
{
	int err = check_range(mb, "remove", base, size);

	return err ? err : remove_range(mb, &mb->memory, base, size);
}

/**
 * mb_reserve() - these addresses are in use
 * @mb: the memblock
 * @base: first address
 * @size: bytes, at least 1; may be reserved already, wholly or in part, and need not be RAM
 * @nid: for whom, or NUMA_NO_NODE
 *
 * Return: as mb_add().
 */
int mb_reserve(struct memblock *mb, phys_addr_t base, phys_addr_t size, int nid)
{
	int err = check_range(mb, "reserve", base, size);

	return err ? err : add_range(mb, &mb->reserved, base, size, nid);
}

/**
 * mb_free() - these addresses are not in use any more
 * @mb: the memblock
 * @base: first address
 * @size: bytes, at least 1
 *
 * The whole range must be reserved: a free that covers more than was taken is a mistake that would
 * give away someone else's memory, so it is reported and refused.
 *
 * Return: as mb_add(), and -EINVAL if part of the range was not reserved.
 */
int mb_free(struct memblock *mb, phys_addr_t base, phys_addr_t size)
{
	int err = check_range(mb, "free", base, size);

	if (err)
		return err;
	if (!mb_covers(&mb->reserved, base, size)) {
		pr_err("memblock: free of %#llx bytes at %#llx refused: not all of it is reserved\n",
		       (unsigned long long)size, (unsigned long long)base);
		return -EINVAL;
	}
	return remove_range(mb, &mb->reserved, base, size);
}

/* Makes @addr a border between two regions if it lies inside one. */
static int split_at(struct memblock *mb, struct memblock_type *type, phys_addr_t addr)
{
	unsigned long i = mb_first_above(type, addr);
	struct memblock_region *r;

	if (i == type->cnt || type->regions[i].base >= addr)
		return 0;
	if (type->cnt == type->max) {
		if (grow(mb, type, addr, 1))
			return -ENOMEM;
		return split_at(mb, type, addr);
	}
	r = &type->regions[i];
	slot_insert(type, i + 1, addr, memblock_region_end(r) - addr, r->nid);
	r->size = addr - r->base;
	return 0;
}

static void merge_neighbours(struct memblock_type *type)
{
	unsigned long i = 1;

	while (i < type->cnt) {
		if (joins_left(type, i, type->regions[i].base, type->regions[i].nid)) {
			type->regions[i - 1].size += type->regions[i].size;
			slot_remove(type, i);
		} else {
			i++;
		}
	}
}

/**
 * mb_set_node() - these regions belong to a node
 * @mb: the memblock
 * @type: its memory or its reserved array
 * @base: first address
 * @size: bytes, at least 1
 * @nid: the node
 *
 * Regions are split at the borders of the range; addresses in no region are passed over.
 *
 * Return: as mb_add().
 */
int mb_set_node(struct memblock *mb, struct memblock_type *type, phys_addr_t base,
		phys_addr_t size, int nid)
{
	int err = check_range(mb, "set_node", base, size);
	unsigned long i;

	if (err)
		return err;
	err = split_at(mb, type, base);
	if (!err)
		err = split_at(mb, type, base + size);
	if (!err)
		for (i = mb_first_above(type, base);
		     i < type->cnt && type->regions[i].base < base + size; i++)
			type->regions[i].nid = nid;
	merge_neighbours(type);
	return err;
}

/**
 * mb_trim() - keep only whole blocks of RAM
 * @mb: the memblock
 * @align: size of a block in bytes, a power of two
 *
 * Each region is rounded inwards; one without a whole block in it disappears.
 */
void mb_trim(struct memblock *mb, phys_addr_t align)
{
	struct memblock_type *type = &mb->memory;
	unsigned long i = 0;

	if (check_range(mb, "trim", 0, align))
		return;
	while (i < type->cnt) {
		struct memblock_region *r = &type->regions[i];
		phys_addr_t up = align - 1 - ((r->base - 1) & (align - 1));
		phys_addr_t end = memblock_region_end(r) & ~(align - 1);

		type->total_size -= r->size;
		if (up >= r->size || r->base + up >= end) {
			slot_remove(type, i);
			continue;
		}
		r->base += up;
		r->size = end - r->base;
		type->total_size += r->size;
		i++;
	}
}

/**
 * mb_enforce_limit() - keep only the first so many bytes of RAM
 * @mb: the memblock
 * @bytes: how many; more than there are changes nothing
 *
 * Counts RAM, not addresses: holes do not use up the limit. What is reserved above the last byte
 * kept is forgotten with it.
 */
void mb_enforce_limit(struct memblock *mb, phys_addr_t bytes)
{
	struct memblock_type *type = &mb->memory;
	unsigned long i;

	if (check_range(mb, "limit", 0, MEMBLOCK_ALLOC_ANYWHERE))
		return;
	for (i = 0; i < type->cnt && bytes >= type->regions[i].size; i++)
		bytes -= type->regions[i].size;
	if (i < type->cnt) {
		phys_addr_t limit = type->regions[i].base + bytes;

		cut_out(type, limit, MEMBLOCK_ALLOC_ANYWHERE);
		cut_out(&mb->reserved, limit, MEMBLOCK_ALLOC_ANYWHERE);
	}
}
