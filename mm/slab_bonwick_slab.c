// SPDX-License-Identifier: MIT
/* SLAB: slabs, their index arrays and colours, and the node's lists of them. Theory in slab_bonwick.c. */
#include <asm/slab_page.h>
#include <linux/align.h>
#include <linux/cache.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/random.h>
#include "slab_bonwick.h"

/* ---- the index array -------------------------------------------------------------------------- */

static unsigned int index_bytes(unsigned int objects)
{
	return objects <= 256 ? objects : 2 * objects;
}

static unsigned int get_index(const struct page *slab, unsigned int at)
{
	return slab->slab_objects <= 256 ? ((u8 *)slab->freelist)[at] : ((u16 *)slab->freelist)[at];
}

static void set_index(struct page *slab, unsigned int at, unsigned int object)
{
	if (slab->slab_objects <= 256)
		((u8 *)slab->freelist)[at] = (u8)object;
	else
		((u16 *)slab->freelist)[at] = (u16)object;
}

/* ---- layout ----------------------------------------------------------------------------------- */

static bool is_off_slab(const struct kmem_cache *cache)
{
	return !cache->index_bytes;
}

/* Bytes in front of so many objects. */
static unsigned int front_bytes(const struct kmem_cache *cache, unsigned int objects)
{
	return is_off_slab(cache) ? 0 : ALIGN(index_bytes(objects), cache->align);
}

static unsigned int objects_in(const struct kmem_cache *cache, unsigned int order)
{
	unsigned int bytes = PAGE_SIZE << order, n = bytes / cache->size;

	while (n && front_bytes(cache, n) + n * cache->size > bytes)
		n--;
	return n;
}

static unsigned int rest(const struct kmem_cache *cache, unsigned int order)
{
	unsigned int n = objects_in(cache, order);

	return (PAGE_SIZE << order) - front_bytes(cache, n) - n * cache->size;
}

#define LAST_MAX_ORDER 5

/* The smallest with an eighth of waste at most. */
static unsigned int choose_order(const struct kmem_cache *cache, unsigned int min_order)
{
	for (unsigned int order = min_order; order <= LAST_MAX_ORDER; order++)
		if (objects_in(cache, order) && rest(cache, order) <= (PAGE_SIZE << order) / 8)
			return order;
	return min_order;
}

/**
 * bonwick_layout() - how many objects, pages and colours a slab has, and where the index array is
 * @cache: laid out by slab_layout()
 *
 * The first cache, of caches, must not need kmalloc(); the others are off-slab from 512 bytes on.
 */
void bonwick_layout(struct kmem_cache *cache)
{
	unsigned int bytes;

	cache->index_bytes = !slab_is_available() || cache->size < PAGE_SIZE / 8;
	cache->min_order = get_order(max(cache->size, cache->align));
	cache->order = choose_order(cache, cache->min_order);
	cache->objects = objects_in(cache, cache->order);
	bytes = index_bytes(cache->objects);
	if (!is_off_slab(cache) || rest(cache, cache->order) >= ALIGN(bytes, cache->align))
		cache->index_bytes = bytes;
	if (!objects_in(cache, cache->min_order))
		cache->min_order = cache->order;
	cache->colour_step = max_t(unsigned int, SMP_CACHE_BYTES, cache->align);
	cache->colours = rest(cache, cache->order) / cache->colour_step + 1;
}

/* ---- making and unmaking ---------------------------------------------------------------------- */

/* Slabs begin at different cache lines, in turn. The count may be read twice: it is no harm. */
static unsigned int next_colour(struct kmem_cache *cache, const struct page *slab)
{
	unsigned int colour;

	if (compound_order(slab) != cache->order)
		return 0;
	colour = READ_ONCE(cache->next_colour);
	WRITE_ONCE(cache->next_colour, colour + 1 < cache->colours ? colour + 1 : 0);
	return colour < cache->colours ? colour * cache->colour_step : 0;
}

static void *alloc_index(struct kmem_cache *cache, struct page *slab, gfp_t gfp, char *front)
{
	if (!is_off_slab(cache))
		return front;
	return kmalloc(index_bytes(slab->slab_objects), gfp & (GFP_KERNEL | GFP_ATOMIC | __GFP_NOWARN | __GFP_NOFAIL));
}

/**
 * slab_forget() - free what lies beside a slab
 * @slab: the slab, which is about to go
 */
void slab_forget(struct page *slab)
{
	if (is_off_slab(slab->slab_cache))
		kfree(slab->freelist);
}

/* The numbers of all objects, in ascending order, or shuffled where that was asked for. */
static void fill_index(struct page *slab)
{
	unsigned int n = slab->slab_objects;

	for (unsigned int i = 0; i < n; i++)
		set_index(slab, i, i);
	if (!slab_freelist_random)
		return;
	for (unsigned int i = n - 1; i; i--) {
		unsigned int j = get_random_u32_below(i + 1), other = get_index(slab, j);

		set_index(slab, j, get_index(slab, i));
		set_index(slab, i, other);
	}
}

/**
 * bonwick_new_slab() - a slab of free objects, on its node's list
 * @cache: whose
 * @gfp: GFP flags
 * @node: from which node, NUMA_NO_NODE for the nearest
 *
 * Context: as @gfp says, no locks held. Return: the slab, or NULL.
 */
struct page *bonwick_new_slab(struct kmem_cache *cache, gfp_t gfp, int node)
{
	struct page *slab = slab_alloc_pages(cache, gfp, node);
	struct slab_node *n;
	unsigned long flags;
	char *front;

	if (!slab)
		return NULL;
	slab->slab_objects = objects_in(cache, compound_order(slab));
	front = slab_address(slab) + next_colour(cache, slab);
	slab->freelist = alloc_index(cache, slab, gfp, front);
	if (!slab->freelist) {
		slab_free_pages(slab);
		return NULL;
	}
	slab->private = (unsigned long)front + front_bytes(cache, slab->slab_objects);
	fill_index(slab);
	slab_init_objects(cache, slab);
	n = slab_node_of(cache, slab);
	spin_lock_irqsave(&n->lock, flags);
	list_add(&slab->lru, &n->empty);
	n->nr_slabs++;
	n->nr_objects += slab->slab_objects;
	spin_unlock_irqrestore(&n->lock, flags);
	return slab;
}

static void remove_locked(struct slab_node *n, struct page *slab, struct list_head *to)
{
	list_move(&slab->lru, to);
	n->nr_slabs--;
	n->nr_objects -= slab->slab_objects;
}

/* ---- objects from and to slabs ---------------------------------------------------------------- */

/* The partial slab, or else the empty one, that is to be used next. */
static struct page *next_slab(struct slab_node *n)
{
	struct page *slab = list_first_entry_or_null(&n->partial, struct page, lru);

	return slab ?: list_first_entry_or_null(&n->empty, struct page, lru);
}

/* To the list that the number of its objects in use says. */
static void file_slab(struct slab_node *n, struct page *slab, unsigned int inuse_before)
{
	bool was_partial = inuse_before && inuse_before < slab->slab_objects;
	bool is_partial = slab->slab_inuse && slab->slab_inuse < slab->slab_objects;

	if (was_partial && is_partial)
		return;
	list_move(&slab->lru, is_partial ? &n->partial : slab->slab_inuse ? &n->full : &n->empty);
	n->nr_partial += is_partial - was_partial;
}

static unsigned int take_locked(struct kmem_cache *cache, struct slab_node *n, struct page *slab, void **to,
				unsigned int nr)
{
	unsigned int before = slab->slab_inuse;

	nr = min(nr, slab->slab_objects - before);
	for (unsigned int i = 0; i < nr; i++)
		to[i] = slab_object(cache, slab, get_index(slab, before + i));
	slab->slab_inuse += nr;
	n->nr_inuse += nr;
	file_slab(n, slab, before);
	return nr;
}

/**
 * bonwick_take() - allocate objects of a node's slabs
 * @cache: whose
 * @n: the node
 * @to: takes them
 * @nr: how many are wanted
 *
 * Context: interrupts off. Return: how many there were.
 */
unsigned int bonwick_take(struct kmem_cache *cache, struct slab_node *n, void **to, unsigned int nr)
{
	unsigned int got = 0;
	struct page *slab;

	spin_lock(&n->lock);
	while (got < nr && (slab = next_slab(n)))
		got += take_locked(cache, n, slab, to + got, nr - got);
	spin_unlock(&n->lock);
	return got;
}

/* The index array takes the object's number; an empty slab goes to @gone if there is enough without it. */
static void put_locked(struct kmem_cache *cache, struct slab_node *n, struct page *slab, const void *object,
		       struct list_head *gone)
{
	unsigned int before = slab->slab_inuse--;

	set_index(slab, before - 1, slab_index(cache, slab, object));
	n->nr_inuse--;
	file_slab(n, slab, before);
	if (!slab->slab_inuse && n->nr_objects - n->nr_inuse > cache->min_partial * cache->objects)
		remove_locked(n, slab, gone);
}

/* The slab of an object that its owner says is the cache's; NULL, and a report, if it is not. */
static struct page *check_owner(struct kmem_cache *cache, const void *object, unsigned long ip)
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
static bool check_object(struct kmem_cache *cache, struct page *slab, const void *object, unsigned long ip)
{
	unsigned int inuse = slab->slab_inuse;

	if (unlikely(!slab_is_object(cache, slab, object)))
		slab_report_object(cache, slab, object, ip, SLAB_MISALIGNED, "Invalid object pointer");
	else if (unlikely(!inuse || (inuse < slab->slab_objects &&
				     get_index(slab, inuse) == slab_index(cache, slab, object))))
		slab_report_object(cache, slab, object, ip, SLAB_DOUBLE_FREE, "Object already free");
	else
		return true;
	return false;
}

/* From a node's lock to another's, unless it is the same; NULL: none. */
static struct slab_node *change_lock(struct slab_node *from, struct slab_node *to)
{
	if (likely(from == to))
		return to;
	if (from)
		spin_unlock(&from->lock);
	if (to)
		spin_lock(&to->lock);
	return to;
}

/**
 * bonwick_put() - free objects to their slabs, under one taking of a node's lock where they are of one node
 * @cache: whose
 * @objects: the objects, which may be wrong ones
 * @nr: how many
 * @ip: who did it
 *
 * Context: any but NMI.
 */
void bonwick_put(struct kmem_cache *cache, void *const *objects, unsigned int nr, unsigned long ip)
{
	struct slab_node *n = NULL;
	unsigned long flags;
	LIST_HEAD(gone);

	local_irq_save(flags);
	for (unsigned int i = 0; i < nr; i++) {
		struct page *slab = check_owner(cache, objects[i], ip);

		if (unlikely(!slab))
			continue;
		n = change_lock(n, slab_node_of(cache, slab));
		if (likely(check_object(cache, slab, objects[i], ip)))
			put_locked(cache, n, slab, objects[i], &gone);
	}
	change_lock(n, NULL);
	local_irq_restore(flags);
	slab_free_slabs(cache, &gone);
}

/* ---- a cache as a whole ----------------------------------------------------------------------- */

static unsigned long free_empty_slabs(struct kmem_cache *cache, struct slab_node *n)
{
	unsigned long pages = 0, flags;
	struct page *slab, *next;
	LIST_HEAD(gone);

	spin_lock_irqsave(&n->lock, flags);
	list_for_each_entry_safe(slab, next, &n->empty, lru) {
		pages += compound_nr(slab);
		remove_locked(n, slab, &gone);
	}
	spin_unlock_irqrestore(&n->lock, flags);
	slab_free_slabs(cache, &gone);
	return pages;
}

/**
 * slab_shrink() - give slabs without used objects back
 * @cache: the cache
 *
 * Context: any but NMI; what CPUs keep stays, slab_flush() is for that. Return: pages freed.
 */
unsigned long slab_shrink(struct kmem_cache *cache)
{
	unsigned long pages = 0;
	struct slab_node *n;

	for_each_slab_node(cache, n)
		pages += free_empty_slabs(cache, n);
	return pages;
}

/**
 * slab_object_is_free() - is its number among those of the free ones?
 *
 * Context: the node's lock, or nobody who could change the array. O(objects a slab).
 */
bool slab_object_is_free(struct kmem_cache *cache, struct page *slab, const void *object)
{
	unsigned int number = slab_index(cache, slab, object);

	for (unsigned int i = slab->slab_inuse; i < slab->slab_objects; i++)
		if (get_index(slab, i) == number)
			return true;
	return false;
}

/* A node's part of the totals. */
static void add_node(struct slab_node *n, struct slab_totals *totals)
{
	struct list_head *at;
	unsigned long flags;

	spin_lock_irqsave(&n->lock, flags);
	totals->objects += n->nr_objects;
	totals->active += n->nr_inuse;
	totals->slabs += n->nr_slabs;
	totals->active_slabs += n->nr_slabs;
	list_for_each(at, &n->empty)
		totals->active_slabs--;
	spin_unlock_irqrestore(&n->lock, flags);
}

/**
 * bonwick_add_nodes() - the slabs' part of slab_get_totals()
 */
void bonwick_add_nodes(struct kmem_cache *cache, struct slab_totals *totals)
{
	struct slab_node *n;

	for_each_slab_node(cache, n)
		add_node(n, totals);
}
