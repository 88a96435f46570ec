/* SPDX-License-Identifier: MIT */
/*
 * page->flags.
 *
 *    63       32 31 28 27 26 25   19 18   16 15    4 3    0
 *   +-----------+-----+-----+-------+-------+--------+------+
 *   |  unused   |spare|type | node  | zone  | state  | order|
 *   +-----------+-----+-----+-------+-------+--------+------+
 *    x86_64 only \___ page->zone_id _______/ \_ page->state _/
 *
 * The low half answers one question with one comparison: is this the first page of a block of this
 * order, in this state? So the order is stored with the state, for free and for allocated blocks.
 *
 *   state                      the frame is
 *   PG_buddy | order           the first of a free block of that order, on a free list
 *   PG_cached | order          the first of a free block of that order, on a CPU's list
 *   PG_allocated | order       the first of an allocated block of that order
 *   ... | PG_head              ... which is a compound page
 *   ... | PG_slab              ... which the slab allocator has cut into objects (its tails, too)
 *   ... | PG_kmalloc           ... which is one object of kmalloc()
 *   PG_tail                    a further page of an allocated compound page
 *   0                          inside a block (free or allocated) but not its first
 *   PG_reserved                not the allocator's: kernel image, boot memory, hole in the map
 */
#ifndef _LINUX_PAGE_FLAGS_H
#define _LINUX_PAGE_FLAGS_H

#include <linux/mm_types.h>

#define PG_ORDER_BITS 4
#define PG_ORDER_MASK ((1ul << PG_ORDER_BITS) - 1)

enum pageflags {
	PG_buddy = PG_ORDER_BITS,
	PG_cached,
	PG_allocated,
	PG_head,
	PG_tail,
	PG_reserved,
	PG_slab,
	PG_kmalloc,
	NR_PAGEFLAGS,
};

#define PG_STATE_BITS 16 /* width of page->state */
#define PG_STATE_MASK ((1ul << PG_STATE_BITS) - 1)
#define ZONES_SHIFT 3	 /* bits of a zone's number in page->zone_id */

/*
 * Above node and zone, page->zone_id has the migrate type (linux/mmzone.h): of a free block that of its
 * page block, of an allocated one that of the list it goes to when it is freed.
 */
#define ZONE_ID_BITS 9
#define ZONE_ID_MASK ((1u << ZONE_ID_BITS) - 1)
#define PG_TYPE_SHIFT (PG_STATE_BITS + ZONE_ID_BITS)
#define PG_TYPE_MASK (3ul << PG_TYPE_SHIFT)

#define PAGE_FREE (1ul << PG_buddy)	     /* page->state of a free block, less its order */
#define PAGE_CACHED (1ul << PG_cached)	     /* of one on a CPU's list */
#define PAGE_ALLOCATED (1ul << PG_allocated) /* of an allocated one */

static_assert(NR_PAGEFLAGS <= PG_STATE_BITS, "page->state is 16 bits");

#define __PAGE_FLAG(Name, bit)                                                \
	static inline int Page##Name(const struct page *page)                \
	{                                                                     \
		return (page->flags >> (bit)) & 1;                            \
	}

#define __PAGE_FLAG_SET(Name, bit)                                            \
	static inline void SetPage##Name(struct page *page)                  \
	{                                                                     \
		page->flags |= 1ul << (bit);                                  \
	}                                                                     \
	static inline void ClearPage##Name(struct page *page)                \
	{                                                                     \
		page->flags &= ~(1ul << (bit));                               \
	}

__PAGE_FLAG(Buddy, PG_buddy)
__PAGE_FLAG(Cached, PG_cached)
__PAGE_FLAG(Allocated, PG_allocated)
__PAGE_FLAG(Head, PG_head)
__PAGE_FLAG(Tail, PG_tail)
__PAGE_FLAG(Reserved, PG_reserved)
__PAGE_FLAG_SET(Reserved, PG_reserved)
__PAGE_FLAG(Slab, PG_slab)
__PAGE_FLAG_SET(Slab, PG_slab)
__PAGE_FLAG(Kmalloc, PG_kmalloc)
__PAGE_FLAG_SET(Kmalloc, PG_kmalloc)

/* First page of a free block, wherever that is kept? */
static inline int page_is_free(const struct page *page)
{
	return !!(page->flags & (PAGE_FREE | PAGE_CACHED));
}

static inline int PageCompound(const struct page *page)
{
	return !!(page->flags & (1ul << PG_head | 1ul << PG_tail));
}

/* The order in page->flags; means something only for the first page of a block. */
static inline unsigned int page_flags_order(const struct page *page)
{
	return page->flags & PG_ORDER_MASK;
}

#endif
