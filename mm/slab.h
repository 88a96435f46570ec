/* SPDX-License-Identifier: MIT */
/*
 * The slab layer's inside: what its common part (slab_common.c, kmalloc.c, slab_debug*.c, slab_proc.c)
 * and its variants (slub*.c, slab_bonwick*.c, slob*.c) know of each other. Theory in slab_common.c.
 */
#ifndef _MM_SLAB_H
#define _MM_SLAB_H

#include <asm/percpu_stack.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/topology.h>

#if !defined(CONFIG_SLUB) && !defined(CONFIG_SLAB) && !defined(CONFIG_SLOB)
#error "compiled without SLAB=; on the host: not in HOST_KNOWS_SLAB of tests/host.mk"
#endif

/* Flags that make an object carry more than its owner's bytes, or each operation do more. */
#define SLAB_DEBUG_FLAGS (SLAB_CONSISTENCY_CHECKS | SLAB_RED_ZONE | SLAB_POISON | SLAB_STORE_USER)
#define SLAB_INIT_ON_ALLOC ((slab_flags_t)0x02000000u) /* objects are zeroed: mm/init_on_alloc.c */
#define SLAB_SLOW_FLAGS (SLAB_DEBUG_FLAGS | SLAB_TRACE | SLAB_INIT_ON_ALLOC)
/* All slabs are in objects of this size at most, or kmalloc_large() serves. */
#define SLAB_MAX_SIZE KMALLOC_MAX_SIZE

/**
 * struct slab_node - a cache's slabs on one node
 * @lock: for all of this, and for the free lists and counts of the slabs
 * @nr_partial: slabs on @partial
 * @nr_slabs: slabs
 * @nr_objects: objects in them
 * @nr_inuse: objects of them that are out: allocated, or kept by a CPU
 * @partial: slabs with free objects, the one to be used next first
 * @full: slabs without
 * @empty: slabs whose objects are all free, if the variant keeps them apart
 * @depot: objects on their way from one CPU to another (SLUB), a page of pointers, or NULL
 * @nr_depot: how many
 */
struct slab_node {
	spinlock_t lock;
	unsigned long nr_partial, nr_slabs, nr_objects, nr_inuse;
	struct list_head partial, full, empty;
	void **depot;
	unsigned int nr_depot;
};

/**
 * struct slab_sheaf - the objects that a CPU keeps of a cache (SLUB)
 * @stack: they; without room while the cache must not have any
 * @cache: whose
 * @before: what lies under the stack: nothing
 * @slots: room for them
 *
 * Per-CPU memory.
 */
struct slab_sheaf {
	struct percpu_stack stack;
	struct kmem_cache *cache;
	void *before;
	void *slots[];
};

/**
 * struct kmem_cache - a cache
 * @sheaf: per-CPU lists (SLUB)
 * @arrays: per-CPU arrays (SLAB)
 * @gate: (SLUB) where objects are freed to: @sheaf; or on a machine with several nodes, one that refuses all, so
 *	that it is seen which node they are from
 * @index_bytes: (SLAB) of the index array in a slab of @order; 0: it is not in there
 * @colours: (SLAB) slabs begin at so many different places, @colour_step bytes apart, next at @next_colour
 * @offset: where in a free object the link to the next one is
 * @size: bytes from one object to the next
 * @object_size: bytes that the owner asked for
 * @inuse: bytes from an object's start to where the layer's own data behind it begin
 * @align: of an object
 * @red_left_pad: bytes from a place's begin to its object: the left red zone
 * @flags: SLAB_*
 * @gfp: what the cache adds to the GFP flags of its pages
 * @order: of a new slab; @min_order, where that is not to be had
 * @objects: objects in a slab of @order
 * @min_partial: slabs without used objects that a node keeps
 * @sheaf_room: objects that a CPU may keep; 0 while it must not keep any
 * @sheaf_most: objects that there is room for
 * @random: what links are mixed with, 0: nothing
 * @ctor: constructor
 * @useroffset: @usersize bytes from here on may be copied from and to user space
 * @name: its name, the cache's own copy unless @refcount is negative
 * @refcount: 1; -1 for a cache that lives forever
 * @list: in slab_caches
 * @node: by node number, for all nodes that there are
 */
struct kmem_cache {
	union {
		struct slab_sheaf __percpu *sheaf;
		struct slab_array __percpu *arrays;
	};
	struct slab_sheaf __percpu *gate;
	unsigned int index_bytes, colours, colour_step, next_colour;
	unsigned int offset;
	unsigned int size, object_size, inuse, align, red_left_pad;
	slab_flags_t flags;
	gfp_t gfp;
	unsigned int order, min_order, objects;
	unsigned int min_partial, sheaf_room, sheaf_most;
	unsigned long random;
	void (*ctor)(void *object);
	unsigned int useroffset, usersize;
	const char *name;
	int refcount;
	struct list_head list;
	struct slab_node node[];
};

extern struct list_head slab_caches;
extern struct mutex slab_mutex;
extern unsigned int nr_slab_nodes; /* highest node number, plus 1 */

#define for_each_slab_node(cache, n)                                                               \
	for ((n) = (cache)->node; (n) < (cache)->node + nr_slab_nodes; (n)++)

static inline struct slab_node *slab_node_of(struct kmem_cache *cache, const struct page *page)
{
	return &cache->node[page_to_nid(page)];
}

/* By node: the nearest with memory that is always mapped, which on i386 not every node has. */
extern u8 slab_near_node[MAX_NUMNODES];

/* The node whose objects this CPU keeps. */
static __always_inline int slab_mem_id(void)
{
	return slab_near_node[numa_node_id()];
}

/* The node that an allocation is for. */
static inline int slab_wanted_node(int node)
{
	return node == NUMA_NO_NODE || node >= (int)nr_slab_nodes ? slab_mem_id() : node;
}

/* Is @node the one whose objects this CPU keeps? By the time it is used, the thread may run on another CPU. */
static __always_inline bool slab_node_is_near(int node, gfp_t gfp)
{
	return node == NUMA_NO_NODE || nr_slab_nodes == 1 || (node == slab_mem_id() && !(gfp & __GFP_THISNODE));
}

/* New pages of one node, if they are to be had without effort: another node's slab does as well. */
static inline gfp_t slab_gfp_of_node(gfp_t gfp)
{
	return (gfp | __GFP_THISNODE | __GFP_NOWARN) & ~(__GFP_DIRECT_RECLAIM | __GFP_NOFAIL);
}

bool slab_page_is_near(const void *object);

/* Is an object from this CPU's node, so that the CPU may keep it? Interrupts are off. */
static __always_inline bool slab_is_near(const void *object)
{
	return likely(nr_slab_nodes == 1) || slab_page_is_near(object);
}

/* ---- arithmetic ------------------------------------------------------------------------------- */

/* The slab's first byte; where its objects begin; object number @i; which object an address is in. */
static inline char *slab_address(const struct page *slab)
{
	return page_to_virt(slab);
}

static inline char *slab_first_place(const struct page *slab)
{
#ifdef CONFIG_SLAB /* colour and index array are in front */
	return (char *)slab->private;
#else
	return slab_address(slab);
#endif
}

static inline void *slab_object(const struct kmem_cache *cache, const struct page *slab, unsigned int i)
{
	return slab_first_place(slab) + i * cache->size + cache->red_left_pad;
}

static inline unsigned int slab_index(const struct kmem_cache *cache, const struct page *slab,
				      const void *inside)
{
	return (unsigned int)((const char *)inside - slab_first_place(slab)) / cache->size;
}

/* Is it an object's first byte? */
static inline bool slab_is_object(const struct kmem_cache *cache, const struct page *slab, const void *object)
{
	unsigned int i = slab_index(cache, slab, object);

	return i < slab->slab_objects && object == slab_object(cache, slab, i);
}

/* ---- what a variant provides ------------------------------------------------------------------ */

/* The API's allocating and freeing functions but those of kmalloc.c, and: */

/**
 * struct slab_totals - what /proc/slabinfo tells about a cache
 * @active: objects that are allocated
 * @objects: objects that there are
 * @per_slab: objects in a slab; @order: of its pages
 * @active_slabs: slabs with allocated objects; @slabs: all
 * @limit: @batch, @shared: tunables
 * @kept: objects that CPUs keep
 * @metadata: bytes in a slab that say which of its objects are free
 * @lists: bytes of the lists that CPUs and nodes have for it
 */
struct slab_totals {
	unsigned long active, objects;
	unsigned int per_slab, order;
	unsigned long active_slabs, slabs;
	unsigned int limit, batch, shared;
	unsigned long kept;
	unsigned int metadata;
	unsigned long lists;
};

extern const char slab_variant_name[];
int slab_setup(struct kmem_cache *cache);
void slab_release(struct kmem_cache *cache);
unsigned long slab_flush(struct kmem_cache *cache);
unsigned long slab_shrink(struct kmem_cache *cache);
void slab_get_totals(struct kmem_cache *cache, struct slab_totals *totals);
void slab_flush_all(void);
void slab_set_fast_path(struct kmem_cache *cache, bool on);
bool slab_object_is_free(struct kmem_cache *cache, struct page *slab, const void *object);
bool slab_object_is_kept(struct kmem_cache *cache, const void *object);
void *slab_allocate(struct kmem_cache *cache, gfp_t gfp, int node, unsigned long ip);

/* An object that this CPU has at hand, or NULL. */
static __always_inline void *slab_alloc_quick(struct kmem_cache *cache)
{
#ifdef CONFIG_SLUB
	void *object;

	percpu_stack_pop(&cache->sheaf->stack, object, empty);
	return object;
empty:
#endif
	return NULL;
}

/* Free what the variant keeps beside a slab. */
#ifdef CONFIG_SLAB
void slab_forget(struct page *slab);
#define SLAB_SHRINK_PASSES 2 /* what lay beside slabs was in other slabs */
#else
#define SLAB_SHRINK_PASSES 1
static inline void slab_forget(struct page *slab)
{
}
#endif

/* ---- slab_pages.c: slabs as pages ------------------------------------------------------------- */

struct page *slab_alloc_pages(struct kmem_cache *cache, gfp_t gfp, int node);
void slab_init_objects(struct kmem_cache *cache, struct page *slab);
void slab_free_pages(struct page *slab);
void slab_free_slabs(struct kmem_cache *cache, struct list_head *slabs);

/* ---- slab_common.c, slab_layout.c, kmalloc.c -------------------------------------------------- */

void slab_layout(struct kmem_cache *cache, unsigned int align);
void slab_choose_order(struct kmem_cache *cache);
struct kmem_cache *slab_create_boot(const char *name, unsigned int size, unsigned int align,
				    slab_flags_t flags);
void kmalloc_init(void);
void kmalloc_create_classes(bool debugged_only);
struct kmem_cache *kmalloc_class(size_t size, gfp_t flags);
void slab_kmalloc_ready(void);
void *kmalloc_any(size_t size, gfp_t flags, int node, unsigned long ip);
/* The class of each size up to KMALLOC_MAX_CACHE_SIZE, in steps of KMALLOC_MIN_SIZE. */
extern u8 kmalloc_class_of[];
extern atomic_long_t kmalloc_large_pages;
void kfree_large(const void *object, unsigned long ip);
void slab_account(const struct kmem_cache *cache, long pages);
void slab_construct(struct kmem_cache *cache, void *object);
/* slab_reclaim.c: each operation is to take its slow path. */
extern bool slab_only_slow_paths;
void slab_fault_injection(bool on);
unsigned long slab_pages(bool reclaimable);
unsigned long slab_objects_allocated(void);
struct kmem_cache *slab_find_cache(const char *name);

/* Links between free objects, mixed with a secret where that was asked for. */
static inline void *slab_mix_link(const struct kmem_cache *cache, const void *link, const void *place)
{
	unsigned long value = (unsigned long)link;

	if (cache->random)
		value ^= cache->random ^ ((unsigned long)place >> 3) * 0x9e3779b1ul;
	return (void *)value;
}

static inline void *slab_get_link(const struct kmem_cache *cache, const void *object)
{
	void *const *place = object + cache->offset;

	return slab_mix_link(cache, *place, place);
}

static inline void slab_set_link(const struct kmem_cache *cache, void *object, const void *link)
{
	void **place = object + cache->offset;

	*place = slab_mix_link(cache, link, place);
}

/* ---- slab_debug*.c ---------------------------------------------------------------------------- */

extern spinlock_t slab_debug_lock;
void slab_debug_setup(const char *text);
unsigned long slab_random_key(void);
slab_flags_t slab_debug_flags(const char *name, slab_flags_t flags);
extern bool slab_freelist_random, slab_freelist_hardened;

enum slab_misuse {
	SLAB_NOT_A_SLAB,    /* freed, but not from a slab */
	SLAB_WRONG_CACHE,   /* freed to another cache than its own */
	SLAB_MISALIGNED,    /* freed, but not where an object begins */
	SLAB_DOUBLE_FREE,
	SLAB_OVERWRITTEN,   /* red zone, poison, padding */
	SLAB_BAD_LINK,	    /* the list of free objects leads elsewhere */
	SLAB_LEFT_OBJECTS,  /* at kmem_cache_destroy() */
	NR_SLAB_MISUSES
};

unsigned long slab_misuses(enum slab_misuse kind);
void slab_report_reset(void);
void slab_report_object(struct kmem_cache *cache, struct page *slab, const void *object, unsigned long ip,
			enum slab_misuse kind, const char *what);
void slab_report_foreign(struct kmem_cache *cache, const void *object, unsigned long ip);
void slab_report_left(struct kmem_cache *cache);
void slab_report_bytes(struct kmem_cache *cache, struct page *slab, const void *object, const char *what,
		       const u8 *first, const u8 *last, u8 value);

void slab_debug_new_slab(struct kmem_cache *cache, struct page *slab);
void slab_debug_alloc(struct kmem_cache *cache, struct page *slab, void *object, unsigned long ip);
bool slab_debug_free(struct kmem_cache *cache, void *object, unsigned long ip);
void slab_debug_end_slab(struct kmem_cache *cache, struct page *slab);

static inline bool slab_is_debugged(const struct kmem_cache *cache)
{
	return cache->flags & SLAB_SLOW_FLAGS;
}

#endif
