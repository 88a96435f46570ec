// SPDX-License-Identifier: MIT
/* Lab: objects of one size from a cache of their own, and from kmalloc(). See cache.md. */
#include <linux/module.h>
#include <linux/slab.h>

#define NR 16

struct record {
	char data[136];
};

static struct kmem_cache *records;

static void *from_cache(void)
{
	return kmem_cache_alloc(records, GFP_KERNEL);
}

static void *from_kmalloc(void)
{
	return kmalloc(sizeof(struct record), GFP_KERNEL);
}

/* Takes the objects, shows where they are, and puts them back. */
static void show(const char *name, void *(*take)(void))
{
	unsigned long closest = ULONG_MAX;
	void *object[NR];

	for (int i = 0; i < NR; i++) {
		object[i] = take();
		pr_info("%-8s %2d  %px  %+td\n", name, i, object[i], i ? object[i] - object[i - 1] : 0);
		for (int j = 0; j < i; j++)
			closest = min_t(unsigned long, closest, abs(object[i] - object[j]));
	}
	pr_info("%-8s asked %zu, given %zu, the closest are %lu apart\n", name, sizeof(struct record), ksize(object[0]), closest);
	for (int i = 0; i < NR; i++)
		kfree(object[i]); /* knows the cache of either */
}

static int __init cache_init(void)
{
	records = kmem_cache_create("lab_records", sizeof(struct record), 0, 0, NULL);
	if (!records)
		return -ENOMEM;
	show("cache", from_cache);
	show("kmalloc", from_kmalloc);
	return 0;
}

static void __exit cache_exit(void)
{
	kmem_cache_destroy(records);
}

module_init(cache_init);
module_exit(cache_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("How far apart objects are: a cache of your own against kmalloc()");
MODULE_INFO(lab, "slab lab_records");
