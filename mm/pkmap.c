// SPDX-License-Identifier: MIT
/*
 * The slots of the kmap() window: which page each of them shows.
 *
 * Purpose
 *	A window of some hundred pages through which the kernel sees high memory. A mapping has users;
 *	mapping a page that is mapped already is only one user more.
 *
 * Theory
 *	What is expensive is not the page table's entry but the TLBs: an entry that was in use may be
 *	remembered by every CPU, and before it may show another page all of them must forget it. So a
 *	slot whose last user leaves is not emptied: it stays idle, and serves again if its page is wanted
 *	again. Clean slots are handed out in order; at the window's end all idle ones are reclaimed at
 *	once, and one flush serves them all. A mapping so costs 1/n of a flush, n being the number
 *	of slots that were not in use.
 *
 *	clean --take--> in use --last put--> idle --reclaim and flush--> clean
 *	                  ^--------get---------'
 *
 * Invariants
 *	A clean slot (users 0) is in no chain, and no TLB knows it.
 *	Any other slot is in the chain of its frame, and no frame has two.
 *	The slot behind the last shows no frame and is the end of each chain, so that who looks only at
 *	the first of a chain need not ask whether there is one.
 *
 * Complexity: find O(1) by hash; take O(1) on average, O(slots) where nearly all are in use.
 *
 * Locks: the caller's (mm/highmem.c). Nothing here knows of page tables, so the host tests it.
 *
 * References: Gorman, Understanding the Linux Virtual Memory Manager, chapter 9.
 */
#include <linux/kernel.h>
#include "pkmap.h"

/**
 * pkmap_init() - make all slots clean
 * @map: a table with its arrays and their sizes
 */
void pkmap_init(struct pkmap *map)
{
	map->cursor = 0;
	for (unsigned int i = 0; i <= map->nr_slots; i++)
		map->slots[i] = (struct pkmap_slot){ .pfn = PKMAP_NO_FRAME };
	for (unsigned int i = 0; i < 1u << map->hash_bits; i++)
		map->heads[i] = map->nr_slots;
}

/**
 * pkmap_slots_with() - how many slots have a number in users
 * @map: the table
 * @users: 0 counts the clean ones, 1 the idle ones
 */
unsigned int pkmap_slots_with(const struct pkmap *map, u32 users)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < map->nr_slots; i++)
		n += map->slots[i].users == users;
	return n;
}

/* The cursor stays behind the slot that was taken last; nothing in front of it is clean. */
static int next_clean(struct pkmap *map)
{
	for (; map->cursor < map->nr_slots; map->cursor++)
		if (!map->slots[map->cursor].users)
			return map->cursor++;
	return PKMAP_NO_SLOT;
}

/**
 * pkmap_take() - a clean slot for a frame that has none
 * @map: the table
 * @pfn: the frame; pkmap_find() has not found it
 *
 * Return: the slot, with one user; PKMAP_MUST_FLUSH: call again after pkmap_reclaim() and a flush;
 * PKMAP_NO_SLOT: call again when somebody has put one.
 */
int pkmap_take(struct pkmap *map, unsigned long pfn)
{
	u16 *head = &map->heads[pkmap_hash(pfn, map->hash_bits)];
	int slot = next_clean(map);

	if (slot < 0)
		return pkmap_slots_with(map, 1) ? PKMAP_MUST_FLUSH : PKMAP_NO_SLOT;
	map->slots[slot] = (struct pkmap_slot){ .pfn = pfn, .users = 2 };
	map->next[slot] = *head;
	/* Whoever searches without the lock must not see the slot before what it holds. */
	barrier();
	WRITE_ONCE(*head, slot);
	return slot;
}

static void unlink_slot(struct pkmap *map, unsigned int slot)
{
	u16 *link = &map->heads[pkmap_hash(map->slots[slot].pfn, map->hash_bits)];

	while (*link != slot)
		link = &map->next[*link];
	WRITE_ONCE(*link, map->next[slot]);
}

/**
 * pkmap_reclaim() - make the idle slots clean
 * @map: the table
 * @unmap: called for each with its number: takes it out of the page table
 * @arg: handed to @unmap
 *
 * The caller flushes the TLBs before it takes a slot again.
 *
 * Return: how many.
 */
unsigned int pkmap_reclaim(struct pkmap *map, void (*unmap)(unsigned int slot, void *arg), void *arg)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < map->nr_slots; i++) {
		if (map->slots[i].users != 1)
			continue;
		unlink_slot(map, i);
		map->slots[i] = (struct pkmap_slot){ .pfn = PKMAP_NO_FRAME };
		unmap(i, arg);
		n++;
	}
	map->cursor = 0;
	return n;
}

static bool is_found(const struct pkmap *map, unsigned int slot)
{
	return pkmap_find(map, map->slots[slot].pfn) == (int)slot;
}

/**
 * pkmap_check() - do the invariants hold?
 * @map: the table, at rest
 */
bool pkmap_check(const struct pkmap *map)
{
	unsigned int chained = 0;

	if (map->slots[map->nr_slots].pfn != PKMAP_NO_FRAME)
		return false;
	for (unsigned int i = 0; i < map->nr_slots; i++)
		if (map->slots[i].users ? !is_found(map, i) : map->slots[i].pfn != PKMAP_NO_FRAME)
			return false;
	for (unsigned int i = 0; i < 1u << map->hash_bits; i++)
		for (unsigned int s = map->heads[i]; s < map->nr_slots && chained <= map->nr_slots; s = map->next[s])
			chained++;
	return chained == map->nr_slots - pkmap_slots_with(map, 0);
}
