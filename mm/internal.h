/* SPDX-License-Identifier: MIT */
/* What the files of mm/ share with each other and with nobody else. */
#ifndef _MM_INTERNAL_H
#define _MM_INTERNAL_H

#include <linux/compiler.h>
#include <linux/mm.h>
#include <linux/seq_file.h>

/* ---- watermark.c ----------------------------------------------------------------------------- */

/*
 * How deep an allocation may dig: the lowest bits name the watermark, the others lower it.
 */
#define ALLOC_WMARK_MIN WMARK_MIN
#define ALLOC_WMARK_LOW WMARK_LOW
#define ALLOC_WMARK_HIGH WMARK_HIGH
#define ALLOC_WMARK_MASK 3u
#define ALLOC_NO_WATERMARKS 0x04u /* to the last page */
#define ALLOC_HARDER 0x10u	  /* a quarter below the mark */
#define ALLOC_HIGH 0x20u	  /* half below the mark; with ALLOC_HARDER five eighths */

bool __zone_watermark_ok(const struct zone *zone, unsigned int order, unsigned long mark,
			 int highest_zoneidx, unsigned int alloc_flags, long free_pages);
bool zone_watermark_ok(const struct zone *zone, unsigned int order, unsigned long mark,
		       int highest_zoneidx, unsigned int alloc_flags);
void zone_set_watermarks(struct zone *zone, unsigned long min, unsigned long low,
			 unsigned long high);
void node_set_watermarks(struct pglist_data *pgdat, unsigned long min_kbytes);
void node_set_lowmem_reserve(struct pglist_data *pgdat);
unsigned long calculate_min_free_kbytes(unsigned long pages);
unsigned long node_free_buffer_pages(const struct pglist_data *pgdat);
unsigned long free_buffer_pages(void);
void init_per_zone_wmark_min(void);
extern bool watermarks_classic;

/* NODE_DATA(numa_node_id()) in one instruction. */
DECLARE_PER_CPU(struct pglist_data *, numa_pgdat);

/* The node that this CPU's allocations try first. */
static inline struct pglist_data *local_pgdat(void)
{
	return this_cpu_read(numa_pgdat);
}

/* ---- zonelist.c ------------------------------------------------------------------------------ */

extern struct zone no_zone;
bool gfp_zone_bits_bad(gfp_t gfp);
void build_zonelists(struct pglist_data *pgdat);
void fill_first_choices(struct pglist_data *pgdat, bool closed);
void page_alloc_fault_injection(bool on);
struct pglist_data *next_nearest_node(const struct pglist_data *from, nodemask_t *done);

/* ---- memmap.c -------------------------------------------------------------------------------- */

/* Struct pages of frames from here on may be deferred; mm/memmap.c says when. */
extern unsigned long memmap_eager_pfns;

/* The first blocks, up to the one in which the direct map ends while RAM goes on. */
extern unsigned long nr_direct_blocks;
void memmap_init(unsigned long max_pfn);
int memmap_add_range(unsigned long start_pfn, unsigned long end_pfn);
void memmap_init_pages(unsigned long start_pfn, unsigned long end_pfn, unsigned long flags);
bool memmap_defer_section(unsigned long section);
void memmap_set_deferred(unsigned long section);
void memmap_use_page_allocator(void);
bool deferred_grow_zone(struct zone *zone);

/* Struct pages for one section, in pages: what a deferred section pays out of its own memory. */
#define SECTION_MEMMAP_PAGES (PAGES_PER_SECTION * sizeof(struct page) >> PAGE_SHIFT)

/* ---- numa.c, nodes.c, mm_print.c ------------------------------------------------------------- */

unsigned int numa_apply(void);
void numa_assign_cpus(void);
int pfn_to_node(unsigned long pfn);
unsigned long pfn_node_end(unsigned long pfn);
void nodes_make(void);
struct zone *pfn_zone(unsigned long pfn);
unsigned long pfn_zone_end(unsigned long pfn);
void print_zone_ranges(const struct pglist_data *pgdat, const unsigned long zone_end[]);
void print_zone_table(struct seq_file *m);
unsigned long node_present_sum(void);

/* ---- alloc_slow.c, compound.c ---------------------------------------------------------------- */

struct page *alloc_pages_slow(gfp_t gfp, unsigned int order, int nid, const nodemask_t *nodemask,
			      unsigned long ip);
struct page *prep_new_page(struct page *page, unsigned int order, gfp_t gfp);
void prep_compound_page(struct page *page, unsigned int order);
void destroy_compound_page(struct page *page);

/* ---- pcp.c ------------------------------------------------------------------------------------ */

unsigned long pcp_blocks(const struct zone *zone, unsigned int order, unsigned int cpu);
unsigned long pcp_pages(const struct zone *zone, unsigned int cpu);
unsigned long pcp_allocs(const struct zone *zone, unsigned int order);

/* ---- page_free.c, page_report.c -------------------------------------------------------------- */

void free_pages_special(struct page *page, unsigned int order, unsigned long ip);
void free_by_record(struct page *page);

/* What is wrong with freeing @page with @order, and what is there instead. */
struct misuse {
	enum page_misuse kind;
	struct page *block;	  /* first page of the block that @page lies in, or NULL */
	unsigned int block_order; /* its order */
};

struct misuse classify_free(struct page *page, unsigned int order);
void report_bad_page(struct page *page, unsigned int order, const struct misuse *misuse,
		     unsigned long ip);
void report_bad_address(unsigned long addr, unsigned long ip);
void report_bad_put(struct page *page, unsigned long ip);
void page_report_reset(void);
unsigned long page_misuses(enum page_misuse kind);
void dump_page(const struct page *page, const char *reason);

/* ---- show_mem.c, alloc_cmd.c, proc_mm.c ------------------------------------------------------ */

void warn_alloc(gfp_t gfp, unsigned int order);
int parse_gfp_flags(char *text, gfp_t *gfp);
unsigned long zone_free_blocks(const struct zone *zone, unsigned int order);
void zone_kind_name(const struct pglist_data *pgdat, int kind, char *name, size_t size);
void vm_events_show(struct seq_file *m);
int fragmentation_index(const struct zone *zone, unsigned int order);
int unusable_free_index(const struct zone *zone, unsigned int order);
unsigned long zone_allocs_of(const struct zone *zone, unsigned int order);
unsigned long zone_splits_of(const struct zone *zone, unsigned int order);
unsigned long zone_merges_of(const struct zone *zone, unsigned int order);

/* ---- page_owner.c ---------------------------------------------------------------------------- */

#ifdef CONFIG_PAGE_OWNER
u32 page_owner_offset(unsigned long ip);

static inline void page_owner_alloc(struct page *page, unsigned long ip)
{
	if (page)
		page->alloc_ip = page_owner_offset(ip);
}

static inline void page_owner_free(struct page *page, unsigned long ip)
{
	page->free_ip = page_owner_offset(ip);
}
#else
static inline void page_owner_alloc(struct page *page, unsigned long ip)
{
	(void)page, (void)ip;
}

static inline void page_owner_free(struct page *page, unsigned long ip)
{
	(void)page, (void)ip;
}
#endif
void print_page_owner(const struct page *page);

#endif
