// SPDX-License-Identifier: MIT
/*
 * The monitor's "page": everything that is known about one page frame, in words.
 *
 *	page 0xffff888001234000		by kernel address
 *	page pfn 0x1234			by frame number
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include "buddy.h"
#include "internal.h"

static void tell_state(struct page *page)
{
	unsigned int order = page_flags_order(page);
	struct misuse m;

	if (PageBuddy(page))
		console_printf("state     free: first page of a free block of order %u (%u pages)\n", order,
			       1u << order);
	else if (PageCached(page))
		console_printf("state     free: first page of a block of order %u on a CPU's list\n", order);
	else if (PageAllocated(page))
		console_printf("state     allocated: first page of a %sblock of order %u (%u pages)\n",
			       PageHead(page) ? "compound " : "", order, 1u << order);
	else if (PageTail(page))
		console_printf("state     allocated: tail of the compound page at pfn %#lx\n",
			       page_to_pfn(compound_head(page)));
	else if (PageReserved(page))
		console_printf("state     reserved: kernel, boot memory, or a hole in the memory map\n");
	else {
		m = classify_free(page, 0);
		if (m.block)
			console_printf("state     inside the %s block of order %u at pfn %#lx\n",
				       page_is_free(m.block) ? "free" : "allocated", m.block_order,
				       page_to_pfn(m.block));
	}
}

static void tell_buddy(const struct page *page)
{
	unsigned int order = page_flags_order(page);
	unsigned long buddy_pfn = page_to_pfn(page) ^ 1ul << order;
	const struct page *buddy = pfn_to_page(buddy_pfn);
	const char *why = "is not free: it was cut further, or is in use";

	if (!(page_is_free(page) || PageAllocated(page)))
		return;
	if (order == MAX_ORDER - 1) {
		console_printf("buddy     none: this is the largest block there is\n");
		return;
	}
	if (page_zone(buddy) != page_zone(page))
		why = "belongs to another zone";
	else if (PageReserved(buddy))
		why = "is reserved";
	else if (PageCached(buddy) && page_flags_order(buddy) == order)
		why = "is free, but on a CPU's list: it is joined when that is drained";
	else if (PageAllocated(buddy) && page_flags_order(buddy) == order)
		why = "is allocated";
	else if (PageBuddy(buddy) && page_flags_order(buddy) == order)
		why = "is free: they are joined when this one is freed";
	console_printf("buddy     pfn %#lx, %s\n", buddy_pfn, why);
}

static void tell_page(struct page *page)
{
	unsigned long pfn = page_to_pfn(page);
	const struct zone *zone = page_zone(page);

	console_printf("pfn       %#lx, physical %#llx, struct page at %px\n", pfn, (u64)PFN_PHYS(pfn), page);
	if (page_address(page))
		console_printf("address   %px\n", page_address(page));
	else
		console_printf("address   none: high memory\n");
	console_printf("zone      %s, node %d\n", zone ? zone->name : "none", page_to_nid(page));
	console_printf("flags     %pGp\n", &page->flags);
	tell_state(page);
	tell_buddy(page);
	console_printf("users     refcount %d, mapcount %d\n", page_ref_count(page), page_mapcount(page));
	print_page_owner(page);
}

static int cmd_page(int argc, char **argv)
{
	bool by_pfn = argc == 3 && !strcmp(argv[1], "pfn");
	unsigned long long number;
	struct page *page;

	if (argc != 2 + by_pfn || kstrtoull(argv[argc - 1], 0, &number))
		return -EINVAL;
	if (!by_pfn && !virt_addr_valid((void *)(unsigned long)number)) {
		console_printf("%#llx is not in the direct map\n", number);
		return -EFAULT;
	}
	page = pfn_to_online_page(by_pfn ? number : virt_to_pfn((unsigned long)number));
	if (!page) {
		console_printf("there is no struct page for frame %#llx\n", number);
		return -EFAULT;
	}
	tell_page(page);
	return 0;
}
MONITOR_COMMAND(page, "ADDRESS | pfn N", "what the struct page of a frame says", cmd_page);
