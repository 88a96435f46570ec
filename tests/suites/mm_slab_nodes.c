// SPDX-License-Identifier: MIT
/*
 * Objects and nodes: who asks for a node's memory gets it, and what a CPU has at hand is near, wherever the
 * objects came from that were freed on it. With one node there is little that could go wrong; numa=fake=2 makes two.
 */
#include <asm/irqflags.h>
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "../../mm/slab.h"

#define MANY 500

static void *p[MANY];

static int node_of(const void *object)
{
	return page_to_nid(virt_to_page(object));
}

/* Nodes of i386 above 896 MiB have nothing that is always mapped; the others have enough for these tests. */
static bool has_objects(int node)
{
	return slab_near_node[node] == node;
}

/* Of each size: small, with slabs of several pages, in whole pages. */
static void nodes_kmalloc(struct kunit *test)
{
	static const size_t sizes[] = { 8, 100, 1024, 5000, 8192, 20000 };
	int node;

	for_each_online_node(node) {
		for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
			void *q = kmalloc_node(sizes[i], GFP_KERNEL, node);

			KUNIT_ASSERT_NOT_NULL(test, q);
			if (has_objects(node))
				KUNIT_EXPECT_EQ_MSG(test, node_of(q), node, "size %zu", sizes[i]);
			kfree(q);
		}
	}
}

static void free_all(struct kmem_cache *cache, unsigned int way)
{
	if (way == 0)
		kmem_cache_free_bulk(cache, MANY, p);
	for (unsigned int i = 0; way && i < MANY; i++)
		if (way == 1)
			kmem_cache_free(cache, p[i]);
		else
			kfree(p[i]);
}

/* Objects of another node are freed here; what is allocated here next is from this node. */
static void expect_near(struct kunit *test, struct kmem_cache *cache, int node, unsigned int way)
{
	unsigned long flags;
	unsigned int far = 0;

	for (unsigned int i = 0; i < MANY; i++) {
		p[i] = kmem_cache_alloc_node(cache, GFP_KERNEL, node);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		if (has_objects(node))
			KUNIT_EXPECT_EQ(test, node_of(p[i]), node);
	}
	free_all(cache, way);
	local_irq_save(flags); /* to stay on this CPU */
	for (unsigned int i = 0; i < MANY; i++) {
		p[i] = kmem_cache_alloc(cache, GFP_ATOMIC);
		far += p[i] && node_of(p[i]) != slab_mem_id();
	}
	local_irq_restore(flags);
	KUNIT_EXPECT_EQ_MSG(test, far, 0, "way %u, node %d", way, node);
	for (unsigned int i = 0; i < MANY; i++)
		KUNIT_EXPECT_NOT_NULL(test, p[i]);
	free_all(cache, way);
}

static void nodes_cache(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_nodes", 72, 0, 0, NULL);
	int node;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for_each_online_node(node)
		for (unsigned int way = 0; way < 3; way++)
			expect_near(test, cache, node, way);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* __GFP_THISNODE: this node or nothing. */
static void nodes_this_or_none(struct kunit *test)
{
	int node;

	for_each_online_node(node) {
		void *q = kmalloc_node(300, GFP_KERNEL | __GFP_THISNODE | __GFP_NOWARN, node);

		KUNIT_EXPECT_EQ(test, q != NULL, has_objects(node));
		if (q)
			KUNIT_EXPECT_EQ(test, node_of(q), node);
		kfree(q);
	}
}

/*
 * Asking for a node that has nothing takes what others have, slab by slab, and does not make them a new slab for
 * each object. A node that does not exist is such a node.
 */
static void nodes_fall_back(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test_fallback", 100, 0, 0, NULL);
	struct slab_totals t;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (unsigned int i = 0; i < MANY; i++) {
		p[i] = kmem_cache_alloc_node(cache, GFP_KERNEL, i % MAX_NUMNODES);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
	}
	slab_get_totals(cache, &t);
	if (t.per_slab)
		KUNIT_EXPECT_LE(test, t.slabs, MANY / t.per_slab + 2 * num_online_nodes());
	free_all(cache, 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static struct kunit_case nodes_cases[] = {
	KUNIT_CASE(nodes_kmalloc), KUNIT_CASE(nodes_cache), KUNIT_CASE(nodes_this_or_none), KUNIT_CASE(nodes_fall_back), {}
};

static struct kunit_suite nodes_suite = {
	.name = "mm.slab_nodes",
	.desc = "objects from the node that was asked for",
	.test_cases = nodes_cases,
};
kunit_test_suite(nodes_suite);
