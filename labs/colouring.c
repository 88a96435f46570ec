// SPDX-License-Identifier: MIT
/* Lab: where objects of the same place in different slabs lie in the CPU's cache. See colouring.md. */
#include <linux/bitmap.h>
#include <linux/cache.h>
#include <linux/gfp.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/timex.h>

#define NR_SLABS 16
#define SETS (4096 / L1_CACHE_BYTES) /* of a first-level cache with 4 KiB a way, as most have */
#define ROUNDS 1000

static unsigned long slab[NR_SLABS];

/* The first object of slab i, with as many lines before it as its colour says. */
static volatile long *object(int i, int colours)
{
	return (long *)(slab[i] + i % colours * L1_CACHE_BYTES);
}

static void measure(const char *name, int colours)
{
	DECLARE_BITMAP(used, SETS) = { 0 };
	cycles_t cycles = get_cycles();

	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < NR_SLABS; i++)
			(*object(i, colours))++;
	cycles = get_cycles() - cycles;
	for (int i = 0; i < NR_SLABS; i++)
		set_bit((unsigned long)object(i, colours) / L1_CACHE_BYTES % SETS, used);
	pr_info("%s: %d objects in %d of %d sets, %llu cycles each time\n", name, NR_SLABS, bitmap_weight(used, SETS), SETS,
		div_u64(cycles, ROUNDS * NR_SLABS));
}

static int __init colouring_init(void)
{
	int err = 0;

	for (int i = 0; i < NR_SLABS; i++) {
		slab[i] = get_zeroed_page(GFP_KERNEL);
		if (!slab[i])
			err = -ENOMEM;
	}
	if (!err) {
		measure("without colours", 1);
		measure("with colours", NR_SLABS);
	}
	for (int i = 0; i < NR_SLABS; i++)
		free_page(slab[i]);
	return err;
}

static void __exit colouring_exit(void)
{
}

module_init(colouring_init);
module_exit(colouring_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("The same object in every slab: one set of the cache, or many");
