// SPDX-License-Identifier: MIT
/*
 * From memory maps to zones: odd machines are booted, each in a child process, and every frame is
 * looked at. What must come out is computed here from the map alone, frame by frame.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <asm/zones.h>
#include <host/child.h>
#include <host/host.h>

#include "../../mm/buddy.h"
#include "../../mm/internal.h"

#define K(n) ((u64)(n) << 10)
#define M(n) ((u64)(n) << 20)
#define G(n) ((u64)(n) << 30)
#define MAX_RANGES 200

struct map {
	const char *name;
	u64 low_max;   /* end of the direct map, 0: all is mapped */
	u64 late;      /* a byte that is reserved between free_area_init() and memblock_free_all() */
	int nr, nr_reserved;
	struct {
		u64 base, size;
	} ram[MAX_RANGES], reserved[8];
};

static char verdict[512];

#define require(condition, fmt, ...)                                                          \
	do {                                                                                  \
		if (!(condition)) {                                                           \
			snprintf(verdict, sizeof(verdict), "%s: " fmt, #condition, ##__VA_ARGS__); \
			return false;                                                         \
		}                                                                             \
	} while (0)

/* ---- the machine ------------------------------------------------------------------------------ */

static void boot_map(const struct map *map)
{
	host_memory_reset();
	memblock.memory.cnt = memblock.reserved.cnt = 0;
	memblock.memory.total_size = memblock.reserved.total_size = 0;
	memblock.frozen = false;
	for (int i = 0; i < map->nr; i++) {
		host_ram_add(map->ram[i].base, map->ram[i].size);
		memblock_add(map->ram[i].base, map->ram[i].size);
	}
	for (int i = 0; i < map->nr_reserved; i++)
		memblock_reserve(map->reserved[i].base, map->reserved[i].size);
	max_pfn = PFN_DOWN(memblock_end_of_DRAM());
	max_low_pfn = min_t(u64, max_pfn, PFN_DOWN(map->low_max ?: DIRECT_MAP_MAX));
	memblock_set_current_limit((phys_addr_t)max_low_pfn << PAGE_SHIFT);
	free_area_init();
	if (map->late)
		memblock_reserve(map->late, 1);
	memblock_free_all();
}

/* ---- what must be ----------------------------------------------------------------------------- */

static bool is_ram(unsigned long pfn)
{
	return memblock_is_memory(PFN_PHYS(pfn));
}

static bool is_reserved(unsigned long pfn)
{
	return memblock_is_region_reserved(PFN_PHYS(pfn), PAGE_SIZE);
}

static int zone_of(unsigned long pfn)
{
#ifdef CONFIG_HIGHMEM
	if (pfn >= max_low_pfn && max_pfn > max_low_pfn)
		return ZONE_HIGHMEM;
#endif
	if (pfn < 4096)
		return ZONE_DMA;
#ifdef CONFIG_ZONE_DMA32
	if (pfn < 1ul << 20)
		return ZONE_DMA32;
#endif
	return ZONE_NORMAL;
}

static bool block_has_ram(unsigned long pfn)
{
	pfn &= ~(PAGES_PER_MEMMAP_BLOCK - 1);
	for (unsigned long i = 0; i < PAGES_PER_MEMMAP_BLOCK; i++)
		if (is_ram(pfn + i))
			return true;
	return false;
}

static bool check_frame(unsigned long pfn)
{
	const struct page *page = pfn_to_page(pfn);
	bool usable = is_ram(pfn) && !is_reserved(pfn);

	require(PageReserved(page) == !usable, "pfn %#lx, flags %#lx", pfn, page->flags);
	require(page_zonenum(page) == zone_of(pfn), "pfn %#lx, flags %#lx", pfn, page->flags);
	require(page_mapcount(page) == 0 && page_ref_count(page) == 0, "pfn %#lx", pfn);
	return true;
}

static bool check_frames(void)
{
	unsigned long present[MAX_NR_ZONES] = { 0 }, usable[MAX_NR_ZONES] = { 0 };

	for (unsigned long pfn = 0; pfn < max_pfn + PAGES_PER_SECTION; pfn++) {
		if (!(pfn & (PAGES_PER_MEMMAP_BLOCK - 1)) || pfn == max_pfn)
			require(pfn_valid(pfn) == block_has_ram(pfn), "pfn %#lx", pfn);
		if (!pfn_valid(pfn)) {
			pfn |= PAGES_PER_MEMMAP_BLOCK - 1;
			continue;
		}
		if (!check_frame(pfn))
			return false;
		present[zone_of(pfn)] += is_ram(pfn);
		usable[zone_of(pfn)] += is_ram(pfn) && !is_reserved(pfn);
	}
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		const struct zone *zone = &contig_page_data.node_zones[i];

		require(zone->present_pages == present[i], "zone %d: %lu, not %lu", i, zone->present_pages,
			present[i]);
		require(zone->managed_pages == usable[i], "zone %d: %lu, not %lu", i, zone->managed_pages,
			usable[i]);
		require(zone_free_pages(zone) == usable[i], "zone %d", i);
	}
	return true;
}

static bool check_lists(void)
{
	for (int i = 0; i < MAX_NR_ZONES; i++) {
		const struct zone *zone = &contig_page_data.node_zones[i];

		for (unsigned int order = 0; order < MAX_ORDER; order++) {
			const struct page *page;
			unsigned long blocks = 0;

			list_for_each_entry(page, &zone->free_area[order].free_list, lru) {
				unsigned long pfn = page_to_pfn(page);

				blocks++;
				require(page->zone_id == zone->id, "pfn %#lx", pfn);
				require(page->state == (PAGE_FREE | order), "pfn %#lx", pfn);
				require(!(pfn & ((1ul << order) - 1)), "pfn %#lx", pfn);
				for (unsigned long n = 0; n < 1ul << order; n++)
					require(is_ram(pfn + n) && !is_reserved(pfn + n) &&
						zone_of(pfn + n) == i, "pfn %#lx + %lu", pfn, n);
				if (order < MAX_ORDER - 1)
					require(pfn_to_page(pfn ^ 1ul << order)->flags != page->flags,
						"pfn %#lx is not merged", pfn);
			}
			require(blocks == zone->free_area[order].nr_free, "zone %d, order %u", i, order);
		}
	}
	return true;
}

/* All pages are handed out once each, and come back to the same lists. */
static bool check_all_of_it(void)
{
	unsigned long total = totalram_pages(), got = 0, blocks[MAX_NR_ZONES][MAX_ORDER];
	struct page *page, *next;
	LIST_HEAD(taken);

	drain_all_pages(NULL);
	for (int i = 0; i < MAX_NR_ZONES; i++)
		for (unsigned int order = 0; order < MAX_ORDER; order++)
			blocks[i][order] = zone_nr_free(&contig_page_data.node_zones[i], order);
	while ((page = alloc_page(GFP_HIGHUSER_MOVABLE | __GFP_MEMALLOC | __GFP_NOWARN))) {
		require(page->private == 0, "pfn %#lx twice", page_to_pfn(page));
		page->private = 1;
		list_add(&page->lru, &taken);
		got++;
	}
	require(got == total, "%lu of %lu", got, total);
	list_for_each_entry_safe(page, next, &taken, lru) {
		page->private = 0;
		__free_page(page);
	}
	drain_all_pages(NULL);
	for (int i = 0; i < MAX_NR_ZONES; i++)
		for (unsigned int order = 0; order < MAX_ORDER; order++)
			require(blocks[i][order] == zone_nr_free(&contig_page_data.node_zones[i], order),
				"zone %d, order %u", i, order);
	return true;
}

/* The same where the lists are not complete before: the number alone must be right. */
static __maybe_unused bool check_all_of_it_deferred(unsigned long nr_free)
{
	struct page *page, *next;
	unsigned long got = 0;
	LIST_HEAD(taken);

	while ((page = alloc_page(GFP_KERNEL | __GFP_MEMALLOC | __GFP_NOWARN))) {
		list_add(&page->lru, &taken);
		require(is_ram(page_to_pfn(page)) && !is_reserved(page_to_pfn(page)), "pfn %#lx",
			page_to_pfn(page));
		got++;
	}
	require(got == nr_free, "%lu of %lu", got, nr_free);
	list_for_each_entry_safe(page, next, &taken, lru)
		__free_page(page);
	return check_lists();
}

static const char *judge(void *arg)
{
	boot_map(arg);
	if (!check_frames() || !check_lists() || !check_all_of_it() || !check_lists())
		return verdict;
	return mm_check_accounting() ? "mm_check_accounting() found an error" : NULL;
}

static void expect_good(struct kunit *test, const struct map *map)
{
	KUNIT_EXPECT_STREQ_MSG(test, host_in_child(judge, (void *)map), "", "map: %s", map->name);
}

/* ---- maps ------------------------------------------------------------------------------------- */

static const struct map fixed_maps[] = {
	{ "a PC with 64 MiB", .nr = 2, .ram = { { 0x1000, 0x9e000 }, { M(1), M(63) } } },
	{ "all below 1 MiB", .nr = 1, .ram = { { 0x1000, 0x9e000 } } },
	{ "RAM from 0", .nr = 1, .ram = { { 0, M(5) } } },
	{ "ends inside a block", .nr = 1, .ram = { { 0x1000, M(33) + K(12) } } },
	{ "a page on each side of 16 MiB", .nr = 2, .ram = { { M(1), M(1) }, { M(16) - 4096, 8192 } } },
	{ "holes around 16 MiB", .nr = 2, .ram = { { M(1), M(15) - 4096 }, { M(16) + 4096, M(20) } } },
	{ "a hole that begins at 16 MiB", .nr = 2, .ram = { { M(1), M(15) }, { M(17), M(8) } } },
#ifndef CONFIG_HIGHMEM
	{ "RAM up to 4 GiB", .nr = 2, .ram = { { M(1), M(24) }, { G(4) - M(9), M(9) } } },
	{ "RAM across 4 GiB", .nr = 2, .ram = { { M(1), M(24) }, { G(4) - 4096, 8192 } } },
	{ "RAM across 4 GiB, with a gap", .nr = 3,
	  .ram = { { M(1), M(24) }, { G(4) - M(3), M(2) }, { G(4) + 4096, M(10) } } },
	{ "nothing below 4 GiB but a little", .nr = 2, .ram = { { 0x1000, K(400) }, { G(4), M(64) } } },
	{ "a page in each of some sections", .nr = 5,
	  .ram = { { M(1), M(16) }, { M(512), 4096 }, { G(1) + K(4), 4096 }, { G(9) - 4096, 4096 },
		   { G(100) + M(77), 4096 } } },
#else
	{ "high memory", .low_max = M(32), .nr = 1, .ram = { { 0x1000, M(80) } } },
	{ "a border of high memory inside a block", .low_max = M(33) + K(20), .nr = 1,
	  .ram = { { 0x1000, M(80) } } },
	{ "a hole at the border of high memory", .low_max = M(33), .nr = 2,
	  .ram = { { 0x1000, M(32) }, { M(33) + 4096, M(8) } } },
	{ "one page of high memory", .low_max = M(32), .nr = 1, .ram = { { 0x1000, M(32) } } },
#endif
	{ "reserved parts", .nr = 1, .ram = { { 0x1000, M(40) } }, .nr_reserved = 5,
	  .reserved = { { M(1), M(2) }, { M(16) - 100, 200 }, { M(20) + 1, 1 }, { M(24), 4096 },
			{ M(39), M(1) } } },
};

static void map_desc(const struct map *map, char *desc)
{
	strscpy(desc, map->name, KUNIT_PARAM_DESC_SIZE);
}
KUNIT_ARRAY_PARAM(map, fixed_maps, map_desc);

static void maps_by_hand(struct kunit *test)
{
	expect_good(test, test->param_value);
}

/* Single pages with gaps, across the border of ZONE_DMA. */
static void maps_islands(struct kunit *test)
{
	static struct map map = { .name = "islands" };

	map.nr = 0;
	map.ram[map.nr].base = M(1);
	map.ram[map.nr++].size = M(4);
	for (int i = 0; i < 150; i++) {
		map.ram[map.nr].base = M(16) - K(4) * 200 + (u64)i * 3 * K(4);
		map.ram[map.nr++].size = K(4) * (1 + i % 2);
	}
	expect_good(test, &map);
}

static void maps_random(struct kunit *test)
{
	static struct map map = { .name = "random" };

	for (int n = 0; n < 30; n++) {
		u64 at = kunit_random_below(test, 300) * K(4);

		map.nr = map.nr_reserved = 0;
		map.low_max = (u64)(M(8) + kunit_random_below(test, 8000) * K(4));
#ifndef CONFIG_HIGHMEM
		map.low_max = 0;
#endif
		for (int i = 0; i < 40; i++) {
			u64 size = (1 + kunit_random_below(test, i % 4 ? 40 : 2000)) * K(4);

			map.ram[map.nr].base = at;
			map.ram[map.nr++].size = size;
			at += size + (1 + kunit_random_below(test, i % 5 ? 30 : 3000)) * K(4);
		}
		for (int i = 0; i < 8; i++) {
			map.reserved[map.nr_reserved].base = kunit_random_below(test, 100000000);
			map.reserved[map.nr_reserved++].size = 1 + kunit_random_below(test, 50000);
		}
		expect_good(test, &map);
	}
}

/* ---- deferred sections ------------------------------------------------------------------------ */

#ifndef CONFIG_HIGHMEM
static const struct map deferred_map = {
	.name = "deferred", .late = G(4) + M(700), .nr = 2,
	.ram = { { 0x1000, M(64) }, { G(4) - M(64), M(64) + G(1) + M(5) } },
	.nr_reserved = 2, .reserved = { { G(4) + M(300), 1 }, { G(4) + M(1000), M(30) } },
};

/* Until they are needed they are free pages without struct pages; then they are like all others. */
static const char *judge_deferred(void *arg)
{
	struct zone *normal = &contig_page_data.node_zones[ZONE_NORMAL];
	unsigned long nr_free, sections;
	struct page *page;

	boot_map(arg);
	sections = normal->deferred_sections;
	nr_free = nr_free_pages();
	snprintf(verdict, sizeof(verdict), "%lu sections deferred", sections);
	/* Of the 8 whole sections, three have something reserved in them. */
	if (sections != 5 || mm_check_accounting())
		return verdict;
	if (pfn_valid(PFN_DOWN(G(4))) || !pfn_valid(PFN_DOWN(G(4) + M(299))))
		return "valid frames are wrong";
	page = pfn_to_online_page(PFN_DOWN(G(4) + M(128) + M(100)));
	if (!page || normal->deferred_sections != 4 || nr_free_pages() != nr_free)
		return "pfn_to_online_page() does not make the section";
	page = alloc_pages(GFP_KERNEL, MAX_ORDER - 1);
	if (!page || mm_check_accounting())
		return "wrong after growing";
	__free_pages(page, MAX_ORDER - 1);
	if (!check_all_of_it_deferred(nr_free))
		return verdict;
	return mm_check_accounting() || normal->deferred_sections ? "wrong at the end" : NULL;
}

static void maps_deferred(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, host_in_child(judge_deferred, (void *)&deferred_map), "");
}

/* A terabyte behind a terabyte of nothing, as QEMU makes it. */
static const struct map terabyte_map = {
	.name = "1 TiB", .nr = 2, .ram = { { 0x1000, G(2) }, { G(1024), G(1022) } },
};

static const char *judge_terabyte(void *arg)
{
	struct zone *normal = &contig_page_data.node_zones[ZONE_NORMAL];
	unsigned long nr_free;

	boot_map(arg);
	nr_free = nr_free_pages();
	if (normal->deferred_sections < 8170 || normal->deferred_sections > 8176)
		return "not deferred";
	for (int i = 0; i < 100; i++)
		if (!alloc_pages(GFP_KERNEL, MAX_ORDER - 1))
			return "no memory";
	if (nr_free_pages() != nr_free - 100 * MAX_ORDER_NR_PAGES)
		return "free pages are wrong";
	if (normal->deferred_sections < 8160)
		return "too many sections were made";
	return mm_check_accounting() ? "accounting" : NULL;
}

static void maps_terabyte(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, host_in_child(judge_terabyte, (void *)&terabyte_map), "");
}

/* The struct pages of a deferred section cannot be backed: its memory is lost, nothing else. */
static const char *judge_no_backing(void *arg)
{
	struct zone *normal = &contig_page_data.node_zones[ZONE_NORMAL];
	unsigned long managed;

	boot_map(arg);
	managed = normal->managed_pages;
	host_vmemmap_limit(0);
	if (pfn_to_online_page(PFN_DOWN(G(4))))
		return "a page came out of nothing";
	if (normal->managed_pages != managed - (PAGES_PER_SECTION - SECTION_MEMMAP_PAGES))
		return "managed pages are wrong";
	return normal->deferred_sections == 4 ? NULL : "sections are wrong";
}

static void maps_no_backing(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, host_in_child(judge_no_backing, (void *)&deferred_map), "");
}
#endif

static struct kunit_case maps_cases[] = {
	KUNIT_CASE_PARAM(maps_by_hand, map_gen_params),
	KUNIT_CASE(maps_islands),
	KUNIT_CASE(maps_random),
#ifndef CONFIG_HIGHMEM
	KUNIT_CASE(maps_deferred),
	KUNIT_CASE(maps_terabyte),
	KUNIT_CASE(maps_no_backing),
#endif
	{}
};

static struct kunit_suite maps_suite = {
	.name = "mm.maps",
	.desc = "odd memory maps become zones, every frame looked at",
	.test_cases = maps_cases,
};
kunit_test_suite(maps_suite);
