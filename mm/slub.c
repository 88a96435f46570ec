// SPDX-License-Identifier: MIT
/*
 * SLUB: the default variant of the slab layer. Here: the fast paths, and the API over them.
 *
 * Purpose
 *	Objects for the price of taking a pointer off a stack, on any number of CPUs, with as little
 *	bookkeeping beside the objects as can be: none but the struct page that a slab has anyway.
 *
 * How
 *	slab	   a block of pages cut into objects. The free ones form a list whose links lie in the
 *		   objects themselves; struct page holds its head, and the number of objects out.
 *	node	   the slabs of a cache on one NUMA node: those with free objects ("partial") and those
 *		   without ("full"). A slab whose objects are all free goes back to the page allocator
 *		   when the node has enough partial ones without it.
 *	sheaf	   what a CPU keeps of a cache: a stack of pointers to objects. Allocating pops, freeing
 *		   pushes, from and to whatever slab. An empty sheaf is filled from the node, a full one
 *		   gives half back, each under one taking of the node's lock.
 *
 *	kmem_cache_alloc() ----> sheaf of this CPU ----> partial slabs of this node ----> page allocator
 *	kmem_cache_free()  <----  (no lock, slub.c)  <----  (node->lock, slab_linked.c)
 *
 *	An object that is freed on another CPU than it was allocated on goes to that CPU's sheaf, and
 *	is the next to be allocated there, or goes back in company: the lock is taken once for many.
 *	Where CPUs go on like this, half a sheaf at a time goes by way of the node's depot, and no
 *	slab is looked at (slub_depot.c).
 *
 *	On a machine with several nodes a sheaf holds objects of its CPU's node only, so that what it hands out
 *	is near. There objects are freed to a stack without room, the gate, and behind it those of other
 *	nodes go back to their slabs: a test that machines with one node need not make.
 *
 *	Whatever is out of the ordinary (debugging, tracing, fault injection, a certain node) has no
 *	test of its own on the fast path: such a cache's sheaves have no room, so they are always
 *	empty and always full, and each operation ends in slab_linked_single.c.
 *
 * Fast path
 *	Nine instructions each way, of which the five that touch the stack are a restartable sequence
 *	(asm/percpu_stack.h): no lock, no locked instruction, interrupts and preemption on. Freeing
 *	compares with the top of the stack: an object that is freed twice in a row is found at once.
 *	kfree() finds the sheaf in the page's struct page: tails have a copy. docs/slab.md lists it.
 *
 * Invariants
 *	1. An object is in exactly one place: with its owner, in a sheaf or a depot, or on its slab's list.
 *	2. slab_inuse counts what is not on the slab's list. A slab is on "full" exactly if its list is
 *	   empty, and partial otherwise.
 *	3. Objects in sheaves and depots are untouched: neither link nor poison is written to them.
 *	4. They are of the CPU's, or the depot's, own node.
 *
 * Locking
 *	node->lock, interrupts off. Inside it nothing but the log's locks are taken; pages are allocated
 *	and freed without it. A sheaf belongs to its CPU; who changes it otherwise than by the fast
 *	path has interrupts off.
 *
 * Complexity
 *	O(1); O(objects a slab) for a new slab.
 *
 * Limits
 *	Freeing with kmem_cache_free() believes the cache that is named, until the object goes back to
 *	its slab; kfree() and caches under slab_debug= do not.
 *
 * References
 *	C. Lameter's SLUB (Linux 2.6.22) for slabs without management data; V. Babka's sheaves and barns
 *	(Linux 6.18), which replaced its per-CPU slabs; J. Bonwick, J. Adams, Magazines and Vmem, USENIX 2001.
 */
#include <asm/slab_page.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "slub.h"

const char slab_variant_name[] = "slub";

/*
 * The ways off the fast path. They are jumped to, so their return address is that of the caller's
 * caller, and the fast path need not hand it over.
 */
/*
 * They get the sheaf, whose cache is the same on all CPUs, so that nothing but it needs a register:
 * i386 has three that a function may use for nothing.
 */
static noinline void *sheaf_empty(struct slab_sheaf *sheaf, gfp_t flags)
{
	return slub_refill(this_cpu_read(sheaf->cache), flags, _RET_IP_);
}

static noinline void sheaf_refused(struct slab_sheaf *sheaf, void *object)
{
	slub_free_refused(this_cpu_read(sheaf->cache), object, _RET_IP_);
}

static noinline void *refill_zeroed(struct kmem_cache *cache, gfp_t flags)
{
	void *object = __kmem_cache_alloc(cache, flags & ~__GFP_ZERO);

	return object ? memset(object, 0, cache->object_size) : NULL;
}

/* Ends in a jump either way, so it saves no registers. */
static noinline void *alloc_zeroed(struct kmem_cache *cache, gfp_t flags)
{
	struct slab_sheaf *sheaf = cache->sheaf;
	void *object;

	percpu_stack_pop(&sheaf->stack, object, empty);
	return memset(object, 0, cache->object_size);
empty:
	return refill_zeroed(cache, flags);
}

static noinline void kfree_no_slab(const void *object)
{
	kfree_large(object, _RET_IP_);
}

/**
 * __kmem_cache_alloc() - kmem_cache_alloc() without __GFP_ZERO
 * @cache: the cache
 * @flags: GFP flags
 */
void *__kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags)
{
	struct slab_sheaf *sheaf = cache->sheaf;
	void *object;

	percpu_stack_pop(&sheaf->stack, object, empty);
	return object;
empty:
	return sheaf_empty(sheaf, flags);
}
EXPORT_SYMBOL(__kmem_cache_alloc);

/**
 * __kmem_cache_alloc_any() - kmem_cache_alloc() with any flags
 * @cache: the cache
 * @flags: GFP flags
 */
void *__kmem_cache_alloc_any(struct kmem_cache *cache, gfp_t flags)
{
	struct slab_sheaf *sheaf = cache->sheaf;
	void *object;

	if (unlikely(flags & __GFP_ZERO))
		return alloc_zeroed(cache, flags);
	percpu_stack_pop(&sheaf->stack, object, empty);
	return object;
empty:
	return sheaf_empty(sheaf, flags);
}
EXPORT_SYMBOL(__kmem_cache_alloc_any);

/* The CPUs' parts of the ordinary kmalloc() caches. */
struct slab_sheaf *kmalloc_sheaves[KMALLOC_SHIFT_HIGH + 1];
EXPORT_SYMBOL(kmalloc_sheaves);

/**
 * __kmalloc_sheaf() - kmalloc() of a size that the compiler knows, without __GFP_ZERO
 * @sheaf: where to take it from: kmalloc_sheaves[]
 * @flags: GFP flags
 */
void *__kmalloc_sheaf(struct slab_sheaf *sheaf, gfp_t flags)
{
	void *object;

	percpu_stack_pop(&sheaf->stack, object, empty);
	return object;
empty:
	return sheaf_empty(sheaf, flags);
}
EXPORT_SYMBOL(__kmalloc_sheaf);

/* 0, above the classes, or with flags that need more than an object. */
static noinline void *kmalloc_unusual(size_t size, gfp_t flags)
{
	return kmalloc_any(size, flags, NUMA_NO_NODE, _RET_IP_);
}

/**
 * __kmalloc() - kmalloc() with a size that the compiler does not know
 * @size: bytes
 * @flags: GFP flags
 */
void *__kmalloc(size_t size, gfp_t flags)
{
	struct slab_sheaf *sheaf;
	void *object;

	if (unlikely(size - 1 >= KMALLOC_MAX_CACHE_SIZE || flags & (KMALLOC_NOT_NORMAL_BITS | __GFP_ZERO)))
		return kmalloc_unusual(size, flags);
	sheaf = kmalloc_sheaves[kmalloc_class_of[(size - 1) / KMALLOC_MIN_SIZE]];
	percpu_stack_pop(&sheaf->stack, object, empty);
	return object;
empty:
	return sheaf_empty(sheaf, flags);
}
EXPORT_SYMBOL(__kmalloc);

/**
 * slab_kmalloc_ready() - kmalloc()'s caches exist
 */
void __init slab_kmalloc_ready(void)
{
	for (unsigned int i = 1; i <= KMALLOC_SHIFT_HIGH; i++)
		kmalloc_sheaves[i] = (struct slab_sheaf *)kmalloc_caches[KMALLOC_NORMAL][i]->sheaf;
}

/**
 * kmem_cache_free() - give an object back
 * @cache: the cache that it is from
 * @object: the object, not NULL
 */
void kmem_cache_free(struct kmem_cache *cache, void *object)
{
	struct slab_sheaf *sheaf = cache->gate;

	percpu_stack_push_new(&sheaf->stack, object, refused);
	return;
refused:
	sheaf_refused(sheaf, object);
}
EXPORT_SYMBOL(kmem_cache_free);

/**
 * kfree() - free what kmalloc() or any cache gave
 * @object: the memory; NULL and ZERO_SIZE_PTR do nothing
 */
void kfree(const void *object)
{
	struct page *page = slab_page_of(object);
	struct slab_sheaf *sheaf;

	if (unlikely(ZERO_OR_NULL_PTR(object)))
		return;
	goto_unless_slab(object, page, no_slab);
	sheaf = page->slab_sheaf;
	percpu_stack_push_new(&sheaf->stack, object, refused);
	return;
refused:
	sheaf_refused(sheaf, (void *)object);
	return;
no_slab:
	kfree_no_slab(object);
}
EXPORT_SYMBOL(kfree);

/**
 * kmem_cache_alloc_node() - an object from a node
 * @cache: the cache
 * @flags: GFP flags
 * @node: the node; NUMA_NO_NODE for the nearest. Others serve if it cannot, unless __GFP_THISNODE
 */
void *kmem_cache_alloc_node(struct kmem_cache *cache, gfp_t flags, int node)
{
	void *object;

	if (slab_node_is_near(node, flags))
		return __kmem_cache_alloc_any(cache, flags);
	object = linked_alloc_single(cache, flags & ~__GFP_ZERO, node, _RET_IP_);
	return object && flags & __GFP_ZERO ? memset(object, 0, cache->object_size) : object;
}
EXPORT_SYMBOL(kmem_cache_alloc_node);

/* The layer's own way in, with the caller to be put on record. */
void *slab_allocate(struct kmem_cache *cache, gfp_t gfp, int node, unsigned long ip)
{
	void *object;

	if (slab_node_is_near(node, gfp))
		object = cache->sheaf_room ? __kmem_cache_alloc(cache, gfp & ~__GFP_ZERO)
					   : slub_refill(cache, gfp & ~__GFP_ZERO, ip);
	else
		object = linked_alloc_single(cache, gfp & ~__GFP_ZERO, node, ip);
	return object && gfp & __GFP_ZERO ? memset(object, 0, cache->object_size) : object;
}
