// SPDX-License-Identifier: MIT
/*
 * Memory pools: allocations that succeed in the end.
 *
 * Purpose
 *	Whoever writes pages out to get memory needs memory for it. If that allocation could fail,
 *	nothing would ever be freed. A pool holds so many elements in reserve as are needed for one
 *	such operation to finish, which then frees them, for the next.
 *
 * How
 *	mempool_alloc() asks the pool's own allocator, without insisting. Only if that has nothing is
 *	the reserve touched; if that is empty, too, the caller waits for somebody to free an element.
 *	mempool_free() fills the reserve up first; beyond it elements go back to their allocator.
 *
 * Invariants
 *	1. 0 <= curr_nr <= min_nr; elements[0] to elements[curr_nr - 1] are the reserve.
 *	2. Whoever waits does so while the reserve is empty: an element that is freed meanwhile does not
 *	   go there, but straight to the one who has waited longest. So nobody who comes later can
 *	   overtake, and nobody is woken in vain.
 *	3. An element that was taken from the reserve comes back to it: he who took it saw curr_nr below
 *	   min_nr, and whoever frees the element has it from him, so that he sees it, too. Therefore
 *	   mempool_free() may look at curr_nr without the lock.
 *
 *	From 3 follows that waiting ends, if only those who have elements free them some day without
 *	needing another one of the same pool first.
 *
 * Locking
 *	pool->lock, interrupts off, for a few instructions; run queue locks inside (waking). The pool's
 *	functions are called without it.
 *
 * Complexity
 *	O(1); creating, resizing and ending: O(min_nr).
 *
 * Limits
 *	A waiter asks the allocator again only every five seconds: there may be memory again although
 *	nobody has freed an element.
 *
 * References
 *	I. Molnar's mempools (Linux 2.5.1); Corbet, Rubini, Kroah-Hartman, Linux Device Drivers, chapter 8.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include "slab.h"

#define ASK_AGAIN (5 * HZ)
#define ASK_AGAIN_WITHOUT_RESERVE (HZ / 10) /* nobody gives anything back then */

/**
 * struct waiter - a thread in mempool_alloc()
 * @list: in pool->waiters, until it has an element
 * @task: the thread
 * @element: what it was given
 */
struct waiter {
	struct list_head list;
	struct task_struct *task;
	void *element;
};

/* ---- making and ending ------------------------------------------------------------------------ */

/**
 * mempool_exit() - end a pool of mempool_init()
 * @pool: the pool, of which all elements have been freed; or all zero
 *
 * Context: as the pool's free function needs it.
 */
void mempool_exit(mempool_t *pool)
{
	while (pool->curr_nr)
		pool->free(pool->elements[--pool->curr_nr], pool->pool_data);
	kfree(pool->elements);
	pool->elements = NULL;
}
EXPORT_SYMBOL(mempool_exit);

static void **alloc_elements(int nr, gfp_t gfp, int node)
{
	return kmalloc_array_node(max(nr, 1), sizeof(void *), gfp, node);
}

/**
 * mempool_init_node() - make a pool in the caller's memory
 * @pool: the memory
 * @min_nr: elements to be held in reserve
 * @alloc_fn: gives an element
 * @free_fn: takes it back
 * @pool_data: what these two get
 * @gfp_mask: GFP flags of this call's allocations
 * @node_id: node of the pool's array, or NUMA_NO_NODE
 *
 * Return: 0 or -ENOMEM.
 */
int mempool_init_node(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
		      void *pool_data, gfp_t gfp_mask, int node_id)
{
	spin_lock_init(&pool->lock);
	INIT_LIST_HEAD(&pool->waiters);
	pool->min_nr = min_nr;
	pool->curr_nr = 0;
	pool->pool_data = pool_data;
	pool->alloc = alloc_fn;
	pool->free = free_fn;
	pool->elements = alloc_elements(min_nr, gfp_mask, node_id);
	if (!pool->elements)
		return -ENOMEM;
	while (pool->curr_nr < min_nr) {
		void *element = alloc_fn(gfp_mask, pool_data);

		if (!element) {
			mempool_exit(pool);
			return -ENOMEM;
		}
		pool->elements[pool->curr_nr++] = element;
	}
	return 0;
}
EXPORT_SYMBOL(mempool_init_node);

/**
 * mempool_init() - mempool_init_node() for a thread that may sleep, on any node
 */
int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
		 void *pool_data)
{
	return mempool_init_node(pool, min_nr, alloc_fn, free_fn, pool_data, GFP_KERNEL, NUMA_NO_NODE);
}
EXPORT_SYMBOL(mempool_init);

/**
 * mempool_create_node() - make a pool
 * @min_nr: elements to be held in reserve
 * @alloc_fn: gives an element
 * @free_fn: takes it back
 * @pool_data: what these two get
 * @gfp_mask: GFP flags of this call's allocations
 * @node_id: node of the pool itself, or NUMA_NO_NODE
 *
 * Return: the pool; NULL if there is not enough memory for it and its reserve.
 */
mempool_t *mempool_create_node(int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
			       void *pool_data, gfp_t gfp_mask, int node_id)
{
	mempool_t *pool = kzalloc_node(sizeof(*pool), gfp_mask, node_id);

	if (!pool)
		return NULL;
	if (mempool_init_node(pool, min_nr, alloc_fn, free_fn, pool_data, gfp_mask, node_id)) {
		kfree(pool);
		return NULL;
	}
	return pool;
}
EXPORT_SYMBOL(mempool_create_node);

/**
 * mempool_create() - mempool_create_node() for a thread that may sleep, on any node
 */
mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn, void *pool_data)
{
	return mempool_create_node(min_nr, alloc_fn, free_fn, pool_data, GFP_KERNEL, NUMA_NO_NODE);
}
EXPORT_SYMBOL(mempool_create);

/**
 * mempool_destroy() - end a pool of mempool_create()
 * @pool: the pool, of which all elements have been freed; NULL does nothing
 */
void mempool_destroy(mempool_t *pool)
{
	if (!pool)
		return;
	mempool_exit(pool);
	kfree(pool);
}
EXPORT_SYMBOL(mempool_destroy);

/* ---- resizing --------------------------------------------------------------------------------- */

static void *take_locked(mempool_t *pool)
{
	return pool->curr_nr ? pool->elements[--pool->curr_nr] : NULL;
}

/* Into the reserve, or to somebody who waits. */
static bool give_locked(mempool_t *pool, void *element)
{
	struct waiter *first = list_first_entry_or_null(&pool->waiters, struct waiter, list);

	if (first) {
		list_del_init(&first->list);
		WRITE_ONCE(first->element, element);
		wake_up_process(first->task);
		return true;
	}
	if (pool->curr_nr >= pool->min_nr)
		return false;
	pool->elements[pool->curr_nr++] = element;
	return true;
}

static bool give(mempool_t *pool, void *element)
{
	unsigned long flags;
	bool given;

	spin_lock_irqsave(&pool->lock, flags);
	given = give_locked(pool, element);
	spin_unlock_irqrestore(&pool->lock, flags);
	return given;
}

static void make_smaller(mempool_t *pool, int new_min_nr)
{
	unsigned long flags;
	void *element;

	do {
		element = NULL;
		spin_lock_irqsave(&pool->lock, flags);
		pool->min_nr = new_min_nr;
		if (pool->curr_nr > new_min_nr)
			element = take_locked(pool);
		spin_unlock_irqrestore(&pool->lock, flags);
		if (element)
			pool->free(element, pool->pool_data);
	} while (element);
}

static int make_larger(mempool_t *pool, int new_min_nr)
{
	void **new = alloc_elements(new_min_nr, GFP_KERNEL, NUMA_NO_NODE), **old;
	unsigned long flags;

	if (!new)
		return -ENOMEM;
	spin_lock_irqsave(&pool->lock, flags);
	for (int i = 0; i < pool->curr_nr; i++)
		new[i] = pool->elements[i];
	old = pool->elements;
	pool->elements = new;
	pool->min_nr = new_min_nr;
	spin_unlock_irqrestore(&pool->lock, flags);
	kfree(old);
	while (!mempool_is_saturated(pool)) {
		void *element = pool->alloc(GFP_KERNEL, pool->pool_data);

		if (!element)
			break; /* those that are out will fill it */
		if (!give(pool, element))
			pool->free(element, pool->pool_data);
	}
	return 0;
}

/**
 * mempool_resize() - another number of elements in reserve
 * @pool: the pool; nobody resizes or ends it at the same time
 * @new_min_nr: at least 1
 *
 * May be called while others allocate and free. A larger reserve fills as far as memory goes, and
 * for the rest from what is freed.
 *
 * Context: thread. Return: 0; -ENOMEM, and the pool is as before.
 */
int(mempool_resize)(mempool_t *pool, int new_min_nr)
{
	BUG_ON(new_min_nr <= 0);
	might_sleep();
	if (new_min_nr > pool->min_nr)
		return make_larger(pool, new_min_nr);
	make_smaller(pool, new_min_nr);
	return 0;
}
EXPORT_SYMBOL(mempool_resize);

/* ---- allocating ------------------------------------------------------------------------------- */

static void *take(mempool_t *pool)
{
	unsigned long flags;
	void *element;

	spin_lock_irqsave(&pool->lock, flags);
	element = take_locked(pool);
	spin_unlock_irqrestore(&pool->lock, flags);
	return element;
}

/* From the reserve, or else into the queue. */
static bool take_or_queue(mempool_t *pool, struct waiter *me)
{
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	me->element = take_locked(pool);
	if (!me->element)
		list_add_tail(&me->list, &pool->waiters);
	spin_unlock_irqrestore(&pool->lock, flags);
	return me->element;
}

/* The allocator had something while we stood in the queue, where we may have been given another one. */
static void *leave_queue(mempool_t *pool, struct waiter *me, void *element)
{
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	list_del_init(&me->list);
	spin_unlock_irqrestore(&pool->lock, flags);
	if (me->element)
		mempool_free(me->element, pool);
	return element;
}

/* Sleeps until there is an element, or it is time to ask the allocator again. */
static bool sleep_for_element(mempool_t *pool, struct waiter *me)
{
	long left = pool->min_nr ? ASK_AGAIN : ASK_AGAIN_WITHOUT_RESERVE;
	unsigned long flags;

	set_current_state(TASK_UNINTERRUPTIBLE);
	while (!READ_ONCE(me->element) && left) {
		left = schedule_timeout(left);
		set_current_state(TASK_UNINTERRUPTIBLE);
	}
	__set_current_state(TASK_RUNNING);
	/* Who has given it is done with us when he has given up the lock. */
	spin_lock_irqsave(&pool->lock, flags);
	spin_unlock_irqrestore(&pool->lock, flags);
	return me->element;
}

static void *wait_for_element(mempool_t *pool, gfp_t gfp)
{
	struct waiter me = { .task = current };

	if (take_or_queue(pool, &me))
		return me.element;
	while (!sleep_for_element(pool, &me)) {
		void *element = pool->alloc(gfp, pool->pool_data);

		if (element)
			return leave_queue(pool, &me, element);
	}
	return me.element;
}

/* The allocator had nothing: the reserve, then all that the flags allow. */
static noinline void *alloc_slow(mempool_t *pool, gfp_t gfp)
{
	void *element = take(pool);

	if (element)
		return element;
	if (!(gfp & __GFP_DIRECT_RECLAIM))
		return NULL;
	might_sleep();
	gfp |= __GFP_NOMEMALLOC | __GFP_NORETRY | __GFP_NOWARN;
	element = pool->alloc(gfp, pool->pool_data);
	return element ?: wait_for_element(pool, gfp);
}

/* The pool's allocator, without insisting, and then what else there is. */
static noinline void *alloc_any(mempool_t *pool, gfp_t gfp)
{
	gfp_t light = (gfp | __GFP_NOMEMALLOC | __GFP_NORETRY | __GFP_NOWARN) & ~(__GFP_DIRECT_RECLAIM | __GFP_IO);
	void *element = pool->alloc(light, pool->pool_data);

	WARN_ON_ONCE(gfp & __GFP_ZERO);
	return likely(element) ? element : alloc_slow(pool, gfp);
}

/**
 * mempool_alloc() - an element
 * @pool: the pool
 * @gfp_mask: GFP flags; not __GFP_ZERO, since elements of the reserve are as they were freed
 *
 * Context: as @gfp_mask says. Return: the element; NULL only if the flags do not allow waiting
 * (GFP_ATOMIC, GFP_NOWAIT).
 */
void *mempool_alloc(mempool_t *pool, gfp_t gfp_mask)
{
	/* Most pools are a cache's, and most often this CPU has an object. */
	if (likely(pool->alloc == mempool_alloc_slab)) {
		void *object = slab_alloc_quick(pool->pool_data);

		if (likely(object))
			return object;
	}
	return alloc_any(pool, gfp_mask);
}
EXPORT_SYMBOL(mempool_alloc);

/**
 * mempool_alloc_preallocated() - an element of the reserve
 * @pool: the pool
 *
 * Context: any but NMI. Return: the element, or NULL if the reserve is empty.
 */
void *mempool_alloc_preallocated(mempool_t *pool)
{
	return take(pool);
}
EXPORT_SYMBOL(mempool_alloc_preallocated);

static noinline void free_to_reserve(void *element, mempool_t *pool)
{
	if (!give(pool, element))
		pool->free(element, pool->pool_data);
}

/**
 * mempool_free() - give an element back
 * @element: the element; NULL does nothing
 * @pool: its pool
 *
 * Context: as the pool's free function needs it; those below work in any but NMI.
 */
void mempool_free(void *element, mempool_t *pool)
{
	if (unlikely(!element))
		return;
	if (likely(READ_ONCE(pool->curr_nr) >= pool->min_nr)) /* invariant 3 */
		pool->free(element, pool->pool_data);
	else
		free_to_reserve(element, pool);
}
EXPORT_SYMBOL(mempool_free);

/* ---- the usual elements ----------------------------------------------------------------------- */

/**
 * mempool_alloc_slab() - elements are objects of a cache
 * @gfp_mask: GFP flags
 * @pool_data: the cache
 */
void *mempool_alloc_slab(gfp_t gfp_mask, void *pool_data)
{
	return kmem_cache_alloc((struct kmem_cache *)pool_data, gfp_mask);
}
EXPORT_SYMBOL(mempool_alloc_slab);

void mempool_free_slab(void *element, void *pool_data)
{
	kmem_cache_free(pool_data, element);
}
EXPORT_SYMBOL(mempool_free_slab);

/**
 * mempool_kmalloc() - elements are from kmalloc()
 * @gfp_mask: GFP flags
 * @pool_data: their size
 */
void *mempool_kmalloc(gfp_t gfp_mask, void *pool_data)
{
	return kmalloc((size_t)pool_data, gfp_mask);
}
EXPORT_SYMBOL(mempool_kmalloc);

void *mempool_kzalloc(gfp_t gfp_mask, void *pool_data)
{
	return kzalloc((size_t)pool_data, gfp_mask);
}
EXPORT_SYMBOL(mempool_kzalloc);

void mempool_kfree(void *element, void *pool_data)
{
	(void)pool_data;
	kfree(element);
}
EXPORT_SYMBOL(mempool_kfree);

/**
 * mempool_alloc_pages() - elements are blocks of pages; each is a struct page
 * @gfp_mask: GFP flags
 * @pool_data: their order
 */
void *mempool_alloc_pages(gfp_t gfp_mask, void *pool_data)
{
	return alloc_pages(gfp_mask, (unsigned int)(long)pool_data);
}
EXPORT_SYMBOL(mempool_alloc_pages);

void mempool_free_pages(void *element, void *pool_data)
{
	__free_pages(element, (unsigned int)(long)pool_data);
}
EXPORT_SYMBOL(mempool_free_pages);
