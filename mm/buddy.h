/* SPDX-License-Identifier: MIT */
/*
 * The buddy system's fast half: taking a block from a free list that has one, and putting back a
 * block whose buddy is in use. Everything that splits or merges is in buddy.c; its head has the
 * theory.
 *
 * These functions are inline because their callers are counted in instructions (docs/fast-path.md).
 * They work on the zone they are given, whatever it is made of.
 */
#ifndef _MM_BUDDY_H
#define _MM_BUDDY_H

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/mm.h>

void buddy_merge(struct free_area *area, struct page *page, struct page *buddy);

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
static __always_inline struct free_area *zone_area(struct zone *zone, unsigned long order)
{
	struct free_area *area = &zone->free_area[order];

	OPTIMIZER_HIDE_VAR(area);
	return area;
}

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
	struct free_area *area = zone_area(zone, order);
	unsigned long word;
	struct page *buddy;

	zone->spare += area->pages;
	barrier(); /* what follows needs the register that held the zone */
	buddy = page_buddy(page, area);
	word = page->flags ^ (PAGE_FREE | PAGE_ALLOCATED);
	if (unlikely(buddy->flags == word))
		return buddy_merge(area, page, buddy);
	area_push(area, page, word);
}

#endif
