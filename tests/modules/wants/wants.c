// SPDX-License-Identifier: MIT
/* Wants what nobody has: the build names both. */
#include <linux/module.h>

int nobody_has_this(void);
extern int nor_this;

static int __init wants_init(void)
{
	return nobody_has_this() + nor_this;
}
module_init(wants_init);

MODULE_LICENSE("GPL");
