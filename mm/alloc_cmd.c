// SPDX-License-Identifier: MIT
/*
 * The monitor's "alloc" and "free": pages by hand, with the splits and merges shown.
 *
 *	alloc 3				order 3, GFP_KERNEL
 *	alloc 0 GFP_KERNEL|__GFP_DMA	flags by name
 *	free 0x1238			by frame number, with the order it was allocated with
 *	free 0xffff888001238000 2	by address, with an order that may be wrong on purpose
 *	free				how much memory is free
 *
 * How it is shown without slowing the allocator down: splits and merges are counted per order. The
 * counters before and after say how far a block was cut or joined, and as the lower half is always
 * the one that is cut further, and the buddy's place is known, they say which blocks.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include "buddy.h"
#include "internal.h"

struct counts {
	unsigned long splits[MAX_ORDER], merges[MAX_ORDER];
};

static struct counts count_now(const struct zone *zone)
{
	struct counts now;

	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		now.splits[order] = zone_splits_of(zone, order);
		now.merges[order] = zone_merges_of(zone, order);
	}
	return now;
}

/* All zones, by page->zone_id, because which one will serve is not known before. */
#define MAX_SHOWN ZONE_ID(4, 0)
static struct counts before[MAX_SHOWN];

static void count_before(void)
{
	struct zone *zone;

	for_each_zone(zone)
		if (zone->id < MAX_SHOWN)
			before[zone->id] = count_now(zone);
}

static void show_splits(const struct zone *zone, unsigned long pfn)
{
	const struct counts now = count_now(zone), *then = &before[zone->id];

	if (zone->id >= MAX_SHOWN)
		return;
	for (int order = MAX_ORDER - 1; order > 0; order--) {
		if (now.splits[order] == then->splits[order])
			continue;
		console_printf("  split  order %2d: %#lx-%#lx -> keep %#lx, put %#lx on list %d\n", order, pfn,
			       pfn + (1ul << order) - 1, pfn, pfn + (1ul << (order - 1)), order - 1);
	}
}

static void show_merges(const struct zone *zone, unsigned long pfn)
{
	const struct counts now = count_now(zone), *then = &before[zone->id];
	unsigned int order;

	if (zone->id >= MAX_SHOWN)
		return;
	for (order = 0; order < MAX_ORDER - 1; order++) {
		if (now.merges[order] == then->merges[order])
			continue;
		console_printf("  merge  order %2u: with its buddy %#lx -> order %u at %#lx\n", order,
			       (pfn & -(1ul << order)) ^ 1ul << order, order + 1, pfn & -(2ul << order));
	}
}

static const gfp_t gfp_combinations[] = {
	GFP_HIGHUSER_MOVABLE, GFP_HIGHUSER, GFP_USER, GFP_KERNEL, GFP_NOFS, GFP_NOIO, GFP_ATOMIC,
	GFP_NOWAIT,
};

/* printk knows the names: a value has the name that %pGg prints for it. */
static bool gfp_has_name(gfp_t gfp, const char *name, bool exactly)
{
	char buf[48];

	snprintf(buf, sizeof(buf), "%pGg", &gfp);
	return !strcmp(buf, name) || (!exactly && !strncmp(name, "__", 2) && !strcmp(buf, name + 2));
}

static gfp_t gfp_by_name(const char *name)
{
	for (int exactly = 1; exactly >= 0; exactly--) {
		for (size_t i = 0; i < ARRAY_SIZE(gfp_combinations); i++)
			if (gfp_has_name(gfp_combinations[i], name, exactly))
				return gfp_combinations[i];
		for (int bit = 0; bit < __GFP_BITS_SHIFT; bit++)
			if (gfp_has_name(1u << bit, name, exactly))
				return 1u << bit;
	}
	return 0;
}

/**
 * parse_gfp_flags() - GFP flags from text
 * @text: "GFP_KERNEL|__GFP_DMA"; is changed
 * @gfp: out
 *
 * Return: 0, or -EINVAL for a name that is none.
 */
int parse_gfp_flags(char *text, gfp_t *gfp)
{
	char *name;

	*gfp = 0;
	while ((name = strsep(&text, "|"))) {
		gfp_t one = gfp_by_name(name);

		if (!one) {
			console_printf("%s is no GFP flag\n", name);
			return -EINVAL;
		}
		*gfp |= one;
	}
	return 0;
}

static int cmd_alloc(int argc, char **argv)
{
	gfp_t gfp = GFP_KERNEL;
	unsigned int order;
	struct page *page;

	if (argc < 2 || argc > 3 || kstrtouint(argv[1], 0, &order))
		return -EINVAL;
	if (argc == 3 && parse_gfp_flags(argv[2], &gfp))
		return -EINVAL;
	count_before();
	page = alloc_pages(gfp, order);
	if (!page)
		return -ENOMEM;
	console_printf("order %u, %pGg: pfn %#lx in zone %s", order, &gfp, page_to_pfn(page),
		       page_zone(page)->name);
	if (page_address(page))
		console_printf(", address %px", page_address(page));
	console_printf("\n");
	show_splits(page_zone(page), page_to_pfn(page));
	return 0;
}
MONITOR_COMMAND(alloc, "ORDER [FLAGS]", "allocate pages: alloc 3 GFP_KERNEL|__GFP_DMA",
		cmd_alloc);

static void show_totals(void)
{
	struct sysinfo i;

	si_meminfo(&i);
	console_printf("%-6s %12s %12s %12s\n", "KiB", "total", "used", "free");
	console_printf("%-6s %12lu %12lu %12lu\n", "Mem:", i.totalram * 4, (i.totalram - i.freeram) * 4,
		       i.freeram * 4);
	if (!i.totalhigh)
		return;
	console_printf("%-6s %12lu %12lu %12lu\n", "Low:", (i.totalram - i.totalhigh) * 4,
		       (i.totalram - i.totalhigh - i.freeram + i.freehigh) * 4,
		       (i.freeram - i.freehigh) * 4);
	console_printf("%-6s %12lu %12lu %12lu\n", "High:", i.totalhigh * 4,
		       (i.totalhigh - i.freehigh) * 4, i.freehigh * 4);
}

/* A frame number or an address: they cannot be taken for each other. */
static struct page *page_by_number(unsigned long long number)
{
	if (number < 1ull << (MAX_PHYSMEM_BITS - PAGE_SHIFT) && number < nr_mem_sections << PFN_SECTION_SHIFT)
		return pfn_to_online_page(number);
	return virt_addr_valid((void *)(unsigned long)number) ? virt_to_page((unsigned long)number) : NULL;
}

static int cmd_free(int argc, char **argv)
{
	unsigned long long number;
	unsigned int order;
	struct page *page;

	if (argc == 1)
		return show_totals(), 0;
	if (argc > 3 || kstrtoull(argv[1], 0, &number))
		return -EINVAL;
	page = page_by_number(number);
	if (!page)
		return -EFAULT;
	order = page_flags_order(page);
	if (argc == 3 && kstrtouint(argv[2], 0, &order))
		return -EINVAL;
	count_before();
	__free_pages(page, order);
	console_printf("pfn %#lx, order %u: zone %s has %lu free pages\n", page_to_pfn(page), order,
		       page_zone(page)->name, zone_free_pages(page_zone(page)));
	show_merges(page_zone(page), page_to_pfn(page));
	return 0;
}
MONITOR_COMMAND(free, "[PFN|ADDRESS [ORDER]]", "free pages; alone: how much is free",
		cmd_free);
