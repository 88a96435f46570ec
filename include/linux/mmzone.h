/* SPDX-License-Identifier: MIT */
/*
 * Nodes, zones, free areas, and the map from frame numbers to struct pages.
 *
 *   node (pg_data_t)     memory at one distance from a CPU
 *     zone               memory for one kind of use: DMA, DMA32, NORMAL, HIGHMEM
 *       free_area[order] list of the free blocks of 2^order pages
 *         struct page    first page of such a block
 *
 * Letters behind fields: (z) zone->lock; (m) the memmap's lock; (i) does not change after boot; (a) an
 * atomic instruction. What has none is said in words.
 */
#ifndef _LINUX_MMZONE_H
#define _LINUX_MMZONE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/numa.h>
#include <linux/mm_types.h>
#include <linux/page-flags.h>
#include <linux/pfn.h>
#include <linux/spinlock_types.h>
#include <asm/page.h>

#define MAX_ORDER 11 /* exclusive: orders 0 to 10, the largest block has 1024 pages (4 MiB) */
#define MAX_ORDER_NR_PAGES (1 << (MAX_ORDER - 1))

/* Blocks up to this order are kept in lists for each CPU; larger ones are costly to have lying about. */
#define PAGE_ALLOC_COSTLY_ORDER 3
#define NR_PCP_ORDERS (PAGE_ALLOC_COSTLY_ORDER + 1)

/*
 * Memory is handed out by kind of use, each kind from page blocks of its own (mm/mobility.c).
 */
enum migratetype {
	MIGRATE_UNMOVABLE,   /* the kernel's own, which stays where it is; and whole free page blocks */
	MIGRATE_MOVABLE,     /* __GFP_MOVABLE */
	MIGRATE_RECLAIMABLE, /* __GFP_RECLAIMABLE: goes away under pressure */
	MIGRATE_PCPTYPES,    /* so many have lists on each CPU */
	MIGRATE_HIGHATOMIC = MIGRATE_PCPTYPES, /* kept for blocks larger than a page that must not wait */
	MIGRATE_TYPES
};

#define pageblock_order 9
#define pageblock_nr_pages (1ul << pageblock_order)

enum zone_type {
	ZONE_DMA, /* below 16 MiB: the 24 address lines of the ISA bus */
#ifdef CONFIG_ZONE_DMA32
	ZONE_DMA32, /* below 4 GiB: devices that drive 32 address bits */
#endif
	ZONE_NORMAL, /* the rest of what the kernel maps for good */
#ifdef CONFIG_HIGHMEM
	ZONE_HIGHMEM, /* RAM without a permanent kernel address */
#endif
	ZONE_MOVABLE, /* for movable pages only; empty so far */
	MAX_NR_ZONES
};

static_assert(MAX_NR_ZONES <= 1 << ZONES_SHIFT, "page->flags has room for the zone");

enum zone_watermarks { WMARK_MIN, WMARK_LOW, WMARK_HIGH, NR_WMARK };

/**
 * struct free_area - the free blocks of one order and one migrate type in a zone
 * @free_list: their first pages, by page->lru; the one freed last comes first (z)
 * @nr_free: blocks on the list (z)
 * @pages: 2^order (i)
 * @buddy_xor: distance in bytes between the struct pages of two buddies; 0 for the largest order,
 *	whose blocks have none (i)
 * @allocs: blocks of this order that were taken (z)
 * @splits: blocks of this order that were cut in two (z)
 * @merges: pairs of blocks of this order that were joined (z)
 *
 * One cache line, on both widths.
 */
struct free_area {
	struct list_head free_list;
	unsigned long nr_free;
	u32 pages;
	u32 buddy_xor;
	unsigned long allocs;
	unsigned long splits;
	unsigned long merges;
} __aligned(64);

static_assert(sizeof(struct free_area) == 64, "shifts find a free area");

/* Kinds of misuse that __free_pages() and its like find; see mm/page_report.c. */
enum page_misuse {
	MISUSE_DOUBLE_FREE,
	MISUSE_WRONG_ORDER,
	MISUSE_INSIDE_BLOCK,
	MISUSE_INSIDE_COMPOUND,
	MISUSE_RESERVED,
	MISUSE_NOT_A_PAGE,
	MISUSE_REFCOUNT,
	MISUSE_FLAGS,
	NR_MISUSES
};

/* Free areas of a type: one for each order, and a guard behind the last that ends searches. */
#define AREAS_PER_TYPE (MAX_ORDER + 1)

/* Page blocks of the largest block: as many types a zone of a test may have without a table. */
#define ZONE_OWN_PAGEBLOCKS (MAX_ORDER_NR_PAGES >> pageblock_order)

struct pglist_data;
struct task_struct;

/**
 * struct zone - memory of one kind
 * @free_area: free blocks, by migrate type and order: see zone_area() in mm/buddy.h. Whole page blocks that
 *	are free belong to no type and are all in the first row
 * @spare: pages on these lists less the low watermark. Negative: only the slow path may allocate. Kept
 *	in this form so that taking pages and checking the watermark are one subtraction (z)
 * @pageblocks: the type of each page block, by the address of its first struct page: see
 *	pageblock_type() in mm/mobility.h (i; what it points to: z)
 * @own_pageblocks: such a table for a zone of a test
 * @grouped: page blocks are kept apart by type; else all is of the first (i)
 * @nr_reserved_highatomic: pages in blocks of MIGRATE_HIGHATOMIC (z)
 * @highatomic_free: of these, free ones; they are not in @spare (z)
 * @lock: for all fields marked (z), and for page->flags and page->lru of the blocks on the lists
 * @_watermark: min, low, high, in pages; read with min_wmark_pages() etc. (z)
 * @lowmem_reserve: pages held back from requests that could be served by a higher zone, by the
 *	highest zone they could use (i)
 * @zone_start_pfn: first frame (i)
 * @spanned_pages: frames from there to the end, holes included (i)
 * @present_pages: of these, RAM (i)
 * @managed_pages: of these, given to the allocator (z)
 * @name: "DMA", "Normal" ... (i)
 * @zone_pgdat: its node; NULL for a zone made by a test (i)
 * @id: page->zone_id of its pages (i)
 * @deferred_sections: memory sections that count as free but have no struct pages yet (m)
 * @deferred_next: where to look for the next one (m)
 * @alloc_slow: allocations that did not end on the fast path (z)
 * @alloc_fail: allocations that failed with this as the first choice (z)
 * @pcp_slot: which of each CPU's sets of lists is for this zone; 0: none (i)
 * @pcp_batch: pages that go between the lists of a CPU and the zone at a time (i)
 * @pcp_high: pages that the lists of a CPU may hold (i)
 * @pcp_filled: blocks of each order that went to such lists (z)
 */
struct zone {
	struct free_area free_area[MIGRATE_TYPES * AREAS_PER_TYPE];
	long spare;
	spinlock_t lock;
	unsigned long pageblocks;
	u8 own_pageblocks[ZONE_OWN_PAGEBLOCKS];
	bool grouped;
	unsigned long nr_reserved_highatomic;
	unsigned long highatomic_free;
	unsigned long _watermark[NR_WMARK];
	long lowmem_reserve[MAX_NR_ZONES];
	unsigned long zone_start_pfn;
	unsigned long spanned_pages;
	unsigned long present_pages;
	unsigned long managed_pages;
	const char *name;
	struct pglist_data *zone_pgdat;
	u16 id;
	unsigned long deferred_sections;
	unsigned long deferred_next;
	unsigned long alloc_slow;
	unsigned long alloc_fail;
	unsigned int pcp_slot;
	unsigned int pcp_batch;
	unsigned int pcp_high;
	unsigned long pcp_filled[NR_PCP_ORDERS];
};

struct zoneref {
	struct zone *zone;
	int zone_idx;
};

enum { ZONELIST_FALLBACK, ZONELIST_NOFALLBACK, MAX_ZONELISTS };

#define MAX_ZONES_PER_ZONELIST (MAX_NUMNODES * MAX_NR_ZONES)

/* Different values of the GFP flags that the fast path looks at. */
#define GFP_CHOICES 128

/* Zones in the order they are tried: nearest node first, in it the highest zone first. */
struct zonelist {
	struct zoneref _zonerefs[MAX_ZONES_PER_ZONELIST + 1];
};

/**
 * struct pglist_data - a node
 * @node_zones: its zones, empty ones included
 * @node_zonelists: where to look, with fallback to other nodes and without
 * @first_choice: by the lowest bits of the GFP flags: the zone the fast path tries, or a zone
 *	without any memory where only the slow path knows what to do
 * @first_areas: its free areas of the type that the flags ask for
 * @nr_zones: index of the highest populated zone, plus one
 * @node_start_pfn: first frame
 * @node_present_pages: RAM, in pages
 * @node_spanned_pages: the same with holes
 * @node_id: its number
 * @kswapd: the thread that reclaims in the background (mm/vmscan.c); NULL before it exists
 * @kswapd_wanted: it was woken and has not looked yet
 * @kswapd_order: the largest order that it was woken for
 * @kswapd_highest_zoneidx: the highest zone that wakers could use
 * @kswapd_failures: runs in a row that got nothing
 */
typedef struct pglist_data {
	struct zone node_zones[MAX_NR_ZONES];
	struct zonelist node_zonelists[MAX_ZONELISTS];
	struct zone *first_choice[GFP_CHOICES];
	struct free_area *first_areas[GFP_CHOICES];
	int nr_zones;
	unsigned long node_start_pfn;
	unsigned long node_present_pages;
	unsigned long node_spanned_pages;
	int node_id;
	struct task_struct *kswapd;
	bool kswapd_wanted;
	unsigned int kswapd_order;
	int kswapd_highest_zoneidx;
	int kswapd_failures;
} pg_data_t;

extern struct pglist_data contig_page_data;
extern struct pglist_data *node_data[MAX_NUMNODES];
#define NODE_DATA(nid) (node_data[nid])

/* Zones by page->zone_id. The ids of the last node, which hardly any machine has, are for zones that tests make. */
#define ZONE_ID(nid, zone) ((nid) << ZONES_SHIFT | (zone))
#define ZONE_ID_PRIVATE ZONE_ID(MAX_NUMNODES - 1, 0)
#define NR_ZONE_IDS (MAX_NUMNODES << ZONES_SHIFT)
static_assert(NR_ZONE_IDS == 1 << ZONE_ID_BITS, "as in page->zone_id");
extern struct zone *zone_table[NR_ZONE_IDS];

extern unsigned long totalreserve_pages;
extern int min_free_kbytes;
void setup_per_zone_wmarks(void);
extern int watermark_scale_factor;
extern int sysctl_lowmem_reserve_ratio[MAX_NR_ZONES];

#define min_wmark_pages(z) ((z)->_watermark[WMARK_MIN])
#define low_wmark_pages(z) ((z)->_watermark[WMARK_LOW])
#define high_wmark_pages(z) ((z)->_watermark[WMARK_HIGH])
#define wmark_pages(z, i) ((z)->_watermark[i])

/**
 * zone_buddy_pages() - free pages of a zone that all CPUs can get at, less the atomic reserve
 * @zone: the zone
 */
static inline unsigned long zone_buddy_pages(const struct zone *zone)
{
	return (unsigned long)READ_ONCE(zone->spare) + zone->_watermark[WMARK_LOW];
}

unsigned long zone_pcp_pages(const struct zone *zone);
unsigned long zone_nr_free(const struct zone *zone, unsigned int order);

/**
 * zone_free_pages() - free pages of a zone, those on the CPUs' lists included
 * @zone: the zone
 */
static inline unsigned long zone_free_pages(const struct zone *zone)
{
	return zone_buddy_pages(zone) + zone_pcp_pages(zone) + READ_ONCE(zone->highatomic_free);
}

static inline unsigned long zone_managed_pages(const struct zone *zone)
{
	return zone->managed_pages;
}

static inline bool managed_zone(const struct zone *zone)
{
	return zone->managed_pages != 0;
}

static inline bool populated_zone(const struct zone *zone)
{
	return zone->present_pages != 0;
}

static inline unsigned long zone_end_pfn(const struct zone *zone)
{
	return zone->zone_start_pfn + zone->spanned_pages;
}

static inline bool zone_spans_pfn(const struct zone *zone, unsigned long pfn)
{
	return pfn >= zone->zone_start_pfn && pfn < zone_end_pfn(zone);
}

/* Index of a zone of a node in its node. */
#define zone_idx(zone) ((zone) - (zone)->zone_pgdat->node_zones)

static inline int is_highmem_idx(int idx)
{
#ifdef CONFIG_HIGHMEM
	return idx == ZONE_HIGHMEM;
#else
	(void)idx;
	return 0;
#endif
}

static inline int is_highmem(const struct zone *zone)
{
	return is_highmem_idx(zone_idx(zone));
}

static inline int zone_to_nid(const struct zone *zone)
{
	return zone->zone_pgdat->node_id;
}

struct pglist_data *first_online_pgdat(void);
struct pglist_data *next_online_pgdat(struct pglist_data *pgdat);
struct zone *next_zone(struct zone *zone);
struct zoneref *next_zones_zonelist(struct zoneref *z, enum zone_type highest_zoneidx);

#define for_each_online_pgdat(pgdat) \
	for ((pgdat) = first_online_pgdat(); (pgdat); (pgdat) = next_online_pgdat(pgdat))
#define for_each_zone(zone) \
	for ((zone) = first_online_pgdat()->node_zones; (zone); (zone) = next_zone(zone))
#define for_each_populated_zone(zone)   \
	for_each_zone(zone)             \
		if (!populated_zone(zone)) \
			;               \
		else

static inline struct zoneref *first_zones_zonelist(struct zonelist *zonelist,
						    enum zone_type highest_zoneidx)
{
	return next_zones_zonelist(zonelist->_zonerefs, highest_zoneidx);
}

/* Walk the zones of a zonelist up to a highest kind, in the order they are tried. */
#define for_each_zone_zonelist(zone, z, zlist, highidx)                               \
	for ((z) = first_zones_zonelist(zlist, highidx), (zone) = (z)->zone; (zone);  \
	     (z) = next_zones_zonelist((z) + 1, highidx), (zone) = (z)->zone)

/* ---- the memmap: mm/memmap.c ----------------------------------------------------------------- */

#define vmemmap ((struct page *)VMEMMAP_START)

/* Both are arithmetic and work for any number; pfn_valid() tells whether there is such a page. */
#define pfn_to_page(pfn) (vmemmap + (pfn))
#define page_to_pfn(page) ((unsigned long)((page) - vmemmap))

#define SECTION_SIZE_BITS 27 /* 128 MiB */
#define PFN_SECTION_SHIFT (SECTION_SIZE_BITS - PAGE_SHIFT)
#define PAGES_PER_SECTION (1ul << PFN_SECTION_SHIFT)
#define MEMMAP_BLOCK_SHIFT (MAX_ORDER - 1)
#define PAGES_PER_MEMMAP_BLOCK (1ul << MEMMAP_BLOCK_SHIFT)

/**
 * struct mem_section - 128 MiB of physical addresses
 * @nr_blocks: how many of its blocks of 4 MiB have struct pages
 * @deferred: all of it is free RAM whose struct pages are made when memory runs short
 */
struct mem_section {
	u8 nr_blocks;
	bool deferred;
};

#define BLOCKS_PER_SECTION (1u << (PFN_SECTION_SHIFT - MEMMAP_BLOCK_SHIFT))

extern struct mem_section *mem_sections;
extern unsigned long nr_mem_sections;

/* Which blocks have struct pages: a byte for each. */
#if MAX_PHYSMEM_BITS == 32
extern u8 memmap_blocks[];
#else
extern u8 *memmap_blocks;
#endif
extern unsigned long nr_memmap_blocks;

/**
 * pfn_valid() - is there a struct page for this frame?
 * @pfn: any number
 *
 * Holes near RAM have one too (PG_reserved): the memmap is made in blocks of 4 MiB. A section whose
 * struct pages are not made yet has none; pfn_to_online_page() makes them.
 */
static inline int pfn_valid(unsigned long pfn)
{
	return pfn >> MEMMAP_BLOCK_SHIFT < nr_memmap_blocks && memmap_blocks[pfn >> MEMMAP_BLOCK_SHIFT];
}

struct page *pfn_to_online_page(unsigned long pfn);

#endif
