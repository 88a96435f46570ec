// SPDX-License-Identifier: MIT
/* A zone of a test's own; and a checker of the invariants at the head of mm/buddy.c. */
#include "mm_private_zone.h"

static void own_pages(struct private_zone *pz, u16 id)
{
	for (unsigned long i = 0; i < pz->pages; i++) {
		struct page *page = pfn_to_page(pz->pfn + i);

		page->zone_id = id;
		page->state = 0;
		set_page_count(page, 0);
	}
}

/**
 * private_zone_take() - allocate a block and make an empty zone for it
 * @test: given up if there is no memory
 * @pz: the zone
 * @max_order: largest block to use; on a small machine it may be a smaller one, at least order 6
 */
void private_zone_take(struct kunit *test, struct private_zone *pz, unsigned int max_order)
{
	struct page *page = NULL;

	for (pz->order = max_order; pz->order >= 6; pz->order--) {
		page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, pz->order);
		if (page)
			break;
	}
	KUNIT_ASSERT_NOT_NULL(test, page);
	pz->pfn = page_to_pfn(page);
	pz->pages = 1ul << pz->order;
	pz->real_id = page->zone_id;
	own_pages(pz, ZONE_ID_PRIVATE | page_zonenum(page));
	zone_init(&pz->zone, "Test", page->zone_id);
}

/**
 * private_zone_fill() - put some of the block's pages into the zone
 * @pz: the zone
 * @from: first page, counted from the block's first
 * @to: page behind the last
 */
void private_zone_fill(struct private_zone *pz, unsigned long from, unsigned long to)
{
	buddy_add_range(&pz->zone, pz->pfn + from, pz->pfn + to);
}

/**
 * private_zone_give_back() - free the block, whatever the test did to its pages
 * @pz: the zone; NULL and a zone never taken are fine
 */
void private_zone_give_back(struct private_zone *pz)
{
	struct page *page;

	if (!pz || !pz->pages)
		return;
	own_pages(pz, pz->real_id);
	page = pfn_to_page(pz->pfn);
	page->state = PAGE_ALLOCATED | pz->order;
	set_page_count(page, 1);
	__free_pages(page, pz->order);
	pz->pages = 0;
}

static void check_free_block(struct kunit *test, const struct zone *zone, const struct page *page,
			     unsigned int order, unsigned long type)
{
	unsigned long pfn = page_to_pfn(page), expected = (unsigned long)zone->id << PG_STATE_BITS | PAGE_FREE | order;

	expected |= type << PG_TYPE_SHIFT;
	KUNIT_EXPECT_EQ_MSG(test, pageblock_type(zone, page), type, "pfn %#lx", pfn);

	KUNIT_EXPECT_EQ_MSG(test, page->flags, expected, "pfn %#lx on list %u", pfn, order);
	KUNIT_EXPECT_EQ(test, page_ref_count(page), 0);
	KUNIT_EXPECT_EQ_MSG(test, pfn & ((1ul << order) - 1), 0, "pfn %#lx on list %u", pfn, order);
	for (unsigned long i = 1; i < 1ul << order; i++)
		if (page[i].flags != (unsigned long)zone->id << PG_STATE_BITS)
			KUNIT_FAIL(test, "page %lu inside the free block %#lx has flags %#lx", i, pfn,
				   page[i].flags);
	if (order < MAX_ORDER - 1)
		KUNIT_EXPECT_NE_MSG(test, pfn_to_page(pfn ^ 1ul << order)->flags, expected,
				    "the buddies at %#lx are both free", pfn);
}

/**
 * check_free_lists() - check all invariants of a zone
 * @test: the test
 * @zone: the zone
 */
void check_free_lists(struct kunit *test, const struct zone *zone)
{
	unsigned long sum = 0;

	for (unsigned int i = 0; i < MIGRATE_TYPES * MAX_ORDER; i++) {
		unsigned int order = i % MAX_ORDER, type = i / MAX_ORDER;
		const struct free_area *area = &zone->free_area[type * AREAS_PER_TYPE + order];
		const struct page *page;
		unsigned long blocks = 0;

		list_for_each_entry(page, &area->free_list, lru) {
			KUNIT_ASSERT_LE_MSG(test, ++blocks, area->nr_free, "list %u is too long", order);
			KUNIT_EXPECT_PTR_EQ(test, (const void *)page->lru.next->prev, (const void *)&page->lru);
			check_free_block(test, zone, page, order, type);
		}
		KUNIT_EXPECT_EQ_MSG(test, blocks, area->nr_free, "length of list %u", order);
		sum += blocks << order;
	}
	KUNIT_EXPECT_EQ(test, sum, zone_free_pages(zone));
}
