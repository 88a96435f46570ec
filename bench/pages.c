// SPDX-License-Identifier: MIT
/* Pages. */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "measure.h"

void bench_pages(void)
{
	struct page *pg;
	unsigned long a;

	BENCH_OFF("page_o0", 1000,
		pg = alloc_pages(GFP_NOWAIT, 0); CHECK(pg); __free_pages(pg, 0));
	BENCH_OFF("page_o3", 500,
		pg = alloc_pages(GFP_NOWAIT | __GFP_NOWARN, 3); CHECK(pg);
		if (pg) __free_pages(pg, 3));
	BENCH_OFF("page_o9", 8,
		pg = alloc_pages(GFP_NOWAIT | __GFP_NOWARN, 9); CHECK(pg);
		if (pg) __free_pages(pg, 9));
	BENCH_ON("page_o0_kernel", 1000,
		pg = alloc_pages(GFP_KERNEL, 0); CHECK(pg); __free_pages(pg, 0));
	BENCH_OFF("page_zeroed", 500,
		a = get_zeroed_page(GFP_NOWAIT); CHECK((void *)a); free_page(a));
	BENCH_SET("page_set256", 8,
		EACH(objs[_i] = alloc_pages(GFP_NOWAIT, 0); CHECK(objs[_i])),
		EACH(__free_pages(objs[_i], 0)));
	/* Linux's bulk interface, the free side has none */
	BENCH_SET("page_bulk256", 8,
		do {
			struct page **pa = (struct page **)objs;

			memset(pa, 0, SET * sizeof(*pa));
			if (alloc_pages_bulk_array(GFP_NOWAIT, SET, pa) != SET)
				failed = true;
		} while (0),
		EACH(if (objs[_i]) __free_pages(objs[_i], 0)));
}

/*
 * A working set of 1024 blocks of orders 0..3; one operation frees a randomly chosen one and
 * allocates another of random order in its place.
 */
void bench_page_mix(void)
{
	static u8 mix_order[MIX_SLOTS];
	static u32 state;
	unsigned int k;

	if (!want("page_mix"))
		return;
	state = 0x12345678;
	for (k = 0; k < MIX_SLOTS; k++) {
		mix_order[k] = next_random(&state) & 3;
		objs[k] = alloc_pages(GFP_KERNEL, mix_order[k]);
	}
	BENCH_OFF("page_mix", 1000, {
		u32 r = next_random(&state);
		u32 s = r & (MIX_SLOTS - 1);
		if (objs[s])
			__free_pages(objs[s], mix_order[s]);
		mix_order[s] = (r >> 10) & 3;
		objs[s] = alloc_pages(GFP_NOWAIT, mix_order[s]);
		CHECK(objs[s]);
	});
	for (k = 0; k < MIX_SLOTS; k++)
		if (objs[k])
			__free_pages(objs[k], mix_order[k]);
}
