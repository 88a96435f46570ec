// SPDX-License-Identifier: MIT
/* Lab: a zone's free pages against its watermarks, while all of them are taken. See watermarks.md. */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/vmstat.h>

static LIST_HEAD(taken);

static const char *where(const struct zone *zone, unsigned long free)
{
	if (free > high_wmark_pages(zone))
		return "above high";
	if (free > low_wmark_pages(zone))
		return "below high";
	return free > min_wmark_pages(zone) ? "below low" : "at min";
}

static void put_all(void)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, &taken, lru)
		__free_page(page);
	INIT_LIST_HEAD(&taken);
}

/* Takes pages until no zone gives one; a line each time this zone's state changes, and a few between. */
static void take_all(const struct zone *zone)
{
	unsigned long nr = 0, step = zone_managed_pages(zone) / 8, next = 0;
	const char *last = NULL;
	struct page *page;

	while ((page = alloc_page(GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN))) {
		unsigned long free = zone_page_state(zone, NR_FREE_PAGES);
		const char *state = where(zone, free);

		list_add(&page->lru, &taken);
		nr++;
		if (state != last || nr >= next) {
			pr_info("taken %6lu, free %6lu: %s, page from zone %s\n", nr, free, state, page_zone(page)->name);
			last = state;
			next = nr + step;
		}
		cond_resched();
	}
	pr_info("taken %6lu, free %6lu: refused\n", nr, zone_page_state(zone, NR_FREE_PAGES));
}

static int __init watermarks_init(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct zone *zone;

	if (!page)
		return -ENOMEM;
	zone = page_zone(page);
	list_add(&page->lru, &taken);
	pr_info("zone %s: %lu pages, min %lu, low %lu, high %lu\n", zone->name, zone_managed_pages(zone), min_wmark_pages(zone),
		low_wmark_pages(zone), high_wmark_pages(zone));
	take_all(zone);
	put_all();
	pr_info("given back, free %6lu: %s\n", zone_page_state(zone, NR_FREE_PAGES),
		where(zone, zone_page_state(zone, NR_FREE_PAGES)));
	return 0;
}

static void __exit watermarks_exit(void)
{
}

module_init(watermarks_init);
module_exit(watermarks_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Takes a zone's pages until min, and watches the watermarks");
