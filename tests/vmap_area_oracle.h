/* SPDX-License-Identifier: MIT */
/*
 * The areas of a window against an oracle: a state for each of its pages. For the suites and the
 * fuzzer. The window is small, so that it is often full and its gaps are often too small.
 */
#ifndef TESTS_VMAP_AREA_ORACLE_H
#define TESTS_VMAP_AREA_ORACLE_H

#include <asm/page.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/vmap_area.h>

#define ORACLE_PAGES 192
#define ORACLE_AREAS 64
#define ORACLE_START (ORACLE_PAGES * PAGE_SIZE) /* any address; aligned to no more than a few pages */

enum oracle_state { ORACLE_UNUSED, ORACLE_BUSY, ORACLE_LAZY, ORACLE_FLUSHING };

struct vmap_oracle {
	struct vmap_area_root root;
	u8 owner[ORACLE_PAGES]; /* area + 1, or 0 */
	struct vmap_area areas[ORACLE_AREAS];
	enum oracle_state state[ORACLE_AREAS];
};

static inline void oracle_begin(struct vmap_oracle *o)
{
	memset(o, 0, sizeof(*o));
	vmap_area_root_init(&o->root, ORACLE_START, ORACLE_START + ORACLE_PAGES * PAGE_SIZE);
}

static inline unsigned int oracle_page(unsigned long address)
{
	return (address - ORACLE_START) / PAGE_SIZE;
}

static inline bool oracle_free_run(const struct vmap_oracle *o, unsigned int first, unsigned int pages)
{
	for (unsigned int i = first; i < first + pages; i++)
		if (i >= ORACLE_PAGES || o->owner[i])
			return false;
	return true;
}

/* First page of the lowest range in [low, high) whose gap, if @slack, holds it however aligned. */
static inline int oracle_place(const struct vmap_oracle *o, unsigned int pages, unsigned int align,
			       unsigned int low, unsigned int high, bool slack)
{
	for (unsigned int at = low; at + pages <= min_t(unsigned int, high, ORACLE_PAGES); at++) {
		unsigned int begin = at, end = at;

		if (((ORACLE_START / PAGE_SIZE + at) & (align - 1)) || !oracle_free_run(o, at, pages))
			continue;
		while (begin && !o->owner[begin - 1])
			begin--;
		while (end < ORACLE_PAGES && !o->owner[end])
			end++;
		if (!slack || end - begin >= pages + align - 1)
			return at;
	}
	return -1;
}

static inline const char *oracle_alloc(struct vmap_oracle *o, unsigned int i, unsigned int pages, unsigned int align,
				       unsigned int low, unsigned int high)
{
	struct vmap_area *area = &o->areas[i];
	int place, err;

	if (o->state[i] != ORACLE_UNUSED || !pages)
		return NULL;
	place = oracle_place(o, pages, align, low, high, true);
	if (place < 0)
		place = oracle_place(o, pages, align, low, high, false);
	memset(area, 0xa5, sizeof(*area));
	err = vmap_area_alloc(&o->root, area, pages * PAGE_SIZE, align * PAGE_SIZE, ORACLE_START + low * PAGE_SIZE,
			      ORACLE_START + high * PAGE_SIZE);
	if (err)
		return place >= 0 ? "found no room where there is some" : NULL;
	if (place < 0)
		return "found room where there is none";
	if (oracle_page(area->va_start) != place)
		return "not the first that fits";
	if (area->va_end - area->va_start != pages * PAGE_SIZE)
		return "wrong size";
	memset(o->owner + place, i + 1, pages);
	o->state[i] = ORACLE_BUSY;
	return NULL;
}

static inline void oracle_forget(struct vmap_oracle *o, unsigned int i)
{
	for (unsigned int page = 0; page < ORACLE_PAGES; page++)
		if (o->owner[page] == i + 1)
			o->owner[page] = 0;
	o->state[i] = ORACLE_UNUSED;
}

static inline void oracle_retire(struct vmap_oracle *o, unsigned int i)
{
	if (o->state[i] != ORACLE_BUSY)
		return;
	vmap_area_retire(&o->root, &o->areas[i]);
	o->state[i] = ORACLE_LAZY;
}

static inline void oracle_release(struct vmap_oracle *o, unsigned int i)
{
	if (o->state[i] != ORACLE_BUSY)
		return;
	vmap_area_release(&o->root, &o->areas[i]);
	oracle_forget(o, i);
}

static inline const char *oracle_purge(struct vmap_oracle *o)
{
	struct vmap_area *area, *next;
	unsigned int lazy = 0;

	for (unsigned int i = 0; i < ORACLE_AREAS; i++)
		lazy += o->state[i] == ORACLE_LAZY;
	for (area = vmap_area_take_lazy(&o->root); area; area = next, lazy--) {
		unsigned int i = area - o->areas;

		next = area->lazy;
		if (i >= ORACLE_AREAS || o->state[i] != ORACLE_LAZY)
			return "purged what was not lazily freed";
		if (area->va_start / PAGE_SIZE % 4 == 0) { /* some live again */
			vmap_area_revive(&o->root, area);
			o->state[i] = ORACLE_BUSY;
			continue;
		}
		vmap_area_release(&o->root, area);
		memset(area, 0x5a, sizeof(*area));
		oracle_forget(o, i);
	}
	return lazy ? "forgot a lazily freed area" : NULL;
}

/* Is everything as the oracle says? */
static inline const char *oracle_check(const struct vmap_oracle *o)
{
	unsigned long largest = 0, run = 0;

	for (unsigned int page = 0; page < ORACLE_PAGES; page++) {
		unsigned long address = ORACLE_START + page * PAGE_SIZE + page % PAGE_SIZE;
		const struct vmap_area *area = o->owner[page] ? &o->areas[o->owner[page] - 1] : NULL;
		bool lazy = area && o->state[o->owner[page] - 1] == ORACLE_LAZY;

		run = area ? 0 : run + 1;
		largest = max(largest, run);
		if (vmap_area_find(&o->root, address) != (lazy ? NULL : area))
			return "wrong area found";
		if (vmap_area_find_detached(&o->root, address) != (lazy ? area : NULL))
			return "wrong lazily freed area found";
	}
	if (vmap_area_find(&o->root, ORACLE_START - 1) || vmap_area_find(&o->root, o->root.end))
		return "found an area outside";
	if (vmap_area_largest_gap(&o->root) != largest * PAGE_SIZE)
		return "wrong largest gap";
	return vmap_area_check(&o->root);
}

/* An operation from four bytes. */
static inline const char *oracle_operate(struct vmap_oracle *o, const u8 *op)
{
	unsigned int i = op[1] % ORACLE_AREAS, low = 0, high = ORACLE_PAGES;

	if (op[0] & 0x40) {
		low = op[3] % ORACLE_PAGES;
		high = min_t(unsigned int, low + op[2], ORACLE_PAGES);
	}
	switch (op[0] % 8) {
	case 0 ... 3:
		return oracle_alloc(o, i, op[2] % 24, 1u << (op[0] & 0x80 ? op[3] % 7 : 0), low, high);
	case 4 ... 5:
		oracle_retire(o, i);
		return NULL;
	case 6:
		oracle_release(o, i);
		return NULL;
	default:
		return op[2] % 4 ? NULL : oracle_purge(o);
	}
}

#endif
