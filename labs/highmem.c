// SPDX-License-Identifier: MIT
/* Lab: a page that may have no address, mapped for a while in three ways. See highmem.md. */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/module.h>

#define INTS (PAGE_SIZE / sizeof(int))

static long sum(const int *numbers)
{
	long total = 0;

	for (int i = 0; i < INTS; i++)
		total += numbers[i];
	return total;
}

static void show(const char *how, const int *numbers)
{
	pr_info("%-12s at %px, sum %ld\n", how, numbers, sum(numbers));
}

static int __init highmem_init(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_HIGHMEM);
	int *numbers;

	if (!page)
		return -ENOMEM;
	pr_info("frame %#lx, %s memory, address %px\n", page_to_pfn(page), PageHighMem(page) ? "high" : "low",
		page_address(page));

	numbers = kmap(page); /* may sleep: there are few such mappings */
	for (int i = 0; i < INTS; i++)
		numbers[i] = i;
	show("kmap", numbers);
	kunmap(page);

	numbers = kmap_atomic(page); /* this CPU's: no sleeping until it is given back */
	show("kmap_atomic", numbers);
	kunmap_atomic(numbers);

	numbers = kmap_local_page(page); /* this thread's: may be preempted */
	show("kmap_local", numbers);
	kunmap_local(numbers);

	pr_info("afterwards address %px\n", page_address(page));
	__free_page(page);
	return 0;
}

static void __exit highmem_exit(void)
{
}

module_init(highmem_init);
module_exit(highmem_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("kmap() and kmap_atomic() of a page that may be in high memory");
