// SPDX-License-Identifier: MIT
/*
 * memblock: finding free memory and taking it.
 *
 * First fit: the highest address that fits, or with bottom_up the lowest. From the top is the
 * default because low memory is the scarce kind (ISA DMA below 16 MiB, lowmem on i386), and
 * because one allocation after another then grows one reserved region downwards.
 *
 * A search looks at each free stretch once, O(n log n) in the number of regions; n stays small
 * because allocations merge. Address 0 is never handed out: it means "nothing found".
 *
 * See mm/memblock.c for the theory.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/printk.h>
#include <linux/string.h>

#include <asm/page.h>

static phys_addr_t fit_low(phys_addr_t start, phys_addr_t end, phys_addr_t size, phys_addr_t align)
{
	phys_addr_t at = (start + align - 1) & ~(align - 1);

	return at >= start && at < end && end - at >= size ? at : 0;
}

static phys_addr_t fit_high(phys_addr_t start, phys_addr_t end, phys_addr_t size, phys_addr_t align)
{
	phys_addr_t at = end - start < size ? 0 : (end - size) & ~(align - 1);

	return at >= start ? at : 0;
}

/**
 * mb_find_in_range() - where a free range lies, without taking it
 * @mb: the memblock
 * @start: lowest acceptable address
 * @end: address behind the highest acceptable one; MEMBLOCK_ALLOC_ACCESSIBLE for the current limit
 * @size: bytes, at least 1
 * @align: alignment of the address in bytes, a power of two
 * @nid: only memory of this node; NUMA_NO_NODE for any
 *
 * Return: the address, or 0.
 */
phys_addr_t mb_find_in_range(const struct memblock *mb, phys_addr_t start, phys_addr_t end,
			     phys_addr_t size, phys_addr_t align, int nid)
{
	phys_addr_t from, to, found = 0;
	u64 cursor;

	start = max(start, (phys_addr_t)PAGE_SIZE);
	if (end == MEMBLOCK_ALLOC_ACCESSIBLE)
		end = mb->current_limit;
	cursor = mb->bottom_up ? start : end;
	while (!found && start < end) {
		if (!(mb->bottom_up ? mb_next_free : mb_next_free_rev)(mb, &cursor, nid, &from, &to,
								       NULL))
			break;
		from = max(from, start);
		to = min(to, end);
		if (from >= to)
			break; /* walked out of the window */
		found = mb->bottom_up ? fit_low(from, to, size, align) :
					fit_high(from, to, size, align);
	}
	return found;
}

/**
 * mb_alloc_range() - take a range of physical memory
 * @mb: the memblock
 * @size: bytes, at least 1
 * @align: alignment in bytes, a power of two
 * @start: lowest acceptable address
 * @end: address behind the highest acceptable one; MEMBLOCK_ALLOC_ACCESSIBLE for the current limit
 * @nid: only memory of this node; NUMA_NO_NODE for any
 *
 * Return: its address, or 0 if nothing fits or the arguments make no sense (which is reported).
 */
phys_addr_t mb_alloc_range(struct memblock *mb, phys_addr_t size, phys_addr_t align,
			   phys_addr_t start, phys_addr_t end, int nid)
{
	phys_addr_t found;

	if (mb->frozen || !size || !align || (align & (align - 1))) {
		pr_err("memblock: allocation of %#llx bytes aligned to %#llx refused: %s\n",
		       (unsigned long long)size, (unsigned long long)align,
		       mb->frozen ? "the page allocator has taken over" :
		       size	  ? "the alignment is not a power of two" :
				    "the size is 0");
		return 0;
	}
	found = mb_find_in_range(mb, start, end, size, align, nid);
	if (found && mb_reserve(mb, found, size, nid))
		found = 0;
	return found;
}

/**
 * mb_alloc() - take memory and return a pointer to it
 * @mb: the memblock; its @virt must be set
 * @size: bytes, at least 1
 * @align: alignment in bytes, a power of two
 * @min_addr: physical address it should not lie below; dropped if that cannot be had
 * @max_addr: physical address it must end at or below; MEMBLOCK_ALLOC_ACCESSIBLE for the limit
 * @nid: node it should lie on; dropped, before @min_addr is, if that cannot be had
 * @zero: fill it with zeros
 *
 * Never goes beyond the current limit, whatever @max_addr says: the pointer must be usable.
 *
 * Return: the pointer, or NULL.
 */
void *mb_alloc(struct memblock *mb, phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
	       phys_addr_t max_addr, int nid, bool zero)
{
	phys_addr_t phys;
	void *ptr;

	if (max_addr == MEMBLOCK_ALLOC_ACCESSIBLE || max_addr > mb->current_limit)
		max_addr = mb->current_limit;
	phys = mb_alloc_range(mb, size, align, min_addr, max_addr, nid);
	if (!phys && nid != NUMA_NO_NODE)
		phys = mb_alloc_range(mb, size, align, min_addr, max_addr, NUMA_NO_NODE);
	if (!phys && min_addr)
		phys = mb_alloc_range(mb, size, align, 0, max_addr, NUMA_NO_NODE);
	if (!phys)
		return NULL;
	ptr = mb->virt(phys);
	return zero ? memset(ptr, 0, size) : ptr;
}
