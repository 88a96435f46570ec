/* SPDX-License-Identifier: MIT */
/* Binary heaps (Williams, CACM 7, 1964): the smallest first, in an array of the caller's. */
#ifndef _LINUX_MIN_HEAP_H
#define _LINUX_MIN_HEAP_H

#include <linux/bug.h>
#include <linux/string.h>
#include <linux/types.h>

/**
 * struct min_heap - a heap
 * @data: the elements
 * @nr: how many
 * @size: how many fit
 */
struct min_heap {
	void *data;
	int nr;
	int size;
};

struct min_heap_callbacks {
	int elem_size;
	bool (*less)(const void *a, const void *b);
	void (*swp)(void *a, void *b);
};

static inline void *__min_heap_at(const struct min_heap *heap, int i, const struct min_heap_callbacks *func)
{
	return (char *)heap->data + (long)i * func->elem_size;
}

/* Element @pos goes down to where it belongs. */
static inline void min_heapify(struct min_heap *heap, int pos, const struct min_heap_callbacks *func)
{
	for (int child; (child = 2 * pos + 1) < heap->nr; pos = child) {
		if (child + 1 < heap->nr &&
		    func->less(__min_heap_at(heap, child + 1, func), __min_heap_at(heap, child, func)))
			child++;
		if (!func->less(__min_heap_at(heap, child, func), __min_heap_at(heap, pos, func)))
			break;
		func->swp(__min_heap_at(heap, child, func), __min_heap_at(heap, pos, func));
	}
}

/* Any array becomes a heap, in linear time (Floyd, CACM 7, 1964). */
static inline void min_heapify_all(struct min_heap *heap, const struct min_heap_callbacks *func)
{
	for (int i = heap->nr / 2 - 1; i >= 0; i--)
		min_heapify(heap, i, func);
}

static inline void min_heap_pop(struct min_heap *heap, const struct min_heap_callbacks *func)
{
	if (WARN_ONCE(heap->nr <= 0, "popping an empty heap"))
		return;
	heap->nr--;
	memcpy(heap->data, __min_heap_at(heap, heap->nr, func), func->elem_size);
	min_heapify(heap, 0, func);
}

static inline void min_heap_pop_push(struct min_heap *heap, const void *element, const struct min_heap_callbacks *func)
{
	memcpy(heap->data, element, func->elem_size);
	min_heapify(heap, 0, func);
}

static inline void min_heap_push(struct min_heap *heap, const void *element, const struct min_heap_callbacks *func)
{
	int pos = heap->nr;

	if (WARN_ONCE(heap->nr >= heap->size, "pushing on a full heap"))
		return;
	memcpy(__min_heap_at(heap, pos, func), element, func->elem_size);
	heap->nr++;
	for (int parent; pos; pos = parent) {
		parent = (pos - 1) / 2;
		if (!func->less(__min_heap_at(heap, pos, func), __min_heap_at(heap, parent, func)))
			break;
		func->swp(__min_heap_at(heap, pos, func), __min_heap_at(heap, parent, func));
	}
}

#endif
