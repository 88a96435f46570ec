// SPDX-License-Identifier: MIT
/* Lab: a page from each node, and how far it is. See numa.md. */
#include <linux/gfp.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/nodemask.h>
#include <linux/timex.h>
#include <linux/topology.h>

#define ROUNDS 100

/* Cycles to read one line, each of them once a round. */
static u64 read_page(volatile const u8 *address)
{
	cycles_t cycles = get_cycles();

	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < PAGE_SIZE; i += 64)
			(void)address[i];
	return div_u64(get_cycles() - cycles, ROUNDS * (PAGE_SIZE / 64));
}

static int __init numa_init(void)
{
	int here = numa_node_id(), node;

	pr_info("on node %d of %d\n", here, num_online_nodes());
	for_each_online_node(node) {
		struct page *page = alloc_pages_node(node, GFP_KERNEL | __GFP_THISNODE | __GFP_NOWARN, 0);

		if (!page) {
			pr_info("asked node %d: no memory the kernel can use directly\n", node);
			continue;
		}
		pr_info("asked node %d: page of node %d, frame %#lx, distance %d, %llu cycles a line\n", node, page_to_nid(page),
			page_to_pfn(page), node_distance(here, node), read_page(page_address(page)));
		__free_page(page);
	}
	return 0;
}

static void __exit numa_exit(void)
{
}

module_init(numa_init);
module_exit(numa_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Pages from each NUMA node");
