/* SPDX-License-Identifier: MIT */
/* Which page is shown by which of a number of slots. Theory in mm/pkmap.c. */
#ifndef _MM_PKMAP_H
#define _MM_PKMAP_H

#include <linux/types.h>

#define PKMAP_NO_SLOT (-1)	/* every slot is in use */
#define PKMAP_MUST_FLUSH (-2)	/* none is clean, but some are idle: pkmap_reclaim() */

#define PKMAP_NO_FRAME 0xffffffffu

/**
 * struct pkmap_slot - one page's place in the window
 * @pfn: the frame that it shows; PKMAP_NO_FRAME if it is clean
 * @users: how many users the mapping has, and one for the mapping itself; 0: the slot is clean
 */
struct pkmap_slot {
	u32 pfn;
	u32 users;
};

/**
 * struct pkmap - a table of slots
 * @slots: @nr_slots of them, and one more that shows no frame, where each chain ends
 * @next: for each slot the next one in its hash chain
 * @heads: first slot of each chain, 2^@hash_bits of them
 * @nr_slots: at most 65535
 * @hash_bits: 1 to 16
 * @cursor: where the search for a clean slot goes on
 */
struct pkmap {
	struct pkmap_slot *slots;
	u16 *next;
	u16 *heads;
	u16 nr_slots;
	u16 hash_bits;
	u16 cursor;
};

void pkmap_init(struct pkmap *map);
int pkmap_take(struct pkmap *map, unsigned long pfn);
unsigned int pkmap_reclaim(struct pkmap *map, void (*unmap)(unsigned int slot, void *arg), void *arg);
unsigned int pkmap_slots_with(const struct pkmap *map, u32 users);
bool pkmap_check(const struct pkmap *map);

static inline unsigned int pkmap_hash(unsigned long pfn, unsigned int bits)
{
	return (u32)pfn * 0x9e3779b1u >> (32 - bits);
}

/**
 * pkmap_find() - the slot that shows a frame
 * @map: the table
 * @pfn: the frame
 *
 * Return: its number, with a user or idle; or PKMAP_NO_SLOT.
 */
static inline int pkmap_find(const struct pkmap *map, unsigned long pfn)
{
	unsigned int slot = map->heads[pkmap_hash(pfn, map->hash_bits)];

	while (slot < map->nr_slots && map->slots[slot].pfn != pfn)
		slot = map->next[slot];
	return slot < map->nr_slots ? (int)slot : PKMAP_NO_SLOT;
}

/* One more user of a slot that pkmap_find() has found. */
static inline void pkmap_get(struct pkmap *map, int slot)
{
	map->slots[slot].users++;
}

/**
 * pkmap_put() - one user less
 * @map: the table
 * @slot: as pkmap_find() told
 *
 * The slot goes on showing its page, in case it is wanted again, until pkmap_reclaim().
 *
 * Return: 1 if it was the last user, 0 if there are more, -1 if there was none.
 */
static inline int pkmap_put(struct pkmap *map, int slot)
{
	struct pkmap_slot *s = &map->slots[slot];

	if (s->users < 2)
		return -1;
	return --s->users == 1;
}

#endif
