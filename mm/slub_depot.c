// SPDX-License-Identifier: MIT
/*
 * SLUB: the depot, where CPUs leave objects for each other. Theory in slub.c.
 *
 * A CPU that only frees, and one that only allocates, would put each object back on its slab's list and
 * take it off again: some sixty instructions. A full sheaf leaves its half here instead, and an empty one
 * takes it from here: a few for each object, which is not even looked at.
 *
 * Each node of a cache has one, a page of pointers, made when the first sheaf overflows; it holds no more
 * than two sheaves do. slab_flush() empties it and gives the page back.
 */
#include <linux/kernel.h>
#include "slub.h"

/* memcpy(), which is made for bytes, takes longer for the few that these are. */
void slub_copy_pointers(void **to, void *const *from, unsigned int nr)
{
	for (; nr >= 4; nr -= 4, to += 4, from += 4) {
		to[0] = from[0];
		to[1] = from[1];
		to[2] = from[2];
		to[3] = from[3];
	}
	while (nr--)
		*to++ = *from++;
}

static unsigned int depot_room(const struct kmem_cache *cache)
{
	return min_t(unsigned int, PAGE_SIZE / sizeof(void *), 2 * cache->sheaf_room);
}

static void make_depot(struct slab_node *n)
{
	void **depot = (void **)__get_free_page(GFP_NOWAIT | __GFP_NOWARN);

	spin_lock(&n->lock);
	if (!n->depot)
		swap(n->depot, depot);
	spin_unlock(&n->lock);
	free_page((unsigned long)depot);
}

/**
 * slub_depot_put() - leave objects for others
 * @cache: the cache
 * @n: this CPU's node
 * @from: the objects
 * @nr: how many
 *
 * Context: interrupts off. Return: whether there was room for all; if not, none was taken.
 */
bool slub_depot_put(struct kmem_cache *cache, struct slab_node *n, void *const *from, unsigned int nr)
{
	bool fits;

	if (!READ_ONCE(n->depot))
		make_depot(n);
	spin_lock(&n->lock);
	fits = n->depot && n->nr_depot + nr <= depot_room(cache);
	if (fits) {
		slub_copy_pointers(n->depot + n->nr_depot, from, nr);
		n->nr_depot += nr;
	}
	spin_unlock(&n->lock);
	return fits;
}

/**
 * slub_depot_take() - take what others have left
 * @n: this CPU's node
 * @to: takes the objects
 * @nr: how many are wanted
 *
 * Context: interrupts off. Return: how many there were.
 */
unsigned int slub_depot_take(struct slab_node *n, void **to, unsigned int nr)
{
	if (!READ_ONCE(n->nr_depot))
		return 0;
	spin_lock(&n->lock);
	nr = min(nr, n->nr_depot);
	n->nr_depot -= nr;
	slub_copy_pointers(to, n->depot + n->nr_depot, nr);
	spin_unlock(&n->lock);
	return nr;
}

/**
 * slub_depot_flush() - give back what lies in a depot, and the depot
 * @cache: the cache
 * @n: one of its nodes
 *
 * Context: any but NMI.
 */
void slub_depot_flush(struct kmem_cache *cache, struct slab_node *n)
{
	unsigned long flags;
	unsigned int nr;
	void **depot;

	spin_lock_irqsave(&n->lock, flags);
	depot = n->depot;
	nr = n->nr_depot;
	n->depot = NULL;
	n->nr_depot = 0;
	spin_unlock_irqrestore(&n->lock, flags);
	if (!depot)
		return;
	linked_put(cache, depot, nr, _RET_IP_);
	free_page((unsigned long)depot);
}

/**
 * slub_depot_has() - does this object lie in a depot?
 *
 * Context: the node's lock is held.
 */
bool slub_depot_has(const struct slab_node *n, const void *object)
{
	for (unsigned int i = 0; i < n->nr_depot; i++)
		if (n->depot[i] == object)
			return true;
	return false;
}
