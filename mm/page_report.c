// SPDX-License-Identifier: MIT
/*
 * Reports on misused pages: freed twice, with a wrong order, from the middle of a block, or never
 * allocated.
 *
 * The fast path only finds that page->state is not what it must be; here it is found out why, who was
 * it, and said in words. The caller then corrects what can be corrected (page_free.c). Reports begin
 * as Linux's do ("BUG: Bad page state"), so that scripts and habits find them.
 *
 * No lock is held here, and none is taken but the log's. What is reported was true when it was looked
 * at: a page that others use at the same time may change while it is being described.
 *
 * Every misuse is counted; after REPORTS_IN_FULL of them only one line each is printed, so that a
 * loop does not flood the log.
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include "buddy.h"
#include "internal.h"

#define REPORTS_IN_FULL 20

static atomic_long_t misuses[NR_MISUSES];
static atomic_t nr_reports;

static const char *const misuse_words[NR_MISUSES] = {
	[MISUSE_DOUBLE_FREE] = "it is free already",
	[MISUSE_WRONG_ORDER] = "it was allocated with another order",
	[MISUSE_INSIDE_BLOCK] = "it lies inside an allocated block",
	[MISUSE_INSIDE_COMPOUND] = "it is a tail of a compound page",
	[MISUSE_RESERVED] = "it was never allocated: it is reserved",
	[MISUSE_NOT_A_PAGE] = "it belongs to no block",
	[MISUSE_REFCOUNT] = "its reference count is wrong",
	[MISUSE_FLAGS] = "flags are set that its owner must clear",
};

static const char *const misuse_remedy[NR_MISUSES] = {
	[MISUSE_DOUBLE_FREE] = "ignored",
	[MISUSE_WRONG_ORDER] = "freed with the order it was allocated with",
	[MISUSE_INSIDE_BLOCK] = "ignored, the block stays allocated",
	[MISUSE_INSIDE_COMPOUND] = "ignored, the compound page stays allocated",
	[MISUSE_RESERVED] = "ignored",
	[MISUSE_NOT_A_PAGE] = "ignored",
	[MISUSE_REFCOUNT] = "ignored",
	[MISUSE_FLAGS] = "flags cleared, freed",
};

/**
 * page_misuses() - how often a kind of misuse was found
 * @kind: the kind
 */
unsigned long page_misuses(enum page_misuse kind)
{
	return atomic_long_read(&misuses[kind]);
}

/**
 * page_report_reset() - report in full again; for tests
 */
void page_report_reset(void)
{
	atomic_set(&nr_reports, 0);
}

/* The block that a page lies in without being its first page. */
static struct page *enclosing_block(struct page *page)
{
	unsigned long pfn = page_to_pfn(page);

	for (unsigned int order = 1; order < MAX_ORDER; order++) {
		struct page *head = pfn_to_page(pfn & -(1ul << order));

		if (head != page && head->state & (PAGE_FREE | PAGE_CACHED | PAGE_ALLOCATED) &&
		    page_flags_order(head) >= order)
			return head;
	}
	return NULL;
}

static enum page_misuse classify_first(const struct page *page)
{
	unsigned long marks = page->state & ~PG_ORDER_MASK & ~(1ul << PG_head);

	if (PageAllocated(page))
		return marks == PAGE_ALLOCATED ? MISUSE_WRONG_ORDER : MISUSE_FLAGS;
	return page_is_free(page) ? MISUSE_DOUBLE_FREE : MISUSE_RESERVED;
}

/**
 * classify_free() - why can this page not be freed like this?
 * @page: the page
 * @order: the order that was claimed
 */
struct misuse classify_free(struct page *page, unsigned int order)
{
	struct misuse m = { .kind = MISUSE_NOT_A_PAGE };

	(void)order;
	if (PageTail(page)) {
		m.block = compound_head(page);
		m.kind = MISUSE_INSIDE_COMPOUND;
	} else if (page->state) {
		m.block = page;
		m.kind = classify_first(page);
	} else {
		m.block = enclosing_block(page);
		if (m.block)
			m.kind = page_is_free(m.block) ? MISUSE_DOUBLE_FREE : MISUSE_INSIDE_BLOCK;
	}
	if (m.block)
		m.block_order = page_flags_order(m.block);
	return m;
}

static const char *zone_name_of(const struct page *page)
{
	const struct zone *zone = page_zone(page);

	return zone ? zone->name : "none";
}

/**
 * dump_page() - print what a struct page says
 * @page: the page
 * @reason: why it is printed, or NULL
 */
void dump_page(const struct page *page, const char *reason)
{
	pr_warn("page:%px refcount:%d mapcount:%d mapping:%px index:%#lx pfn:%#lx\n", page,
		page_ref_count(page), page_mapcount(page), page->mapping, page->index,
		page_to_pfn(page));
	pr_warn("flags: %pGp zone %s, physical address %#llx\n", &page->flags, zone_name_of(page),
		(u64)page_to_phys(page));
	if (reason)
		pr_warn("page dumped because: %s\n", reason);
	if (page_is_free(page) || PageAllocated(page)) /* only the first page of a block has a record */
		print_page_owner(page);
}

static bool report_begin(enum page_misuse kind, unsigned long pfn, unsigned long ip)
{
	int nr = atomic_inc_return(&nr_reports);

	atomic_long_inc(&misuses[kind]);
	pr_alert("BUG: Bad page state: %pS frees a page wrongly: %s  pfn:%05lx\n", (void *)ip,
		 misuse_words[kind], pfn);
	if (nr == REPORTS_IN_FULL)
		pr_alert("(further reports are one line each)\n");
	return nr <= REPORTS_IN_FULL;
}

/**
 * report_bad_page() - report a free that does not fit its page
 * @page: the page
 * @order: the order that was claimed
 * @misuse: what classify_free() found
 * @ip: the caller
 */
void report_bad_page(struct page *page, unsigned int order, const struct misuse *misuse,
		     unsigned long ip)
{
	if (!report_begin(misuse->kind, page_to_pfn(page), ip))
		return;
	dump_page(page, misuse_words[misuse->kind]);
	if (misuse->block)
		pr_warn("freed with order %u; the block is pfn %#lx, order %u, %s\n", order,
			page_to_pfn(misuse->block), misuse->block_order,
			page_is_free(misuse->block) ? "free" : PageAllocated(misuse->block) ?
			"allocated" : "reserved");
	if (misuse->block && misuse->block != page)
		print_page_owner(misuse->block);
	pr_warn("corrected: %s\n", misuse_remedy[misuse->kind]);
	dump_stack();
}

/**
 * report_bad_address() - report an address that is no page of the direct map
 * @addr: the address that was freed
 * @ip: the caller
 */
void report_bad_address(unsigned long addr, unsigned long ip)
{
	atomic_long_inc(&misuses[MISUSE_NOT_A_PAGE]);
	pr_alert("BUG: Bad page state: %pS frees %#lx, which is no address of the page allocator\n",
		 (void *)ip, addr);
	pr_warn("corrected: ignored\n");
	dump_stack();
}

/**
 * report_bad_put() - report a reference that was dropped but never held
 * @page: the page
 * @ip: the caller
 *
 * Sets the count right: 1 for a page that is allocated, because somebody has it, or on a CPU's list,
 * where that is the rule; else 0.
 */
void report_bad_put(struct page *page, unsigned long ip)
{
	bool full = report_begin(MISUSE_REFCOUNT, page_to_pfn(page), ip);

	if (full)
		dump_page(page, PageAllocated(page) ? "more references dropped than taken"
						    : "a reference to a page that is not allocated");
	if (!PageReserved(page))
		set_page_count(page, PageAllocated(page) || PageCached(page));
	if (full)
		dump_stack();
}
