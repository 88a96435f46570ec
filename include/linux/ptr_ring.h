/* SPDX-License-Identifier: MIT */
/*
 * Rings of pointers between producers and consumers. An empty place is NULL, so that neither side looks
 * at the other's counter, and their cache lines stay apart.
 */
#ifndef _LINUX_PTR_RING_H
#define _LINUX_PTR_RING_H

#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/types.h>

/**
 * struct ptr_ring - a ring
 * @producer: next place to fill; @producer_lock for it
 * @consumer: next place to empty; @consumer_lock for it
 * @size: places
 * @queue: the places
 */
struct ptr_ring {
	int producer ____cacheline_aligned_in_smp;
	spinlock_t producer_lock;
	int consumer ____cacheline_aligned_in_smp;
	spinlock_t consumer_lock;
	int size ____cacheline_aligned_in_smp;
	void **queue;
};

static inline int ptr_ring_init(struct ptr_ring *r, int size, gfp_t gfp)
{
	r->queue = size > 0 ? kcalloc(size, sizeof(*r->queue), gfp) : NULL;
	if (!r->queue)
		return -ENOMEM;
	r->size = size;
	r->producer = r->consumer = 0;
	spin_lock_init(&r->producer_lock);
	spin_lock_init(&r->consumer_lock);
	return 0;
}

static inline bool __ptr_ring_full(struct ptr_ring *r)
{
	return READ_ONCE(r->queue[r->producer]);
}

static inline bool __ptr_ring_empty(struct ptr_ring *r)
{
	return !READ_ONCE(r->queue[READ_ONCE(r->consumer)]);
}
#define ptr_ring_full(r) __ptr_ring_full(r)
#define ptr_ring_empty(r) __ptr_ring_empty(r)

static inline int __ptr_ring_produce(struct ptr_ring *r, void *ptr)
{
	if (__ptr_ring_full(r))
		return -ENOSPC;
	smp_store_release(&r->queue[r->producer], ptr);
	r->producer = r->producer + 1 == r->size ? 0 : r->producer + 1;
	return 0;
}

static inline void *__ptr_ring_peek(struct ptr_ring *r)
{
	return smp_load_acquire(&r->queue[r->consumer]);
}

static inline void *__ptr_ring_consume(struct ptr_ring *r)
{
	void *ptr = __ptr_ring_peek(r);

	if (ptr) {
		smp_store_release(&r->queue[r->consumer], NULL);
		WRITE_ONCE(r->consumer, r->consumer + 1 == r->size ? 0 : r->consumer + 1);
	}
	return ptr;
}

/* With the lock; the variants say in which context. 0, or -ENOSPC when full. */
#define __PTR_RING_LOCKED(suffix, lock_declaration, lock_it, unlock_it)                            \
	static inline int ptr_ring_produce##suffix(struct ptr_ring *r, void *ptr)                  \
	{                                                                                          \
		lock_declaration int err;                                                          \
		lock_it(&r->producer_lock);                                                        \
		err = __ptr_ring_produce(r, ptr);                                                  \
		unlock_it(&r->producer_lock);                                                      \
		return err;                                                                        \
	}                                                                                          \
	static inline void *ptr_ring_consume##suffix(struct ptr_ring *r)                           \
	{                                                                                          \
		lock_declaration void *ptr;                                                        \
		lock_it(&r->consumer_lock);                                                        \
		ptr = __ptr_ring_consume(r);                                                       \
		unlock_it(&r->consumer_lock);                                                      \
		return ptr;                                                                        \
	}
__PTR_RING_LOCKED(, , spin_lock, spin_unlock)
__PTR_RING_LOCKED(_bh, , spin_lock_bh, spin_unlock_bh)
__PTR_RING_LOCKED(_irq, , spin_lock_irq, spin_unlock_irq)

static inline void ptr_ring_cleanup(struct ptr_ring *r, void (*destroy)(void *))
{
	void *ptr;

	while (destroy && (ptr = ptr_ring_consume(r)))
		destroy(ptr);
	kfree(r->queue);
}

#endif
