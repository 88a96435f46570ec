// SPDX-License-Identifier: MIT
/*
 * Slabs whose free objects form a list, with the links in the objects themselves; and the node's lists of
 * such slabs. For SLUB (theory in slub.c), and for what SLOB does not mix with other objects (slob.c).
 */
#include <asm/slab_page.h>
#include <linux/kernel.h>
#include <linux/random.h>
#include <linux/string.h>
#include "slab_linked.h"

/* ---- making ---------------------------------------------------------------------- */

/* In which order the objects of a new slab are handed out: a random one where that was asked for. */
static void link_objects(struct kmem_cache *cache, struct page *slab, unsigned int nr)
{
	unsigned int first = slab_freelist_random ? get_random_u32_below(nr) : 0, step = 1;
	void *object, *next;

	/* A step that has no factor in common with the number visits all of them. */
	if (slab_freelist_random)
		for (step = get_random_u32_below(nr) | 1; step > 1 && gcd(step, nr) != 1;)
			step -= 2;
	slab->freelist = object = slab_object(cache, slab, first);
	for (unsigned int i = 1, at = first; i < nr; i++, object = next) {
		at = at + step < nr ? at + step : at + step - nr;
		next = slab_object(cache, slab, at);
		slab_set_link(cache, object, next);
	}
	slab_set_link(cache, object, NULL);
}

/**
 * linked_new_slab() - a slab of free objects, not yet on any list
 * @cache: whose
 * @gfp: GFP flags
 * @node: from which node, NUMA_NO_NODE for the nearest
 *
 * Context: as @gfp says, no locks held.
 */
struct page *linked_new_slab(struct kmem_cache *cache, gfp_t gfp, int node)
{
	struct page *slab = slab_alloc_pages(cache, gfp, node);

	if (!slab)
		return NULL;
	slab->slab_objects = page_size(slab) / cache->size;
	slab_init_objects(cache, slab);
	link_objects(cache, slab, slab->slab_objects);
	return slab;
}

/**
 * linked_add_slab_locked() - put a new slab on its node's list
 */
void linked_add_slab_locked(struct kmem_cache *cache, struct page *slab)
{
	struct slab_node *n = slab_node_of(cache, slab);

	list_add(&slab->lru, &n->partial);
	n->nr_partial++;
	n->nr_slabs++;
	n->nr_objects += slab->slab_objects;
}

/* ---- objects from and to slabs ---------------------------------------------------------------- */

/* Where the list leads from an object: NULL at its end, and where somebody has written over the link. */
static void *next_free(struct kmem_cache *cache, struct page *slab, void *object)
{
	void *next = slab_get_link(cache, object);

	if (likely(!next || slab_is_object(cache, slab, next)))
		return next;
	slab_report_object(cache, slab, object, _RET_IP_, SLAB_BAD_LINK, "Freechain corrupt");
	return NULL;
}

/**
 * linked_take_locked() - allocate objects of a slab
 * @cache: whose
 * @slab: a partial slab
 * @to: takes them
 * @nr: how many are wanted
 *
 * Return: how many there were. The slab is on the list that it belongs to now.
 */
unsigned int linked_take_locked(struct kmem_cache *cache, struct page *slab, void **to, unsigned int nr)
{
	struct slab_node *n = slab_node_of(cache, slab);
	void *object = slab->freelist;
	unsigned int got = 0;

	while (object && got < nr) {
		to[got++] = object;
		object = next_free(cache, slab, object);
	}
	slab->freelist = object;
	slab->slab_inuse += got;
	n->nr_inuse += got;
	if (!object) {
		list_move(&slab->lru, &n->full);
		n->nr_partial--;
	}
	return got;
}

/**
 * linked_take_partial() - allocate objects of a node's partial slabs
 *
 * Context: interrupts off.
 */
unsigned int linked_take_partial(struct kmem_cache *cache, struct slab_node *n, void **to, unsigned int nr)
{
	unsigned int got = 0;

	spin_lock(&n->lock);
	while (got < nr && !list_empty(&n->partial))
		got += linked_take_locked(cache, list_first_entry(&n->partial, struct page, lru), to + got, nr - got);
	spin_unlock(&n->lock);
	return got;
}

/**
 * linked_put_one_locked() - free an object to its slab
 * @cache: whose
 * @n: the slab's node
 * @slab: the slab
 * @object: the object, which is known to be the slab's and not free
 * @empty: takes the slab if it is to be freed
 */
void linked_put_one_locked(struct kmem_cache *cache, struct slab_node *n, struct page *slab, void *object,
			 struct list_head *empty)
{
	if (!slab->freelist) {
		list_move(&slab->lru, &n->partial);
		n->nr_partial++;
	}
	slab_set_link(cache, object, slab->freelist);
	slab->freelist = object;
	n->nr_inuse--;
	if (--slab->slab_inuse)
		return;
	if (n->nr_partial > cache->min_partial) {
		list_move(&slab->lru, empty);
		n->nr_partial--;
		n->nr_slabs--;
		n->nr_objects -= slab->slab_objects;
	} else {
		list_move_tail(&slab->lru, &n->partial); /* the fuller ones are used first */
	}
}

/* The slab of an object that its owner says is the cache's; NULL, and a report, if it is not. */
static struct page *slab_check_owner(struct kmem_cache *cache, const void *object, unsigned long ip)
{
	struct page *page = slab_page_of(object);

	goto_unless_slab(object, page, foreign);
	if (likely(page->slab_cache == cache))
		return compound_head(page);
	slab_report_object(page->slab_cache, compound_head(page), object, ip, SLAB_WRONG_CACHE, cache->name);
	return NULL;
foreign:
	slab_report_foreign(cache, object, ip);
	return NULL;
}

/* An object of the slab that is not free, as far as a look or two can tell. */
static bool check_free(struct kmem_cache *cache, struct page *slab, const void *object, unsigned long ip)
{
	if (unlikely(!slab_is_object(cache, slab, object)))
		slab_report_object(cache, slab, object, ip, SLAB_MISALIGNED, "Invalid object pointer");
	else if (unlikely(object == slab->freelist || !slab->slab_inuse))
		slab_report_object(cache, slab, object, ip, SLAB_DOUBLE_FREE, "Object already free");
	else
		return true;
	return false;
}

/**
 * linked_put() - free objects to their slabs
 * @cache: whose
 * @objects: the objects, which may be wrong ones
 * @nr: how many
 * @ip: who did it
 *
 * Context: any but NMI.
 */
void linked_put(struct kmem_cache *cache, void *const *objects, unsigned int nr, unsigned long ip)
{
	struct slab_node *n = NULL;
	unsigned long flags;
	LIST_HEAD(empty);

	local_irq_save(flags);
	for (unsigned int i = 0; i < nr; i++) {
		struct page *slab = slab_check_owner(cache, objects[i], ip);
		struct slab_node *here;

		if (unlikely(!slab))
			continue;
		here = slab_node_of(cache, slab);
		if (here != n) {
			if (n)
				spin_unlock(&n->lock);
			spin_lock(&here->lock);
			n = here;
		}
		if (likely(check_free(cache, slab, objects[i], ip)))
			linked_put_one_locked(cache, n, slab, objects[i], &empty);
	}
	if (n)
		spin_unlock(&n->lock);
	slab_free_slabs(cache, &empty);
	local_irq_restore(flags);
}
