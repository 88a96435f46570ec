// SPDX-License-Identifier: MIT
/* Lab: how large kmalloc() goes, and what it wastes. See kmalloc_limit.md. */
#include <linux/module.h>
#include <linux/slab.h>

static int __init kmalloc_limit_init(void)
{
	pr_info("   asked    given   unused\n");
	for (size_t size = 1;; size += size / 2 + 1) {
		void *p = kmalloc(size, GFP_KERNEL | __GFP_NOWARN);
		size_t given = ksize(p); /* 0 for NULL */

		if (!p) {
			pr_info("%8zu  refused\n", size);
			return 0;
		}
		pr_info("%8zu %8zu %8zu  %2zu %%\n", size, given, given - size, (given - size) * 100 / given);
		kfree(p);
	}
}

static void __exit kmalloc_limit_exit(void)
{
}

module_init(kmalloc_limit_init);
module_exit(kmalloc_limit_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("How large kmalloc() goes, and what it wastes");
