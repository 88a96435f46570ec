// SPDX-License-Identifier: MIT
/* Lab: poison and red zones, and the mistakes that they catch. See poison.md. */
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/slab.h>

#define SIZE 24

static char *how = "overflow";
module_param(how, charp, 0444);
MODULE_PARM_DESC(how, "overflow, underflow, use_after_free, double_free, or none");

static struct kmem_cache *cache;

static void show(const char *what, const u8 *object)
{
	pr_info("%-6s %*ph\n", what, SIZE, object);
}

static void make_mistake(volatile u8 *object)
{
	if (!strcmp(how, "overflow"))
		object[SIZE] = 0;
	if (!strcmp(how, "underflow"))
		object[-1] = 0;
	kmem_cache_free(cache, (void *)object);
	show("freed", (void *)object);
	if (!strcmp(how, "use_after_free"))
		object[1] = 0;
	if (!strcmp(how, "double_free"))
		kmem_cache_free(cache, (void *)object);
}

static int __init poison_init(void)
{
	u8 *object;

	cache = kmem_cache_create("lab_poison", SIZE, 0,
				  SLAB_POISON | SLAB_RED_ZONE | SLAB_STORE_USER | SLAB_CONSISTENCY_CHECKS, NULL);
	if (!cache)
		return -ENOMEM;
	object = kmem_cache_alloc(cache, GFP_KERNEL);
	if (!object) {
		kmem_cache_destroy(cache);
		return -ENOMEM;
	}
	show("taken", object);
	memset(object, 0x11, SIZE);
	show("used", object);
	make_mistake(object);
	kmem_cache_free(cache, kmem_cache_alloc(cache, GFP_KERNEL)); /* the next user */
	return 0;
}

static void __exit poison_exit(void)
{
	kmem_cache_destroy(cache);
}

module_init(poison_init);
module_exit(poison_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Poison and red zones catch a bug");
