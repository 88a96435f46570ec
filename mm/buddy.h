/* SPDX-License-Identifier: MIT */
/*
 * The buddy system: taking a block from a free list, with splitting, and putting one back, with
 * merging. The theory is at the head of buddy.c.
 *
 * These functions are inline because their callers are counted in instructions (docs/fast-path.md).
 * They work on the zone they are given, whatever it is made of. The caller holds zone->lock, unless
 * nobody else knows the zone.
 */
#ifndef _MM_BUDDY_H
#define _MM_BUDDY_H

#include <linux/compiler.h>
#include <linux/spinlock.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/mm.h>

/*
 * zone->lock. With interrupts off nobody preempts, so that need not be counted: the inner functions
 * of linux/spinlock.h do.
 */
static __always_inline void zone_lock(struct zone *zone)
{
	__spin_acquire(&zone->lock, 0);
}

static __always_inline void zone_unlock(struct zone *zone)
{
	__spin_release(&zone->lock);
}

static __always_inline unsigned long zone_lock_irqsave(struct zone *zone)
{
	unsigned long flags;

	local_irq_save(flags);
	zone_lock(zone);
	return flags;
}

static __always_inline bool zone_trylock_irqsave(struct zone *zone, unsigned long *flags)
{
	local_irq_save(*flags);
	if (likely(__spin_try(&zone->lock)))
		return true;
	local_irq_restore(*flags);
	return false;
}

static __always_inline void zone_unlock_irqrestore(struct zone *zone, unsigned long flags)
{
	zone_unlock(zone);
	local_irq_restore(flags);
}

void zone_init(struct zone *zone, const char *name, u16 id);
struct page *__rmqueue(struct zone *zone, unsigned int order);
void __free_one_page(struct zone *zone, struct page *page, unsigned int order);
void buddy_add_range(struct zone *zone, unsigned long start_pfn, unsigned long end_pfn);
void buddy_cut(struct page *page, unsigned int order, unsigned int new_order);

/* Where struct pages are a power of two in size, two buddies' differ in one bit of the address. */
#define PAGE_STRUCT_IS_POW2 ((sizeof(struct page) & (sizeof(struct page) - 1)) == 0)

/* The unit of free_area::buddy_xor: bytes where that works, else frames. */
#define BUDDY_XOR_UNIT (PAGE_STRUCT_IS_POW2 ? sizeof(struct page) : 1)

static_assert(!PAGE_STRUCT_IS_POW2 || VMEMMAP_START % (MAX_ORDER_NR_PAGES * sizeof(struct page)) == 0,
	      "the memmap begins at an address aligned like the struct pages of the largest block");

/**
 * page_buddy() - the first page of the block that is the other half of the next larger one
 * @page: first page of a block
 * @area: the free area of its order
 *
 * For the largest order this is @page itself, which is never both halves of anything: the
 * comparison that follows fails without a test for the order.
 */
static __always_inline struct page *page_buddy(const struct page *page, const struct free_area *area)
{
	if (PAGE_STRUCT_IS_POW2)
		return (struct page *)((unsigned long)page ^ area->buddy_xor);
	return pfn_to_page(page_to_pfn(page) ^ area->buddy_xor);
}

/* The address is computed once, and the order's register is free afterwards. */
static __always_inline struct free_area *area_of_order(struct free_area *row, unsigned long order)
{
	struct free_area *area = row + order;

	OPTIMIZER_HIDE_VAR(area);
	return area;
}

/* Of MIGRATE_UNMOVABLE; for whole page blocks, of all types. */
static __always_inline struct free_area *zone_area(struct zone *zone, unsigned long order)
{
	return area_of_order(zone->free_area, order);
}

static __always_inline struct free_area *zone_type_area(struct zone *zone, unsigned int type, unsigned long order)
{
	return &zone->free_area[type * AREAS_PER_TYPE + order];
}

/* ---- page blocks (mobility.c) ---------------------------------------------------------------- */

/* A page block's place in the table: where that works, by the address of its struct pages. */
static __always_inline unsigned long pageblock_index(const struct page *page)
{
	if (PAGE_STRUCT_IS_POW2)
		return (unsigned long)page / (sizeof(struct page) << pageblock_order);
	return page_to_pfn(page) >> pageblock_order;
}

static __always_inline unsigned int pageblock_type(const struct zone *zone, const struct page *page)
{
	return *(const u8 *)(zone->pageblocks + pageblock_index(page));
}

void buddy_free_typed(struct zone *zone, struct page *page, unsigned int order, enum migratetype type);

/* Pages inside a block have no state, and no type. */
static __always_inline void page_clear_state(struct page *page)
{
	page->flags &= ~(PG_STATE_MASK | PG_TYPE_MASK);
}

/* ---- lists ----------------------------------------------------------------------------------- */

/* The first of two buddies: where their struct pages differ in one bit, without it. */
static __always_inline struct page *page_lower(struct page *page, struct page *buddy)
{
	if (PAGE_STRUCT_IS_POW2)
		return (struct page *)((unsigned long)page & (unsigned long)buddy);
	return page < buddy ? page : buddy;
}

/* The upper half of a block that begins at @page; @area is that of the halves. */
static __always_inline struct page *page_half(struct page *page, const struct free_area *area)
{
	if (PAGE_STRUCT_IS_POW2)
		return (struct page *)((unsigned long)page + area->buddy_xor);
	return page + area->pages;
}

static __always_inline struct page *area_first(const struct free_area *area)
{
	return list_entry(area->free_list.next, struct page, lru);
}

static __always_inline bool area_empty(const struct free_area *area)
{
	return area->free_list.next == &area->free_list;
}

/* Takes the first block off the list. It stays marked as free. */
static __always_inline struct page *area_pop(struct free_area *area)
{
	struct page *page = area_first(area);

	__list_del(&area->free_list, page->lru.next);
	area->nr_free--;
	return page;
}

/* Puts a free block on the list: @word is page->flags of such a block. */
static __always_inline void area_push(struct free_area *area, struct page *page, unsigned long word)
{
	page->flags = word;
	list_add(&page->lru, &area->free_list);
	area->nr_free++;
}

/* Marks the first page of a block that was free, and is on no list any more, as allocated. */
static __always_inline void mark_allocated(struct free_area *area, struct page *page)
{
	page->flags ^= PAGE_FREE | PAGE_ALLOCATED;
	set_page_count(page, 1);
	area->allocs++;
}

/* The next larger order with a free block, or the guard. */
static __always_inline struct free_area *area_above(struct free_area *area)
{
	do
		area++;
	while (area_empty(area));
	return area;
}

/* Does a search end here? The guard's list is not empty, but has no page. */
static __always_inline bool area_is_guard(const struct free_area *area)
{
	return !area->free_list.next;
}

/**
 * buddy_split() - allocate from a larger block
 * @area: free area of the wanted order
 * @from: a larger order's, which has a block
 *
 * Cuts the block in two, puts the upper half on the list below, and goes on with the lower half.
 *
 * Return: a block of the wanted order, marked as allocated.
 */
static __always_inline struct page *buddy_split(struct free_area *area, struct free_area *from)
{
	struct page *page = area_pop(from);
	unsigned long word = page->flags;

	do {
		from->splits++;
		from--;
		word--; /* the same with the next lower order */
		OPTIMIZER_HIDE_VAR(word); /* or gcc computes both again behind the loop */
		OPTIMIZER_HIDE_VAR(from);
		area_push(from, page_half(page, from), word);
	} while (from != area);
	page->flags = word;
	mark_allocated(from, page);
	return page;
}

/**
 * rmqueue_spare() - allocate from a zone as long as it stays above its low watermark
 * @zone: the zone
 * @area: its free area of the wanted order
 *
 * Return: a block, marked as allocated, or NULL.
 */
static __always_inline struct page *rmqueue_spare(struct zone *zone, struct free_area *area)
{
	struct free_area *from;
	struct page *page;

	if (unlikely((zone->spare -= area->pages) < 0))
		goto none;
	if (unlikely(area_empty(area))) {
		from = area_above(area);
		if (unlikely(area_is_guard(from)))
			goto none;
		return buddy_split(area, from);
	}
	page = area_pop(area);
	mark_allocated(area, page);
	return page;
none:
	barrier(); /* or gcc keeps the balance in a register, and needs two instructions more above */
	zone->spare += area->pages;
	return NULL;
}

/**
 * buddy_merge() - free a block whose buddy is free
 * @area: free area of its order
 * @page: its first page
 * @buddy: its buddy
 */
static __always_inline void buddy_merge(struct free_area *area, struct page *page, struct page *buddy)
{
	unsigned long word = buddy->flags; /* what page->flags of either is when it is free */

	do {
		__list_del_entry(&buddy->lru);
		area->nr_free--;
		area->merges++;
		page_clear_state(buddy);
		page_clear_state(page);
		page = page_lower(page, buddy); /* it becomes the first page */
		word++; /* the same with the next higher order */
		area++;
		buddy = page_buddy(page, area);
	} while (buddy->flags == word);
	area_push(area, page, word);
}

/* Puts a block on the list of its order or, with its buddy, of a higher one. @word: its page->flags then. */
static __always_inline void buddy_put(struct free_area *area, struct page *page, unsigned long word)
{
	struct page *buddy = page_buddy(page, area);

	if (unlikely(buddy->flags == word))
		return buddy_merge(area, page, buddy);
	area_push(area, page, word);
}

/* buddy_free() for a page block of the first type. */
static __always_inline void buddy_free_unmovable(struct zone *zone, struct page *page, unsigned long order)
{
	struct free_area *area = zone_area(zone, order);

	zone->spare += area->pages;
	barrier(); /* what follows needs the register that held the zone */
	buddy_put(area, page, (page->flags & ~PG_TYPE_MASK) ^ (PAGE_FREE | PAGE_ALLOCATED));
}

/**
 * buddy_free() - give an allocated block back to its zone
 * @zone: its zone
 * @page: its first page, marked as allocated with @order, without users
 * @order: its order
 *
 * The test for a free buddy is one comparison: the buddy's flags must be what this page's are going
 * to be: first of a free block, same order, same zone.
 */
static __always_inline void buddy_free(struct zone *zone, struct page *page, unsigned long order)
{
	unsigned int type = pageblock_type(zone, page);

	if (unlikely(type))
		return buddy_free_typed(zone, page, order, type);
	buddy_free_unmovable(zone, page, order);
}

#endif
