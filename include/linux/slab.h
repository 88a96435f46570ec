/* SPDX-License-Identifier: MIT */
/*
 * Memory in pieces smaller than pages: kmalloc() for any size, caches for objects of one type.
 *
 *	p = kmalloc(size, GFP_KERNEL);			cache = KMEM_CACHE(dentry, SLAB_HWCACHE_ALIGN);
 *	if (!p)						d = kmem_cache_alloc(cache, GFP_KERNEL);
 *		return -ENOMEM;				...
 *	...						kmem_cache_free(cache, d);
 *	kfree(p);					kmem_cache_destroy(cache);
 *
 * The memory is contiguous in physical memory, and is not cleared unless the name has a "z". Context: any
 * but NMI, with GFP_ATOMIC or GFP_NOWAIT; a thread that may sleep, with GFP_KERNEL. Freeing: any but
 * NMI. Theory in mm/slab_common.c; SLAB= on the make command line chooses what is behind it.
 */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/compiler.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/numa.h>
#include <linux/rcupdate.h>
#include <linux/stddef.h>
#include <linux/types.h>
#include <linux/workqueue.h>

/* ---- flags of a cache ------------------------------------------------------------------------- */

#define SLAB_CONSISTENCY_CHECKS ((slab_flags_t)0x00000100u) /* look at all that an object passes by */
#define SLAB_RED_ZONE ((slab_flags_t)0x00000400u)	    /* known bytes before and behind each object */
#define SLAB_POISON ((slab_flags_t)0x00000800u)		    /* known bytes in free objects */
#define SLAB_HWCACHE_ALIGN ((slab_flags_t)0x00002000u)	    /* objects do not share cache lines */
#define SLAB_CACHE_DMA ((slab_flags_t)0x00004000u)	    /* from ZONE_DMA */
#define SLAB_CACHE_DMA32 ((slab_flags_t)0x00008000u)	    /* from ZONE_DMA32 */
#define SLAB_STORE_USER ((slab_flags_t)0x00010000u)	    /* who allocated and freed it last */
#define SLAB_RECLAIM_ACCOUNT ((slab_flags_t)0x00020000u)    /* a shrinker can get the objects back */
#define SLAB_PANIC ((slab_flags_t)0x00040000u)		    /* panic if the cache cannot be created */
#define SLAB_TYPESAFE_BY_RCU ((slab_flags_t)0x00080000u)    /* pages are freed after a grace period */
#define SLAB_MEM_SPREAD ((slab_flags_t)0x00100000u)	    /* hint: over all nodes */
#define SLAB_TRACE ((slab_flags_t)0x00200000u)		    /* each allocation and free in the log */
#define SLAB_NOLEAKTRACE ((slab_flags_t)0x00800000u)	    /* hint for leak checkers */
#define SLAB_ACCOUNT ((slab_flags_t)0x04000000u)	    /* hint: to be charged to a process */
#define SLAB_TEMPORARY SLAB_RECLAIM_ACCOUNT		    /* short-lived */
#define SLAB_DESTROY_BY_RCU SLAB_TYPESAFE_BY_RCU	    /* until 4.11 */
#define SLAB_HW_CACHEALIGN SLAB_HWCACHE_ALIGN		    /* as a lecture spells it */
#define SLAB_NO_REAP ((slab_flags_t)0)			    /* until 2.6.15 */

/* What kmalloc(0) gives: not NULL, as it did not fail, but nothing that could be used. */
#define ZERO_SIZE_PTR ((void *)16)
#define ZERO_OR_NULL_PTR(x) ((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)

/* ---- caches ----------------------------------------------------------------------------------- */

struct kmem_cache;
typedef struct kmem_cache kmem_cache_t; /* until 2.6.19 */

struct kmem_cache *(kmem_cache_create)(const char *name, unsigned int size, unsigned int align,
				       slab_flags_t flags, void (*ctor)(void *object));
struct kmem_cache *kmem_cache_create_usercopy(const char *name, unsigned int size, unsigned int align,
					      slab_flags_t flags, unsigned int useroffset,
					      unsigned int usersize, void (*ctor)(void *object));
int kmem_cache_destroy(struct kmem_cache *cache);
int kmem_cache_shrink(struct kmem_cache *cache);
unsigned int kmem_cache_size(struct kmem_cache *cache);
const char *kmem_cache_name(struct kmem_cache *cache);

/*
 * Constructors of all times: until 2.6.22 they were called with the cache and flags as well, and a
 * destructor, which nobody needed, came last. A constructor with one parameter does not notice the others.
 */
typedef void (*slab_ctor_t)(void *object, struct kmem_cache *cache, unsigned long flags);
#define SLAB_CTOR_CONSTRUCTOR 1ul
#define SLAB_CTOR_ATOMIC 2ul
#define SLAB_CTOR_VERIFY 4ul
#define __slab_ctor(ctor) _Generic((ctor), slab_ctor_t: (void (*)(void *))(unsigned long)(ctor), default: (ctor))

/**
 * kmem_cache_create() - make a cache of objects of one type
 * @name: for /proc/slabinfo; need not be unique
 * @size: bytes of an object
 * @align: their alignment; 0: as long as a machine word needs
 * @flags: SLAB_*
 * @ctor: called for each object when its memory is new, not at each allocation; or NULL
 *
 * An old sixth argument, the destructor, is ignored: it was only called with the page's end.
 *
 * Context: thread. Return: the cache; NULL if there is no memory or the arguments make no sense.
 */
#define kmem_cache_create(name, size, align, flags, ctor, ...)                                     \
	(kmem_cache_create)(name, size, align, flags, __slab_ctor(ctor))

/* A cache for a structure, with its name, size and alignment. */
#define KMEM_CACHE(__struct, __flags)                                                              \
	kmem_cache_create(#__struct, sizeof(struct __struct), __alignof__(struct __struct), (__flags), NULL)
#define KMEM_CACHE_USERCOPY(__struct, __flags, __field)                                            \
	kmem_cache_create_usercopy(#__struct, sizeof(struct __struct), __alignof__(struct __struct), \
				   (__flags), offsetof(struct __struct, __field),                  \
				   sizeof(((struct __struct *)0)->__field), NULL)

/* The two halves of kmem_cache_alloc(): for flags without __GFP_ZERO, and for any. */
void *__kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags);
void *__kmem_cache_alloc_any(struct kmem_cache *cache, gfp_t flags);
void *kmem_cache_alloc_node(struct kmem_cache *cache, gfp_t flags, int node);
void kmem_cache_free(struct kmem_cache *cache, void *object);
int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t flags, size_t nr, void **objects);
void kmem_cache_free_bulk(struct kmem_cache *cache, size_t nr, void **objects);

/**
 * kmem_cache_alloc() - an object of a cache
 * @cache: the cache
 * @flags: GFP flags
 *
 * Return: the object, as the constructor or the last user left it; NULL if there is no memory.
 */
static __always_inline void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags)
{
	if (__builtin_constant_p(flags & __GFP_ZERO) && !(flags & __GFP_ZERO))
		return __kmem_cache_alloc(cache, flags);
	return __kmem_cache_alloc_any(cache, flags);
}

static inline void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t flags)
{
	return __kmem_cache_alloc_any(cache, flags | __GFP_ZERO);
}

/* ---- kmalloc ---------------------------------------------------------------------------------- */

#define ARCH_KMALLOC_MINALIGN __alignof__(unsigned long long)
#define ARCH_SLAB_MINALIGN __alignof__(unsigned long long)
#ifndef ARCH_DMA_MINALIGN
#define ARCH_DMA_MINALIGN ARCH_KMALLOC_MINALIGN
#endif

#define KMALLOC_SHIFT_LOW 3
#define KMALLOC_SHIFT_HIGH (PAGE_SHIFT + 1)
#define KMALLOC_SHIFT_MAX (MAX_ORDER + PAGE_SHIFT - 1)
#define KMALLOC_MIN_SIZE (1 << KMALLOC_SHIFT_LOW)
#define KMALLOC_MAX_CACHE_SIZE (1UL << KMALLOC_SHIFT_HIGH) /* larger ones come from the page allocator */
#define KMALLOC_MAX_SIZE (1UL << KMALLOC_SHIFT_MAX)
#define KMALLOC_MAX_ORDER (KMALLOC_SHIFT_MAX - PAGE_SHIFT)
#define KMALLOC_NOT_NORMAL_BITS (__GFP_RECLAIMABLE | __GFP_DMA)
#define SLAB_OBJ_MIN_SIZE (KMALLOC_MIN_SIZE < 16 ? KMALLOC_MIN_SIZE : 16)

enum kmalloc_cache_type { KMALLOC_NORMAL, KMALLOC_DMA, KMALLOC_RECLAIM, NR_KMALLOC_TYPES };

extern struct kmem_cache *kmalloc_caches[NR_KMALLOC_TYPES][KMALLOC_SHIFT_HIGH + 1];

#ifdef CONFIG_SLUB
/* The CPUs' part of the ordinary ones, from which kmalloc() of a constant size takes at once. */
struct slab_sheaf;
extern struct slab_sheaf *kmalloc_sheaves[KMALLOC_SHIFT_HIGH + 1];
void *__kmalloc_sheaf(struct slab_sheaf *sheaf, gfp_t flags);
#endif

static __always_inline enum kmalloc_cache_type kmalloc_type(gfp_t flags)
{
	if (likely(!(flags & KMALLOC_NOT_NORMAL_BITS)))
		return KMALLOC_NORMAL;
	return flags & __GFP_DMA ? KMALLOC_DMA : KMALLOC_RECLAIM;
}

/* Which class a size belongs to, 1 to KMALLOC_MAX_CACHE_SIZE: 1 is 96 bytes, 2 is 192, n is 2^n. */
static __always_inline unsigned int kmalloc_index(size_t size)
{
	if (size <= KMALLOC_MIN_SIZE)
		return KMALLOC_SHIFT_LOW;
	if (size > 64 && size <= 96)
		return 1;
	if (size > 128 && size <= 192)
		return 2;
	return BITS_PER_LONG - __builtin_clzl(size - 1);
}

void *__kmalloc(size_t size, gfp_t flags) __alloc_size(1);
void *__kmalloc_node(size_t size, gfp_t flags, int node) __alloc_size(1);
void *kmalloc_large(size_t size, gfp_t flags) __alloc_size(1);
void *kmalloc_large_node(size_t size, gfp_t flags, int node) __alloc_size(1);
void kfree(const void *object);
void kfree_sensitive(const void *object);
#define kzfree(object) kfree_sensitive(object) /* until 5.9 */
size_t ksize(const void *object);
size_t kmalloc_size_roundup(size_t size);
void *krealloc(const void *object, size_t new_size, gfp_t flags) __must_check;

/* A size and flags that the compiler knows. */
static __always_inline void *kmalloc_constant(size_t size, gfp_t flags)
{
#ifdef CONFIG_SLUB
	if (!(flags & (KMALLOC_NOT_NORMAL_BITS | __GFP_ZERO)))
		return __kmalloc_sheaf(kmalloc_sheaves[kmalloc_index(size)], flags);
#endif
#if defined(CONFIG_SLUB) || defined(CONFIG_SLAB)
	return kmem_cache_alloc(kmalloc_caches[kmalloc_type(flags)][kmalloc_index(size)], flags);
#else
	return __kmalloc(size, flags);
#endif
}

/**
 * kmalloc() - memory of any size
 * @size: bytes; up to KMALLOC_MAX_SIZE. 0 gives ZERO_SIZE_PTR
 * @flags: GFP flags
 *
 * Aligned to 8 bytes, and where @size is a power of two, to @size.
 *
 * Return: the memory, @size bytes at least (ksize() tells); NULL if there is none.
 */
static __always_inline __alloc_size(1) void *kmalloc(size_t size, gfp_t flags)
{
	if (__builtin_constant_p(size) && __builtin_constant_p(flags) && size &&
	    size <= KMALLOC_MAX_CACHE_SIZE)
		return kmalloc_constant(size, flags);
	return __kmalloc(size, flags);
}

static __always_inline __alloc_size(1) void *kmalloc_node(size_t size, gfp_t flags, int node)
{
	return __kmalloc_node(size, flags, node);
}

static inline __alloc_size(1) void *kzalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags | __GFP_ZERO);
}

static inline __alloc_size(1) void *kzalloc_node(size_t size, gfp_t flags, int node)
{
	return __kmalloc_node(size, flags | __GFP_ZERO, node);
}

/**
 * kmalloc_array() - memory for @n objects of @size bytes; NULL also where the product is too large
 */
static inline __alloc_size(1, 2) void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (unlikely(__builtin_mul_overflow(n, size, &bytes)))
		return NULL;
	return kmalloc(bytes, flags);
}

static inline __alloc_size(1, 2) void *kcalloc(size_t n, size_t size, gfp_t flags)
{
	return kmalloc_array(n, size, flags | __GFP_ZERO);
}

static inline __alloc_size(1, 2) void *kmalloc_array_node(size_t n, size_t size, gfp_t flags, int node)
{
	size_t bytes;

	if (unlikely(__builtin_mul_overflow(n, size, &bytes)))
		return NULL;
	return __kmalloc_node(bytes, flags, node);
}

static inline __alloc_size(1, 2) void *kcalloc_node(size_t n, size_t size, gfp_t flags, int node)
{
	return kmalloc_array_node(n, size, flags | __GFP_ZERO, node);
}

static inline __must_check void *krealloc_array(void *object, size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (unlikely(__builtin_mul_overflow(n, size, &bytes)))
		return NULL;
	return krealloc(object, bytes, flags);
}

static inline void kfree_bulk(size_t nr, void **objects)
{
	kmem_cache_free_bulk(NULL, nr, objects);
}

#define kmalloc_track_caller(size, flags) __kmalloc(size, flags)
#define kmalloc_node_track_caller(size, flags, node) __kmalloc_node(size, flags, node)

/* ---- state ------------------------------------------------------------------------------------ */

void kmem_cache_init(void);
void kmem_cache_init_late(void);
bool slab_is_available(void);
bool kmem_valid_obj(void *object);
void kmem_dump_obj(void *object);
unsigned long kmem_cache_shrink_all(void);

/* Flags of an allocation under the names that slab had for them until 2.6.19. */
#define SLAB_KERNEL GFP_KERNEL
#define SLAB_ATOMIC GFP_ATOMIC
#define SLAB_NOFS GFP_NOFS
#define SLAB_NOIO GFP_NOIO
#define SLAB_USER GFP_USER
#define SLAB_DMA GFP_DMA

#include <linux/kvmalloc.h>

#endif
