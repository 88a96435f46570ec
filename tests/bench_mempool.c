// SPDX-License-Identifier: MIT
/* What a memory pool costs above its allocator: a pair of allocating and freeing. */
#include <linux/mempool.h>
#include <linux/slab.h>
#include <quarry/bench.h>

static bool mempool_pair(unsigned int n, unsigned long unused)
{
	struct kmem_cache *cache = kmem_cache_create("bench_pool", 192, 0, 0, NULL);
	mempool_t *pool = cache ? mempool_create_slab_pool(4, cache) : NULL;
	bool done = pool;

	(void)unused;
	while (done && n--) {
		void *p = mempool_alloc(pool, GFP_NOWAIT);

		done = p;
		mempool_free(p, pool);
	}
	mempool_destroy(pool);
	kmem_cache_destroy(cache);
	return done;
}
BENCH_CASE(mempool_pair, "mempool_pair", mempool_pair, 0);
