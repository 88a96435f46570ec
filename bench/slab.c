// SPDX-License-Identifier: MIT
/* Small objects. */
#include <linux/slab.h>
#include "measure.h"

#define KM(sz, it) \
	BENCH_OFF("kmalloc_" #sz, it, p = kmalloc(sz, GFP_NOWAIT); CHECK(p); kfree(p))

void bench_slab(void)
{
	struct kmem_cache *c;
	void *p;

	KM(8, 1000);
	KM(32, 1000);
	KM(64, 1000);
	KM(256, 1000);
	KM(1024, 1000);
	KM(4096, 500);
	KM(8192, 500);
	BENCH_ON("kmalloc_256_kernel", 1000, p = kmalloc(256, GFP_KERNEL); CHECK(p); kfree(p));
	BENCH_SET("kmalloc_256_set256", 8,
		EACH(objs[_i] = kmalloc(256, GFP_NOWAIT); CHECK(objs[_i])),
		EACH(kfree(objs[_i])));

	c = kmem_cache_create("bench_mm_192", 192, 0, 0, NULL);
	if (!c) {
		fail("cache_192", "no-cache");
		return;
	}
	BENCH_OFF("cache_192", 1000,
		p = kmem_cache_alloc(c, GFP_NOWAIT); CHECK(p); kmem_cache_free(c, p));
	BENCH_OFF("cache_192_zeroed", 1000,
		p = kmem_cache_zalloc(c, GFP_NOWAIT); CHECK(p); kmem_cache_free(c, p));
	BENCH_SET("cache_192_set256", 8,
		EACH(objs[_i] = kmem_cache_alloc(c, GFP_NOWAIT); CHECK(objs[_i])),
		EACH(kmem_cache_free(c, objs[_i])));
	/* Linux's bulk interface; it enables interrupts, so GFP_KERNEL, on */
	if (want("cache_192_bulk256")) {
		BENCH_ON("cache_192_bulk256_x256", 16, {
			if (kmem_cache_alloc_bulk(c, GFP_KERNEL, SET, objs) != SET)
				failed = true;
			else
				kmem_cache_free_bulk(c, SET, objs);
		});
	}
	kmem_cache_destroy(c);
}

/* As page_mix, with sizes 8, 16, .. 4096 of equal probability. */
void bench_kmalloc_mix(void)
{
	static u32 state;
	unsigned int k;

	if (!want("kmalloc_mix"))
		return;
	state = 0x12345678;
	for (k = 0; k < MIX_SLOTS; k++)
		objs[k] = kmalloc(8UL << ((next_random(&state) >> 10) % 10), GFP_KERNEL);
	BENCH_OFF("kmalloc_mix", 1000, {
		u32 r = next_random(&state);
		u32 s = r & (MIX_SLOTS - 1);
		kfree(objs[s]);
		objs[s] = kmalloc(8UL << ((r >> 10) % 10), GFP_NOWAIT);
		CHECK(objs[s]);
	});
	for (k = 0; k < MIX_SLOTS; k++)
		kfree(objs[k]);
}
