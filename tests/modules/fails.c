// SPDX-License-Identifier: MIT
/* Its init fails with whatever errno it is told, and counts how often it is called. */
#include <linux/module.h>

static int with = 12;
module_param(with, int, 0);

static int __init fails_init(void)
{
	pr_info("fails: init is called, with %d\n", with);
	return -with;
}
module_init(fails_init);

MODULE_LICENSE("GPL");
