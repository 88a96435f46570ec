// SPDX-License-Identifier: MIT
/*
 * SLOB: heaps. Pages that hold blocks of any size, and which of their bytes are free. Theory in slob.c.
 *
 * A page is 512 units of eight bytes. Its free blocks form a list in the order of their addresses; a free
 * block's first unit says how large it is and where the next one begins.
 *
 * To the rest of the layer a heap is a cache whose objects are the units, a page a slab of 512 of them; so
 * /proc/slabinfo and `slab slob-small` show what is used of it.
 */
#include <linux/align.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include "slob.h"

#define UNITS (PAGE_SIZE / SLOB_UNIT)
#define NO_BLOCK UNITS

/**
 * struct block - a free block
 * @units: its size
 * @next: unit where the next free block of the page begins; NO_BLOCK: there is none
 */
struct block {
	u16 units, next;
};

enum { SMALL, MEDIUM, LARGE, NR_SIZES };

#define SMALL_BELOW 256u
#define MEDIUM_BELOW 1024u

/* By [whether below 16 MiB][size]. Blocks of different sizes are kept apart, as they live differently long. */
static struct kmem_cache *heaps[2][NR_SIZES];
static const char *const names[2][NR_SIZES] = { { "slob-small", "slob-medium", "slob-large" },
						{ "dma-slob-small", "dma-slob-medium", "dma-slob-large" } };

bool slob_heap_is_ready(void)
{
	return heaps[1][LARGE];
}

/**
 * kmalloc_init() - make the heaps, and the size classes that are to be debugged
 */
void __init kmalloc_init(void)
{
	for (unsigned int dma = 0; dma < 2; dma++)
		for (unsigned int i = 0; i < NR_SIZES; i++)
			heaps[dma][i] = slab_create_boot(names[dma][i], SLOB_UNIT, SLOB_UNIT,
							 SLOB_HEAP | (dma ? SLAB_CACHE_DMA : 0));
	kmalloc_create_classes(true);
}

/* ---- blocks of one page; its node's lock is held ---------------------------------------------- */

static struct block *block_at(const struct page *page, unsigned int unit)
{
	return (struct block *)(slab_address(page) + unit * SLOB_UNIT);
}

static unsigned int unit_of(const struct page *page, const void *inside)
{
	return (unsigned int)((const char *)inside - slab_address(page)) / SLOB_UNIT;
}

static unsigned int first_block(const struct page *page)
{
	return page->freelist ? unit_of(page, page->freelist) : NO_BLOCK;
}

/* The link that leads to a block is in the block before, or in struct page. */
static void set_next(struct page *page, unsigned int before, unsigned int next)
{
	if (before != NO_BLOCK)
		block_at(page, before)->next = (u16)next;
	else
		page->freelist = next == NO_BLOCK ? NULL : block_at(page, next);
}

static void make_block(struct page *page, unsigned int unit, unsigned int units, unsigned int next)
{
	*block_at(page, unit) = (struct block){ (u16)units, (u16)next };
}

/* Units in front of an aligned object's header, if the block begins at @unit. */
static unsigned int gap_before(const struct page *page, unsigned int unit, size_t align)
{
	char *start = slab_address(page) + unit * SLOB_UNIT;
	char *object = PTR_ALIGN(start + SLOB_HEADER, align);

	return (unsigned int)(object - SLOB_HEADER - start) / SLOB_UNIT;
}

/* @units out of the middle of a free block; what is before and behind stays free. */
static void *carve(struct page *page, unsigned int before, unsigned int unit, unsigned int gap, unsigned int units)
{
	struct block block = *block_at(page, unit);
	unsigned int behind = unit + gap + units, rest = block.units - gap - units, next = block.next;

	if (rest) {
		make_block(page, behind, rest, next);
		next = behind;
	}
	if (gap) {
		make_block(page, unit, gap, next);
		next = unit;
	}
	set_next(page, before, next);
	page->slab_inuse += units;
	return block_at(page, unit + gap);
}

/* The first block that is large enough. Return: where the header goes, or NULL. */
static void *first_fit(struct page *page, unsigned int units, size_t align)
{
	unsigned int before = NO_BLOCK;

	for (unsigned int unit = first_block(page); unit != NO_BLOCK; unit = block_at(page, unit)->next) {
		unsigned int gap = gap_before(page, unit, align);

		if (gap + units <= block_at(page, unit)->units)
			return carve(page, before, unit, gap, units);
		before = unit;
	}
	return NULL;
}

/* The last free block that begins at or before a unit. */
static unsigned int block_before(const struct page *page, unsigned int unit)
{
	unsigned int before = NO_BLOCK;

	for (unsigned int at = first_block(page); at <= unit && at != NO_BLOCK; at = block_at(page, at)->next)
		before = at;
	return before;
}

static bool is_free(const struct page *page, unsigned int unit)
{
	unsigned int before = block_before(page, unit);

	return before != NO_BLOCK && unit < before + block_at(page, before)->units;
}

static void put_block(struct page *page, unsigned int unit, unsigned int units)
{
	unsigned int before = block_before(page, unit);
	unsigned int next = before == NO_BLOCK ? first_block(page) : block_at(page, before)->next;

	page->slab_inuse -= units;
	if (next != NO_BLOCK && next == unit + units) { /* one with the block behind it */
		struct block behind = *block_at(page, next);

		units += behind.units;
		next = behind.next;
	}
	if (before != NO_BLOCK && before + block_at(page, before)->units == unit) { /* and with that before it */
		make_block(page, before, block_at(page, before)->units + units, next);
	} else {
		make_block(page, unit, units, next);
		set_next(page, before, unit);
	}
}

/* ---- allocating ------------------------------------------------------------------------------- */

static unsigned int units_for(size_t size)
{
	return (SLOB_HEADER + size + SLOB_UNIT - 1) / SLOB_UNIT;
}

static struct kmem_cache *heap_for(size_t size, gfp_t gfp)
{
	unsigned int which = size < SMALL_BELOW ? SMALL : size < MEDIUM_BELOW ? MEDIUM : LARGE;

	return heaps[!!(gfp & __GFP_DMA)][which];
}

#define SEARCH_PAGES 64

/* A page that has no block left goes to "full". */
static void *take_locked(struct slab_node *n, struct page *page, unsigned int units, size_t align)
{
	void *header = UNITS - page->slab_inuse >= units ? first_fit(page, units, align) : NULL;

	if (!header)
		return NULL;
	n->nr_inuse += units;
	if (page->slab_inuse == UNITS) {
		list_move(&page->lru, &n->full);
		n->nr_partial--;
	}
	return header;
}

/* Pages where nothing was found go to the end, so that the next search goes on behind them. */
static void *search_locked(struct slab_node *n, unsigned int units, size_t align)
{
	unsigned long pages = min(n->nr_partial, (unsigned long)SEARCH_PAGES);

	while (pages--) {
		struct page *page = list_first_entry(&n->partial, struct page, lru);
		void *header = take_locked(n, page, units, align);

		if (header)
			return header;
		list_move_tail(&page->lru, &n->partial);
	}
	if (list_empty(&n->empty))
		return NULL;
	list_move(n->empty.next, &n->partial);
	n->nr_partial++;
	return take_locked(n, list_first_entry(&n->partial, struct page, lru), units, align);
}

static void *take_from_node(struct slab_node *n, unsigned int units, size_t align)
{
	unsigned long flags;
	void *header;

	spin_lock_irqsave(&n->lock, flags);
	header = search_locked(n, units, align);
	spin_unlock_irqrestore(&n->lock, flags);
	return header;
}

static void *take_from_new(struct kmem_cache *heap, gfp_t gfp, int node, unsigned int units, size_t align)
{
	struct page *page = slab_alloc_pages(heap, gfp, node);
	struct slab_node *n;
	unsigned long flags;
	void *header;

	if (!page)
		return NULL;
	page->slab_objects = UNITS;
	make_block(page, 0, UNITS, NO_BLOCK);
	page->freelist = block_at(page, 0);
	n = slab_node_of(heap, page);
	spin_lock_irqsave(&n->lock, flags);
	linked_add_slab_locked(heap, page);
	header = take_locked(n, page, units, align);
	spin_unlock_irqrestore(&n->lock, flags);
	return header;
}

static void *take_any_node(struct kmem_cache *heap, unsigned int units, size_t align)
{
	struct slab_node *n;
	void *header = NULL;

	for_each_slab_node(heap, n) {
		header = take_from_node(n, units, align);
		if (header)
			break;
	}
	return header;
}

/**
 * slob_heap_alloc() - a block
 * @size: bytes, which slob_fits()
 * @align: power of two, at least SLOB_UNIT
 * @tag: what its header is to say
 * @gfp: GFP flags
 * @node: from which node, NUMA_NO_NODE for the nearest
 */
void *slob_heap_alloc(size_t size, size_t align, unsigned long tag, gfp_t gfp, int node)
{
	struct kmem_cache *heap = heap_for(size, gfp);
	unsigned int units = units_for(size);
	bool others = !(gfp & __GFP_THISNODE);
	int want = slab_wanted_node(node);
	void *header = take_from_node(&heap->node[want], units, align);

	/* A node that is out of memory is helped out with blocks that others have, before these get new pages for it. */
	if (!header && others && nr_slab_nodes > 1)
		header = take_from_new(heap, slab_gfp_of_node(gfp), want, units, align) ?: take_any_node(heap, units, align);
	if (!header)
		header = take_from_new(heap, gfp, node, units, align);
	if (!header && others)
		header = take_any_node(heap, units, align);
	if (!header)
		return NULL;
	*(unsigned long *)header = tag;
	return header + SLOB_HEADER;
}

/* ---- freeing ---------------------------------------------------------------------------------- */

/* May this be the header of a block of kmalloc(), or of an object of some cache? */
static bool is_plausible(const void *object, unsigned long tag)
{
	const struct kmem_cache *cache = (void *)tag;

	if (!slob_tag_is_size(tag) && (!tag || tag % sizeof(long) || !virt_addr_valid(cache) ||
				       !PageSlab(virt_to_page(cache)) || !(cache->flags & SLOB_SHARED)))
		return false;
	return slob_tag_size(tag) && offset_in_page(object) + slob_tag_size(tag) <= PAGE_SIZE;
}

/* What is wrong with freeing this address, which is in a heap's page? @cache: it is said to be from; or NULL. */
static bool check_locked(struct page *page, void *object, struct kmem_cache *cache, unsigned long ip)
{
	struct kmem_cache *heap = page->slab_cache;
	unsigned long tag;

	if ((unsigned long)object % SLOB_UNIT || offset_in_page(object) < SLOB_HEADER) {
		slab_report_object(heap, page, object, ip, SLAB_MISALIGNED, "Invalid object pointer");
		return false;
	}
	tag = slob_tag(object);
	if (is_free(page, unit_of(page, object))) {
		slab_report_object(heap, page, object, ip, SLAB_DOUBLE_FREE, "Object already free");
		return false;
	}
	if (cache ? tag == slob_cache_tag(cache) : is_plausible(object, tag))
		return true;
	if (cache && is_plausible(object, tag))
		slab_report_object(heap, page, object, ip, SLAB_WRONG_CACHE, cache->name);
	else
		slab_report_object(heap, page, object, ip, SLAB_MISALIGNED, "Invalid object pointer");
	return false;
}

/* A page that got empty stays, so that a second free is seen, until the next one does. */
static void file_empty(struct slab_node *n, struct page *page, struct list_head *gone)
{
	if (!list_empty(&n->empty)) {
		list_move(n->empty.next, gone);
		n->nr_slabs--;
		n->nr_objects -= UNITS;
	}
	list_move(&page->lru, &n->empty);
	n->nr_partial--;
}

static void put_locked(struct slab_node *n, struct page *page, void *object, unsigned int units,
		       struct list_head *gone)
{
	if (page->slab_inuse == UNITS) {
		list_move(&page->lru, &n->partial);
		n->nr_partial++;
	}
	*(unsigned long *)(object - SLOB_HEADER) = 0; /* no old header is ever taken for one */
	put_block(page, unit_of(page, object - SLOB_HEADER), units);
	n->nr_inuse -= units;
	if (!page->slab_inuse)
		file_empty(n, page, gone);
}

/**
 * slob_heap_free() - a block comes back
 * @page: a heap's page
 * @object: an address in it
 * @cache: in: the cache that it is said to be from, NULL: whatever; out: that it is from, NULL: kmalloc()
 * @ip: who frees it
 *
 * Return: whether it was a block. If not, it has been reported.
 */
bool slob_heap_free(struct page *page, void *object, struct kmem_cache **cache, unsigned long ip)
{
	struct kmem_cache *heap = page->slab_cache;
	struct slab_node *n = slab_node_of(heap, page);
	unsigned long flags, tag;
	LIST_HEAD(gone);
	bool good;

	spin_lock_irqsave(&n->lock, flags);
	good = check_locked(page, object, *cache, ip);
	if (good) {
		tag = slob_tag(object);
		*cache = slob_tag_is_size(tag) ? NULL : (struct kmem_cache *)tag;
		put_locked(n, page, object, units_for(slob_tag_size(tag)), &gone);
	}
	spin_unlock_irqrestore(&n->lock, flags);
	slab_free_slabs(heap, &gone);
	return good;
}

/**
 * slob_heap_is_free() - is this unit of a heap's page free?
 *
 * Context: the node's lock.
 */
bool slob_heap_is_free(struct page *page, const void *object)
{
	return is_free(page, unit_of(page, object));
}
