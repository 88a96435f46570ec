// SPDX-License-Identifier: MIT
/* A long stream of random operations on caches, compared with an oracle (tests/slab_oracle.h). */
#include <host/host.h>
#include <kunit/test.h>

#include "../slab_oracle.h"

#ifdef CONFIG_SLOB
#define STEPS 100000 /* it searches */
#else
#define STEPS 400000
#endif
#define CHECK_EVERY 997

static struct slab_oracle oracle;

static void model_stream(struct kunit *test)
{
	const char *wrong = slab_oracle_begin(&oracle);

	for (unsigned int i = 0; i < STEPS && !wrong; i++) {
		u32 op = kunit_random(test);

		/* Between growing and shrinking phases. */
		if (i / 3000 % 2 && (op & 15) < 3)
			op += 6;
		wrong = slab_oracle_step(&oracle, (u8 *)&op);
		if (!wrong && i % CHECK_EVERY == 0)
			wrong = slab_oracle_check(&oracle);
		KUNIT_ASSERT_NULL_MSG(test, wrong, "step %u: %s", i, wrong);
	}
	wrong = slab_oracle_end(&oracle);
	KUNIT_EXPECT_NULL_MSG(test, wrong, "at the end: %s", wrong);
}

/* Nothing leaks where page allocations fail: caches as small as memory allows. */
static void model_without_memory(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_out", 1024, 0, 0, NULL);
	void *first = NULL, **p;
	unsigned int nr = 0;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	host_log_capture_begin();
	while ((p = kmem_cache_alloc(cache, GFP_NOWAIT | __GFP_NOWARN))) {
		*p = first;
		first = p;
		nr++;
	}
	KUNIT_EXPECT_GT(test, nr, 1000);
	while ((p = first)) {
		first = *p;
		kmem_cache_free(cache, p);
	}
	host_log_capture_end();
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static struct kunit_case model_cases[] = { KUNIT_CASE(model_stream), KUNIT_CASE(model_without_memory), {} };

static struct kunit_suite model_suite = {
	.name = "mm.slab_model",
	.desc = "random operations against an oracle",
	.test_cases = model_cases,
};
kunit_test_suite(model_suite);
