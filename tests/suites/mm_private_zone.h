/* SPDX-License-Identifier: MIT */
/*
 * A zone of a test's own, made of a block of pages that the test allocated: what happens in it does
 * not concern the rest of the system.
 */
#ifndef _TESTS_MM_PRIVATE_ZONE_H
#define _TESTS_MM_PRIVATE_ZONE_H

#include <kunit/test.h>
#include <linux/mm.h>

#include "../../mm/buddy.h"
#include "../../mm/internal.h"

/**
 * struct private_zone - such a zone
 * @zone: the zone, which a test may use at will
 * @pfn: first frame of the block
 * @pages: pages of the block
 * @order: its order
 * @real_id: page->zone_id that its pages really have
 */
struct private_zone {
	struct zone zone;
	unsigned long pfn, pages;
	unsigned int order;
	u16 real_id;
};

void private_zone_take(struct kunit *test, struct private_zone *pz, unsigned int max_order);
void private_zone_give_back(struct private_zone *pz);
void private_zone_fill(struct private_zone *pz, unsigned long from, unsigned long to);
void check_free_lists(struct kunit *test, const struct zone *zone);

#endif
