// SPDX-License-Identifier: MIT
/* The slab layer: slabs as pages, from and to the page allocator. The same for all variants. */
#include <asm/slab_page.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include "internal.h"
#include "slab.h"

static struct page *get_pages(struct kmem_cache *cache, gfp_t gfp, int node, unsigned int *order)
{
	struct page *page;

	gfp = (gfp & ~(__GFP_ZERO | __GFP_COMP | __GFP_HIGHMEM | __GFP_MOVABLE)) | cache->gfp;
	*order = cache->order;
	if (*order != cache->min_order) {
		gfp_t light = (gfp | __GFP_NOWARN | __GFP_NORETRY) & ~(__GFP_NOFAIL | __GFP_DIRECT_RECLAIM);

		page = alloc_pages_node(node, light, *order);
		if (page)
			return page;
		*order = cache->min_order;
	}
	return alloc_pages_node(node, gfp, *order);
}

/* Each page of the slab leads to the cache, so that kfree() need not look for the first one. */
static void mark_pages(struct kmem_cache *cache, struct page *slab, unsigned int order)
{
	prep_compound_page(slab, order);
	for (unsigned int i = 0; i < 1u << order; i++) {
		slab[i].slab_cache = cache;
		slab[i].slab_sheaf = (struct slab_sheaf *)cache->gate;
		SetPageSlab(&slab[i]);
	}
}

static void unmark_pages(struct page *slab, unsigned int order)
{
	for (unsigned int i = 0; i < 1u << order; i++) {
		ClearPageSlab(&slab[i]);
		slab[i].mapping = NULL;
		slab[i].private = 0;
	}
	slab->freelist = NULL;
	page_mapcount_reset(slab);
	if (PageHead(slab))
		destroy_compound_page(slab);
}

/**
 * slab_page_is_near() - slab_is_near() on a machine with several nodes
 * @object: any address; one that is in no slab is not near, so that whoever looks closer sees it
 */
bool slab_page_is_near(const void *object)
{
	struct page *page = slab_page_of(object);

	goto_unless_slab(object, page, no_slab);
	return page_to_nid(page) == slab_mem_id();
no_slab:
	return false;
}

/**
 * slab_alloc_pages() - pages for a slab
 * @cache: whose; of its order, or if that is not to be had, min_order
 * @gfp: GFP flags
 * @node: from which node, NUMA_NO_NODE for the nearest
 *
 * Context: as @gfp says, no locks held. Return: they, marked as the cache's; or NULL.
 */
struct page *slab_alloc_pages(struct kmem_cache *cache, gfp_t gfp, int node)
{
	unsigned int order;
	struct page *slab = get_pages(cache, gfp, node, &order);

	if (!slab)
		return NULL;
	mark_pages(cache, slab, order);
	slab->slab_inuse = 0;
	slab_account(cache, 1l << order);
	return slab;
}

/**
 * slab_free_pages() - slab_alloc_pages() undone
 */
void slab_free_pages(struct page *slab)
{
	unsigned int order = page_flags_order(slab);

	slab_account(slab->slab_cache, -(1l << order));
	unmark_pages(slab, order);
	__free_pages(slab, order);
}

static void free_slab(struct page *slab)
{
	slab_forget(slab);
	slab_free_pages(slab);
}

static void free_slab_rcu(struct rcu_head *head)
{
	free_slab((struct page *)head);
}

/**
 * slab_init_objects() - poison and construct the objects of a new slab
 * @cache: whose
 * @slab: it; its slab_objects is set
 */
void slab_init_objects(struct kmem_cache *cache, struct page *slab)
{
	if (slab_is_debugged(cache))
		slab_debug_new_slab(cache, slab);
	if (!cache->ctor)
		return;
	for (unsigned int i = 0; i < slab->slab_objects; i++)
		slab_construct(cache, slab_object(cache, slab, i));
}

/**
 * slab_free_slabs() - give slabs back to the page allocator
 * @cache: whose
 * @slabs: slabs without used objects, linked by page->lru, on no other list
 *
 * Context: any but NMI, no node's lock held.
 */
void slab_free_slabs(struct kmem_cache *cache, struct list_head *slabs)
{
	struct page *slab, *next;

	list_for_each_entry_safe(slab, next, slabs, lru) {
		if (slab_is_debugged(cache))
			slab_debug_end_slab(cache, slab);
		if (cache->flags & SLAB_TYPESAFE_BY_RCU)
			call_rcu((struct rcu_head *)slab, free_slab_rcu); /* in place of page->lru */
		else
			free_slab(slab);
	}
	INIT_LIST_HEAD(slabs);
}

static_assert(offsetof(struct page, lru) == 0 && sizeof(struct rcu_head) <= sizeof(struct list_head), "");
