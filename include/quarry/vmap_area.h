/* SPDX-License-Identifier: MIT */
/* Ranges of addresses handed out and taken back lazily. Theory in mm/vmap_area.c. */
#ifndef _QUARRY_VMAP_AREA_H
#define _QUARRY_VMAP_AREA_H

#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/types.h>

/**
 * struct vmap_area - a range of addresses that is in use, and the gap behind it
 * @va_start: its first address
 * @va_end: the address behind its last
 * @gap: bytes from @va_end to the next area that are free
 * @max_gap: the largest @gap among the areas below @gap_node in the tree of gaps
 * @busy_node: in the tree of areas in use; in none once the area is detached
 * @gap_node: in the tree of gaps, while @gap is not 0
 * @list: all areas in the order of their addresses
 * @lazy: the lazily freed area before this one
 */
struct vmap_area {
	unsigned long va_start, va_end;
	unsigned long gap, max_gap;
	struct rb_node busy_node;
	struct rb_node gap_node;
	struct list_head list;
	struct vmap_area *lazy;
};

/**
 * struct vmap_area_root - a range of addresses and the areas in it
 * @start: its first address
 * @end: the address behind its last
 * @busy: areas in use
 * @gaps: areas with a gap behind them
 * @head: an empty area at @start: the gap before the first area is its gap
 * @lazy: the area that was lazily freed last
 * @nr_lazy_pages: pages in all lazily freed areas
 * @nr_busy: areas in use
 * @busy_bytes: bytes in them
 */
struct vmap_area_root {
	unsigned long start, end;
	struct rb_root busy, gaps;
	struct vmap_area head;
	struct vmap_area *lazy;
	unsigned long nr_lazy_pages;
	unsigned long nr_busy;
	unsigned long busy_bytes;
};

void vmap_area_root_init(struct vmap_area_root *root, unsigned long start, unsigned long end);
int vmap_area_alloc(struct vmap_area_root *root, struct vmap_area *area, unsigned long size,
		    unsigned long align, unsigned long low, unsigned long high) __must_check;
struct vmap_area *vmap_area_find(const struct vmap_area_root *root, unsigned long address);
struct vmap_area *vmap_area_next(const struct vmap_area_root *root, const struct vmap_area *area);
const struct vmap_area *vmap_area_find_detached(const struct vmap_area_root *root, unsigned long address);
void vmap_area_detach(struct vmap_area_root *root, struct vmap_area *area);
void vmap_area_retire(struct vmap_area_root *root, struct vmap_area *area);
void vmap_area_revive(struct vmap_area_root *root, struct vmap_area *area);
struct vmap_area *vmap_area_take_lazy(struct vmap_area_root *root);
void vmap_area_release(struct vmap_area_root *root, struct vmap_area *area);
unsigned long vmap_area_largest_gap(const struct vmap_area_root *root);
const char *vmap_area_check(const struct vmap_area_root *root);

#define vmap_area_for_each(area, root) list_for_each_entry(area, &(root)->head.list, list)

/* Is an area that was allocated on its way to being freed? */
static inline bool vmap_area_is_detached(const struct vmap_area *area)
{
	return RB_EMPTY_NODE(&area->busy_node);
}

#endif
