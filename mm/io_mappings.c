// SPDX-License-Identifier: MIT
/*
 * The list of mapped device memory.
 *
 * Purpose
 *	A page that is mapped twice must be cached the same way both times: a CPU is free to do anything
 *	else with it (Intel SDM vol. 3A, 12.12.4). So each mapping is noted here, and one that
 *	contradicts another is not made.
 *
 * Complexity: O(mappings), of which there are as many as devices.
 *
 * Locks: the caller's. Nothing here maps anything, so the host tests it.
 */
#include <linux/kernel.h>
#include <quarry/io_mappings.h>

/**
 * io_mapping_conflict() - is a part of a range mapped otherwise already?
 * @all: list of struct io_mapping
 * @phys: first address
 * @size: bytes, not 0; the range does not wrap
 * @cache: how it is to be cached
 *
 * Return: such a mapping, or NULL.
 */
const struct io_mapping *io_mapping_conflict(const struct list_head *all, u64 phys, u64 size, enum io_cache cache)
{
	const struct io_mapping *m;

	list_for_each_entry(m, all, node)
		if (m->cache != cache && phys <= m->phys + (m->size - 1) && m->phys <= phys + (size - 1))
			return m;
	return NULL;
}

/**
 * io_mapping_find() - the mapping that begins at an address
 * @all: list of struct io_mapping
 * @virt: its first page's address
 */
struct io_mapping *io_mapping_find(const struct list_head *all, unsigned long virt)
{
	struct io_mapping *m;

	list_for_each_entry(m, all, node)
		if (m->virt == virt)
			return m;
	return NULL;
}

/* io_cache_name() - for reports */
const char *io_cache_name(enum io_cache cache)
{
	static const char *const names[] = { "uncached", "write-combining", "write-back" };

	return names[cache];
}
