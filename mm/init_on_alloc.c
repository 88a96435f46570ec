// SPDX-License-Identifier: MIT
/*
 * Zeroed memory for everybody: boot option init_on_alloc=1.
 *
 * Purpose
 *	A reader of books meets both statements, that kmalloc() clears its memory and that it does not. It
 *	does not, unless the kernel was told to: then forgotten contents of earlier owners do no harm, at
 *	the price of a store for each word that is allocated. Debian's kernels do so by default.
 *
 * How
 *	It costs nothing while it is off. When it is on, the fast paths are closed, as for fault injection:
 *	no list of a CPU has pages, and a node has no first choice, so alloc_pages_slow() sees each request
 *	and adds __GFP_ZERO to it. Caches get a flag that takes their objects through slab_debug_alloc().
 *
 * Not zeroed, as on Linux: objects of caches with a constructor, of SLAB_TYPESAFE_BY_RCU (a reader may
 * still look at them), and poisoned ones, whose pattern shows what was not initialised.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/printk.h>

bool init_on_alloc;
EXPORT_SYMBOL(init_on_alloc);

static int __init parse_init_on_alloc(char *text)
{
	int err = kstrtobool(text, &init_on_alloc);

	if (!err && init_on_alloc)
		pr_info("mem auto-init: heap alloc:on\n");
	return err;
}
early_param("init_on_alloc", parse_init_on_alloc);
