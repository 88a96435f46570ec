// SPDX-License-Identifier: MIT
/* One module of three objects, one of them in another folder, each with flags of its own. */
#include <linux/module.h>
#include "whole.h"

static int __init whole_init(void)
{
	pr_info("whole: %d %d %d of %s\n", FROM_CCFLAGS + FROM_EXTRA, second(), third(), KBUILD_MODNAME);
	return 0;
}
module_init(whole_init);

static void __exit whole_exit(void)
{
}
module_exit(whole_exit);

/* No licence: loaded all the same, and the kernel is tainted. */
