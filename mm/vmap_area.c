// SPDX-License-Identifier: MIT
/*
 * Ranges of kernel addresses: who has which, and where there is room for more.
 *
 * Purpose
 *	Hand out ranges of a window of addresses in O(log n), the lowest that fits; take them back, at
 *	once or lazily; tell which range an address lies in.
 *
 * How
 *	Each area owns the gap behind it; an empty area at the window's start owns the first one. So
 *	the whole window is described by the areas alone: no descriptor is ever needed for free
 *	addresses, and giving back cannot fail.
 *
 *	    | head (empty) | gap | area | area | gap | area | gap |
 *
 *	Three structures hold the areas: a list in the order of addresses; a red-black tree of those in
 *	use, to find the one at an address; and a red-black tree of those with a gap, each node
 *	of which knows the largest gap below it. First fit descends that tree: to the left while
 *	there is a gap that is large enough, which is the lowest.
 *
 *	Most often the new area lies at the very start of a gap. It takes over what is left of
 *	the gap, and its predecessor's place in the tree of gaps: no search, no balancing.
 *
 *	An area that is being freed is detached: no longer in the tree of areas in use, but its addresses
 *	are not free either. When its pages are not mapped any more, but a TLB may still translate them, it
 *	is retired. When all TLBs have been flushed, those that were retired before are released: their
 *	addresses join the gap before them. Or they are kept, detached, to be revived when somebody asks
 *	for as many addresses.
 *
 * Alignment
 *	A gap of size + align - page holds an aligned range wherever it begins, and is looked for
 *	first. Only if there is none, all gaps of at least the size are tried.
 *
 * Invariants
 *	1. area->va_end + area->gap is the start of the next area, or the window's end.
 *	2. An area is in the tree of gaps if its gap is not 0; max_gap is the largest below.
 *	3. An area on the list is in the tree of areas in use, or detached, never both.
 *
 * Locks: the caller's, one for each root. No memory is allocated.
 *
 * Complexity: O(log n) for all but the second attempt at an aligned range and the search among lazily
 * freed areas, which are O(n).
 *
 * References: Knuth, The Art of Computer Programming, vol. 1, 2.5 (boundary tags, first fit); Cormen
 * et al., Introduction to Algorithms, chapter 14 (augmented trees).
 */
#include <asm/page.h>
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/rbtree_augmented.h>
#include <quarry/vmap_area.h>

#define busy_area(node) rb_entry(node, struct vmap_area, busy_node)
#define gap_area(node) rb_entry(node, struct vmap_area, gap_node)

/* ---- the tree of gaps ------------------------------------------------------------------------ */

static __always_inline unsigned long max_gap_below(const struct rb_node *node)
{
	return node ? gap_area(node)->max_gap : 0;
}

static __always_inline bool compute_max_gap(struct vmap_area *area, bool exit)
{
	unsigned long largest = max3(area->gap, max_gap_below(area->gap_node.rb_left),
				     max_gap_below(area->gap_node.rb_right));

	if (exit && area->max_gap == largest)
		return true;
	area->max_gap = largest;
	return false;
}

RB_DECLARE_CALLBACKS(static, gap_callbacks, struct vmap_area, gap_node, max_gap, compute_max_gap);

static void insert_gap(struct vmap_area_root *root, struct vmap_area *area)
{
	struct rb_node **link = &root->gaps.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		if (gap_area(parent)->max_gap < area->gap)
			gap_area(parent)->max_gap = area->gap;
		link = area->va_start < gap_area(parent)->va_start ? &parent->rb_left : &parent->rb_right;
	}
	area->max_gap = area->gap;
	rb_link_node(&area->gap_node, parent, link);
	rb_insert_augmented(&area->gap_node, &root->gaps, &gap_callbacks);
}

static void erase_gap(struct vmap_area_root *root, struct vmap_area *area)
{
	rb_erase_augmented(&area->gap_node, &root->gaps, &gap_callbacks);
}

/* The gap behind @area becomes @gap. */
static void set_gap(struct vmap_area_root *root, struct vmap_area *area, unsigned long gap)
{
	unsigned long old = area->gap;

	area->gap = gap;
	if (old && gap)
		gap_callbacks_propagate(&area->gap_node, NULL);
	else if (gap)
		insert_gap(root, area);
	else if (old)
		erase_gap(root, area);
}

/* @area, just behind @owner, gets what is left of its gap, and its place in the tree. */
static __always_inline void take_over_gap(struct vmap_area_root *root, struct vmap_area *owner,
					  struct vmap_area *area, unsigned long left)
{
	if (!left) {
		set_gap(root, owner, 0);
		area->gap = 0;
		return;
	}
	owner->gap = 0;
	area->gap = left;
	area->max_gap = owner->max_gap;
	rb_replace_node(&owner->gap_node, &area->gap_node, &root->gaps);
	gap_callbacks_propagate(&area->gap_node, NULL);
}

/* ---- searching it ---------------------------------------------------------------------------- */

/* What is looked for: @length is what a gap must have to be worth a look. */
struct request {
	unsigned long size, align, low, high, length;
};

/* Where in the gap of @area the request would lie; 0 if it does not fit. */
static __always_inline unsigned long place_in_gap(const struct vmap_area *area, const struct request *want)
{
	unsigned long start = max(area->va_end, want->low), last = area->va_end + (area->gap - 1);
	unsigned long place = ALIGN(start, want->align);

	if (place < start || place > last || last - place < want->size - 1 || want->high - place < want->size ||
	    place >= want->high)
		return 0;
	return place;
}

static __always_inline const struct rb_node *leftmost_candidate(const struct rb_node *node, const struct request *want)
{
	/* A gap of the left subtree ends before this area begins. */
	while (max_gap_below(node->rb_left) >= want->length && gap_area(node)->va_start > want->low)
		node = node->rb_left;
	return node;
}

/* The candidate behind @node in the order of addresses. */
static const struct rb_node *next_candidate(const struct rb_node *node, const struct request *want)
{
	if (max_gap_below(node->rb_right) >= want->length)
		return leftmost_candidate(node->rb_right, want);
	for (;;) {
		const struct rb_node *parent = rb_parent(node);

		if (!parent || parent->rb_left == node)
			return parent;
		node = parent;
	}
}

/* The lowest gap that holds the request, and where in it. */
static struct vmap_area *find_gap(const struct vmap_area_root *root, const struct request *want,
				  unsigned long *place)
{
	const struct rb_node *node = root->gaps.rb_node;

	if (max_gap_below(node) < want->length)
		return NULL;
	for (node = leftmost_candidate(node, want); node; node = next_candidate(node, want)) {
		struct vmap_area *area = gap_area(node);

		if (area->va_end >= want->high)
			return NULL;
		*place = area->gap >= want->length ? place_in_gap(area, want) : 0;
		if (*place)
			return area;
	}
	return NULL;
}

/* ---- areas in use ---------------------------------------------------------------------------- */

static __always_inline void insert_busy(struct vmap_area_root *root, struct vmap_area *area)
{
	struct rb_node **link = &root->busy.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = area->va_start < busy_area(parent)->va_start ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(&area->busy_node, parent, link);
	rb_insert_color(&area->busy_node, &root->busy);
	root->nr_busy++;
	root->busy_bytes += area->va_end - area->va_start;
}

static __always_inline void erase_busy(struct vmap_area_root *root, struct vmap_area *area)
{
	rb_erase(&area->busy_node, &root->busy);
	RB_CLEAR_NODE(&area->busy_node);
	root->nr_busy--;
	root->busy_bytes -= area->va_end - area->va_start;
}

/**
 * vmap_area_root_init() - a window of addresses, all free
 * @root: to be initialised
 * @start: first address, page-aligned, not 0
 * @end: address behind the last, page-aligned, above @start
 */
void vmap_area_root_init(struct vmap_area_root *root, unsigned long start, unsigned long end)
{
	*root = (struct vmap_area_root){
		.start = start,
		.end = end,
		.head = { .va_start = start, .va_end = start },
	};
	INIT_LIST_HEAD(&root->head.list);
	set_gap(root, &root->head, end - start);
}

/**
 * vmap_area_alloc() - take the lowest range that is free
 * @root: the window
 * @area: describes it from now on; its old contents do not matter
 * @size: bytes, a multiple of the page size
 * @align: of its start; a power of two, at least a page
 * @low: no address below this one
 * @high: nor this one or one above
 *
 * Return: 0; -EINVAL if the request makes no sense; -ENOSPC if there is no such range.
 */
int vmap_area_alloc(struct vmap_area_root *root, struct vmap_area *area, unsigned long size,
		    unsigned long align, unsigned long low, unsigned long high)
{
	struct request want = { size, align, max(low, root->start), min(high, root->end), size + (align - PAGE_SIZE) };
	struct vmap_area *owner = NULL;
	unsigned long place, before;

	if (unlikely(!size || (size & ~PAGE_MASK) || align < PAGE_SIZE || (align & (align - 1))))
		return -EINVAL;
	if (likely(want.length >= size))
		owner = find_gap(root, &want, &place);
	if (unlikely(!owner) && align > PAGE_SIZE) {
		want.length = size;
		owner = find_gap(root, &want, &place);
	}
	if (unlikely(!owner))
		return -ENOSPC;
	area->va_start = place;
	area->va_end = place + size;
	before = place - owner->va_end;
	if (likely(!before)) {
		take_over_gap(root, owner, area, owner->gap - size);
	} else {
		unsigned long behind = owner->gap - before - size;

		set_gap(root, owner, before);
		area->gap = 0;
		set_gap(root, area, behind);
	}
	list_add(&area->list, &owner->list);
	insert_busy(root, area);
	return 0;
}

/**
 * vmap_area_find() - the area in use that an address lies in
 * @root: the window
 * @address: any address
 *
 * Return: the area, or NULL.
 */
struct vmap_area *vmap_area_find(const struct vmap_area_root *root, unsigned long address)
{
	const struct rb_node *node = root->busy.rb_node;

	while (node) {
		struct vmap_area *area = busy_area(node);

		if (address < area->va_start)
			node = node->rb_left;
		else if (address >= area->va_end)
			node = node->rb_right;
		else
			return area;
	}
	return NULL;
}

/**
 * vmap_area_next() - the area in use behind another, in the order of addresses
 * @root: the window
 * @area: an area in use; NULL for the first
 */
struct vmap_area *vmap_area_next(const struct vmap_area_root *root, const struct vmap_area *area)
{
	struct rb_node *node = area ? rb_next(&area->busy_node) : rb_first(&root->busy);

	return rb_entry_safe(node, struct vmap_area, busy_node);
}

/**
 * vmap_area_find_detached() - the detached area that an address lies in, lazily freed or not
 * @root: the window
 * @address: any address
 *
 * To tell who frees twice; O(n).
 */
const struct vmap_area *vmap_area_find_detached(const struct vmap_area_root *root, unsigned long address)
{
	const struct vmap_area *area;

	vmap_area_for_each(area, root)
		if (address - area->va_start < area->va_end - area->va_start)
			return vmap_area_is_detached(area) ? area : NULL;
	return NULL;
}

/**
 * vmap_area_detach() - an area can no longer be found, but its addresses stay taken
 * @root: the window
 * @area: an area in use
 */
void vmap_area_detach(struct vmap_area_root *root, struct vmap_area *area)
{
	erase_busy(root, area);
}

/**
 * vmap_area_retire() - an area is no longer in use, but TLBs may know it
 * @root: the window
 * @area: an area in use, or detached
 */
void vmap_area_retire(struct vmap_area_root *root, struct vmap_area *area)
{
	if (!vmap_area_is_detached(area))
		erase_busy(root, area);
	area->lazy = root->lazy;
	root->lazy = area;
	root->nr_lazy_pages += (area->va_end - area->va_start) >> PAGE_SHIFT;
}

/**
 * vmap_area_revive() - a detached area is in use again
 * @root: the window
 * @area: a detached area, which is not on the list of lazily freed ones
 */
void vmap_area_revive(struct vmap_area_root *root, struct vmap_area *area)
{
	insert_busy(root, area);
}

/**
 * vmap_area_take_lazy() - all areas that have been retired
 * @root: the window
 *
 * Their addresses stay taken. When the TLBs have been flushed, vmap_area_release() frees each.
 *
 * Return: the last one, linked by ->lazy; NULL if there is none.
 */
struct vmap_area *vmap_area_take_lazy(struct vmap_area_root *root)
{
	struct vmap_area *lazy = root->lazy;

	root->lazy = NULL;
	root->nr_lazy_pages = 0;
	return lazy;
}

/**
 * vmap_area_release() - an area's addresses are free again
 * @root: the window
 * @area: an area in use, detached, or from vmap_area_take_lazy(); the caller's memory from now on
 */
void vmap_area_release(struct vmap_area_root *root, struct vmap_area *area)
{
	struct vmap_area *before = list_prev_entry(area, list);
	unsigned long more = area->va_end - area->va_start + area->gap;

	if (!vmap_area_is_detached(area))
		erase_busy(root, area);
	list_del(&area->list);
	if (area->gap && !before->gap) {
		/* The place in the tree of gaps is the same: nothing lies between the two. */
		before->gap = more;
		before->max_gap = area->max_gap;
		rb_replace_node(&area->gap_node, &before->gap_node, &root->gaps);
		gap_callbacks_propagate(&before->gap_node, NULL);
		return;
	}
	if (area->gap)
		erase_gap(root, area);
	set_gap(root, before, before->gap + more);
}

/**
 * vmap_area_largest_gap() - bytes of the largest free range
 * @root: the window
 */
unsigned long vmap_area_largest_gap(const struct vmap_area_root *root)
{
	return max_gap_below(root->gaps.rb_node);
}

/* ---- checking -------------------------------------------------------------------------------- */

static const char *check_gaps(const struct vmap_area_root *root, unsigned long on_list)
{
	unsigned long in_tree = 0, last = 0;

	for (struct rb_node *node = rb_first(&root->gaps); node; node = rb_next(node), in_tree++) {
		const struct vmap_area *area = gap_area(node);

		if (in_tree && area->va_end <= last)
			return "gaps out of order";
		last = area->va_end;
		if (!area->gap)
			return "no gap in the tree of gaps";
		if (area->max_gap != max3(area->gap, max_gap_below(node->rb_left), max_gap_below(node->rb_right)))
			return "wrong largest gap";
	}
	return in_tree == on_list ? NULL : "a gap is in one place only";
}

static const char *check_areas(const struct vmap_area_root *root)
{
	unsigned long busy = 0, bytes = 0, gaps = root->head.gap != 0, at = root->start + root->head.gap;
	const struct vmap_area *area, *expected = vmap_area_next(root, NULL);

	vmap_area_for_each(area, root) {
		if (area->va_start != at || area->va_end <= area->va_start)
			return "an area is not where the gap before it ends";
		at = area->va_end + area->gap;
		gaps += area->gap != 0;
		if (vmap_area_is_detached(area))
			continue;
		if (area != expected)
			return "list and tree of areas differ";
		expected = vmap_area_next(root, area);
		busy++;
		bytes += area->va_end - area->va_start;
	}
	if (at != root->end || expected || busy != root->nr_busy || bytes != root->busy_bytes)
		return "wrong sums";
	return check_gaps(root, gaps);
}

/**
 * vmap_area_check() - are all structures sound?
 * @root: the window
 *
 * Return: NULL, or what is wrong. O(n).
 */
const char *vmap_area_check(const struct vmap_area_root *root)
{
	unsigned long pages = 0;

	for (const struct vmap_area *area = root->lazy; area; area = area->lazy) {
		if (!vmap_area_is_detached(area))
			return "an area is in use and lazily freed";
		pages += (area->va_end - area->va_start) >> PAGE_SHIFT;
	}
	return pages == root->nr_lazy_pages ? check_areas(root) : "wrong number of lazy pages";
}
