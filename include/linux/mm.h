/* SPDX-License-Identifier: MIT */
/* Memory management: pages and their addresses, reference counts, compound pages, totals. */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/types.h>
#include <linux/mmzone.h>
#include <linux/mm_types.h>
#include <linux/mm_struct.h>
#include <linux/page-flags.h>
#include <linux/gfp.h>
#include <linux/pfn.h>
#include <linux/vmstat.h>
#include <linux/kvmalloc.h>

/* Frame behind the last of the direct map, and behind the last of RAM; set by the architecture. */
extern unsigned long max_low_pfn, max_pfn;

/* Where the direct map ends. */
extern void *high_memory;

/* ---- page, frame, address -------------------------------------------------------------------- */

#define page_to_phys(page) PFN_PHYS(page_to_pfn(page))
#define virt_to_pfn(kaddr) (__pa(kaddr) >> PAGE_SHIFT)
#define virt_to_page(kaddr) pfn_to_page(virt_to_pfn(kaddr))
#define phys_to_page(phys) pfn_to_page(PHYS_PFN(phys))

/*
 * Address of a page of the direct map. A struct page's place in the memmap, times so many, is its page's
 * place in the direct map: so a shift and an addition do, as long as the sizes divide.
 */
static inline void *page_to_virt(const struct page *page)
{
	const unsigned long times = PAGE_SIZE / sizeof(*page);

	if (PAGE_SIZE % sizeof(*page))
		return __va(page_to_phys(page));
	return (void *)((unsigned long)page * times + (PAGE_OFFSET - VMEMMAP_START * times));
}

#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)
#ifndef PAGE_ALIGN
#define PAGE_ALIGN(addr) (((addr) + PAGE_SIZE - 1) & PAGE_MASK)
#define PAGE_ALIGN_DOWN(addr) ((addr) & PAGE_MASK)
#define PAGE_ALIGNED(addr) (((unsigned long)(addr) & ~PAGE_MASK) == 0)
#endif

static inline int page_zonenum(const struct page *page)
{
	return page->zone_id & ((1 << ZONES_SHIFT) - 1);
}

static inline struct zone *page_zone(const struct page *page)
{
	return zone_table[page->zone_id & ZONE_ID_MASK];
}

static inline int page_to_nid(const struct page *page)
{
	return (page->zone_id & ZONE_ID_MASK) >> ZONES_SHIFT;
}

static inline int PageHighMem(const struct page *page)
{
	return is_highmem_idx(page_zonenum(page));
}

void *page_address(const struct page *page);
bool virt_addr_valid(const volatile void *kaddr);

/* Boot option init_on_alloc=1: memory is zeroed for everybody; mm/init_on_alloc.c. */
extern bool init_on_alloc;

static inline bool want_init_on_alloc(gfp_t flags)
{
	return init_on_alloc || flags & __GFP_ZERO;
}

/**
 * get_order() - the order of the smallest block that holds @size bytes
 * @size: bytes; 0 needs no block, and the answer for it is BITS_PER_LONG - PAGE_SHIFT
 */
static inline __attribute_const__ int get_order(unsigned long size)
{
	unsigned long pages = (size - 1) >> PAGE_SHIFT;

	return pages ? BITS_PER_LONG - __builtin_clzl(pages) : 0;
}

/* ---- references ------------------------------------------------------------------------------ */

static inline struct page *compound_head(const struct page *page)
{
	return (struct page *)(PageTail(page) ? page->compound_head - 1 : (unsigned long)page);
}

/**
 * compound_order() - order of a compound page
 * @page: its head
 * Return: 0 for a page that is not compound
 */
static inline unsigned int compound_order(const struct page *page)
{
	return PageHead(page) ? page_flags_order(page) : 0;
}

/**
 * virt_to_head_page() - the struct page of an address, or the head's if that page is a tail
 * @kaddr: in the direct map
 */
static inline struct page *virt_to_head_page(const void *kaddr)
{
	return compound_head(virt_to_page(kaddr));
}

static inline unsigned long compound_nr(const struct page *page)
{
	return 1ul << compound_order(page);
}

static inline unsigned long page_size(const struct page *page)
{
	return PAGE_SIZE << compound_order(page);
}

static inline int page_ref_count(const struct page *page)
{
	return atomic_read(&page->_refcount);
}

static inline int page_count(const struct page *page)
{
	return page_ref_count(compound_head(page));
}

/* For pages that nobody else knows of. */
static inline void set_page_count(struct page *page, int v)
{
	page->_refcount.counter = v;
}

static inline void init_page_count(struct page *page)
{
	set_page_count(page, 1);
}

static inline int put_page_testzero(struct page *page)
{
	return atomic_dec_and_test(&page->_refcount);
}

static inline int page_mapcount(const struct page *page)
{
	return page->_mapcount.counter + 1;
}

static inline void page_mapcount_reset(struct page *page)
{
	page->_mapcount.counter = -1;
}

/**
 * get_page() - one more user of an allocated page
 * @page: an allocated page, or any page of a compound one; the reference is the head's
 */
static inline void get_page(struct page *page)
{
	atomic_inc(&compound_head(page)->_refcount);
}

void put_page(struct page *page);
void split_page(struct page *page, unsigned int order);

static inline unsigned long page_private(const struct page *page)
{
	return page->private;
}

static inline void set_page_private(struct page *page, unsigned long private)
{
	page->private = private;
}

/* ---- totals ---------------------------------------------------------------------------------- */

/**
 * struct sysinfo - as sysinfo(2) tells it; the fields that have a subject here
 * @totalram: pages the allocator manages
 * @freeram: free pages
 * @totalhigh: of @totalram, in high memory
 * @freehigh: of @freeram, in high memory
 * @mem_unit: bytes in a unit of these: PAGE_SIZE
 */
struct sysinfo {
	unsigned long totalram;
	unsigned long freeram;
	unsigned long totalhigh;
	unsigned long freehigh;
	unsigned int mem_unit;
};

unsigned long totalram_pages(void);
unsigned long totalhigh_pages(void);
unsigned long nr_free_pages(void);
unsigned long nr_free_highpages(void);
unsigned long nr_free_buffer_pages(void);
unsigned long si_mem_available(void);
void si_meminfo(struct sysinfo *val);
void show_mem(unsigned int flags, nodemask_t *nodemask);
int drop_caches(int what);

/* ---- boot ------------------------------------------------------------------------------------ */

void free_area_init(void);
void mem_init_print_info(void);
unsigned long free_reserved_area(void *start, void *end, int poison, const char *what);
void free_reserved_page(struct page *page);
int mm_check_accounting(void);
void *vmemmap_alloc_block(unsigned long size);

#include <linux/sched.h>

#endif
