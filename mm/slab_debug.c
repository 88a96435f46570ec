// SPDX-License-Identifier: MIT
/*
 * The slab layer's debug side: known bytes in and around objects, and who had them.
 *
 * Purpose
 *	Find who writes where he must not, as soon as the object passes by, and say whose it was.
 *
 * How
 *	SLAB_POISON		a free object is 0x6b, its last byte 0xa5, padding 0x5a: what differs was
 *				written to after it was freed
 *	SLAB_RED_ZONE		before and behind each object, 0xbb while it is free, 0xcc while it is
 *				allocated: what differs is an underflow or an overflow
 *	SLAB_STORE_USER		who allocated and who freed it last
 *	SLAB_CONSISTENCY_CHECKS	none of these, only what is checked with any of them: that what is freed
 *				is an object of the cache, and is not free
 *	SLAB_TRACE		each operation in the log
 *
 *	A variant calls slab_debug_new_slab() when it has made a slab, and slab_debug_alloc() and
 *	slab_debug_free() for each object of a cache with such flags. What was overwritten is reported
 *	(slab_report.c) and restored, and the kernel goes on.
 *
 * Invariants
 *	Between slab_debug_free() and slab_debug_alloc() nobody but the layer touches the object, and the
 *	layer itself only the link, which lies behind it.
 *
 * Locking
 *	slab_debug_lock around each free, so that one object is not freed twice at the same time. It is
 *	taken before a node's lock. Allocating needs none: the object is nobody else's.
 *
 * Complexity
 *	O(object size), and O(objects a slab) to free.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/poison.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "slab.h"
#include "slab_debug.h"

#define RED_INACTIVE 0xbb
#define RED_ACTIVE 0xcc

/* May the object's bytes be changed while it is free? Not those that a constructor wrote. */
static bool is_poisoned(const struct kmem_cache *cache)
{
	return cache->flags & SLAB_POISON && !cache->ctor && !(cache->flags & SLAB_TYPESAFE_BY_RCU);
}

/* ---- where what lies -------------------------------------------------------------------------- */

/* Bytes from the object to its first track: see slab_layout.c. */
static unsigned int tracks_offset(const struct kmem_cache *cache)
{
	return cache->offset >= cache->inuse ? cache->inuse + sizeof(void *) : cache->inuse;
}

struct slab_track *slab_track_of(const struct kmem_cache *cache, const void *object, enum track_item item)
{
	return (struct slab_track *)(object + tracks_offset(cache)) + item;
}

static unsigned int padding_offset(const struct kmem_cache *cache)
{
	return tracks_offset(cache) + (cache->flags & SLAB_STORE_USER ? 2 * sizeof(struct slab_track) : 0);
}

static void set_track(const struct kmem_cache *cache, void *object, enum track_item item, unsigned long ip)
{
	if (cache->flags & SLAB_STORE_USER)
		*slab_track_of(cache, object, item) = (struct slab_track){
			.ip = { ip }, .when = jiffies, .cpu = smp_processor_id(), .pid = current->pid,
		};
}

static void set_red_zones(const struct kmem_cache *cache, void *object, int value)
{
	if (!(cache->flags & SLAB_RED_ZONE))
		return;
	memset(object - cache->red_left_pad, value, cache->red_left_pad);
	memset(object + cache->object_size, value, cache->inuse - cache->object_size);
}

static void set_poison(const struct kmem_cache *cache, u8 *object)
{
	if (!is_poisoned(cache))
		return;
	memset(object, POISON_FREE, cache->object_size - 1);
	object[cache->object_size - 1] = POISON_END;
}

/* From the first object's place to the end. */
static unsigned int slab_bytes(const struct page *slab)
{
	return page_size(slab) - (unsigned int)(slab_first_place(slab) - slab_address(slab));
}

/**
 * slab_debug_new_slab() - fill a slab's objects, all free
 * @cache: the cache
 * @slab: its new slab, before constructors and the list of free objects
 */
void slab_debug_new_slab(struct kmem_cache *cache, struct page *slab)
{
	if (cache->flags & SLAB_POISON)
		memset(slab_first_place(slab), POISON_INUSE, slab_bytes(slab));
	for (unsigned int i = 0; i < slab->slab_objects; i++) {
		void *object = slab_object(cache, slab, i);

		set_red_zones(cache, object, RED_INACTIVE);
		set_poison(cache, object);
		if (cache->flags & SLAB_STORE_USER)
			memset(slab_track_of(cache, object, TRACK_ALLOC), 0, 2 * sizeof(struct slab_track));
	}
}

/* ---- checking --------------------------------------------------------------------------------- */

/* Are all these bytes what they were set to? What is not is reported and set again. */
static void check_bytes(struct kmem_cache *cache, struct page *slab, void *object, const char *what, u8 *start,
			u8 value, unsigned int bytes)
{
	u8 *first = bytes ? memchr_inv(start, value, bytes) : NULL, *last = start + bytes - 1;

	if (!first)
		return;
	while (*last == value)
		last--;
	slab_report_bytes(cache, slab, object, what, first, last, value);
	memset(first, value, last - first + 1);
}

static void check_red_zones(struct kmem_cache *cache, struct page *slab, void *object, u8 value)
{
	if (!(cache->flags & SLAB_RED_ZONE))
		return;
	check_bytes(cache, slab, object, "Left Redzone", object - cache->red_left_pad, value, cache->red_left_pad);
	check_bytes(cache, slab, object, "Right Redzone", object + cache->object_size, value,
		    cache->inuse - cache->object_size);
}

static void check_poison(struct kmem_cache *cache, struct page *slab, u8 *object)
{
	unsigned int last = cache->object_size - 1;

	if (!is_poisoned(cache))
		return;
	check_bytes(cache, slab, object, "Poison", object, POISON_FREE, last);
	check_bytes(cache, slab, object, "End Poison", object + last, POISON_END, 1);
}

static void check_padding(struct kmem_cache *cache, struct page *slab, void *object)
{
	unsigned int from = padding_offset(cache), to = cache->size - cache->red_left_pad;

	if (cache->flags & SLAB_POISON && to > from)
		check_bytes(cache, slab, object, "Object padding", object + from, POISON_INUSE, to - from);
}

/* What is behind the last object of a slab. */
static void check_slab_end(struct kmem_cache *cache, struct page *slab)
{
	unsigned int used = slab->slab_objects * cache->size;

	if (cache->flags & SLAB_POISON)
		check_bytes(cache, slab, NULL, "Padding", (u8 *)slab_first_place(slab) + used, POISON_INUSE,
			    slab_bytes(slab) - used);
}

/**
 * slab_debug_end_slab() - a last look at a slab whose objects are all free
 */
void slab_debug_end_slab(struct kmem_cache *cache, struct page *slab)
{
	check_slab_end(cache, slab);
	for (unsigned int i = 0; i < slab->slab_objects; i++) {
		void *object = slab_object(cache, slab, i);

		check_red_zones(cache, slab, object, RED_INACTIVE);
		check_poison(cache, slab, object);
		check_padding(cache, slab, object);
	}
}

/* ---- allocating and freeing ------------------------------------------------------------------- */

static void trace(struct kmem_cache *cache, struct page *slab, void *object, const char *what)
{
	pr_info("TRACE %s %s 0x%p inuse=%d fp=0x%p\n", cache->name, what, object, slab->slab_inuse,
		slab->freelist);
	if (what[0] == 'f')
		print_hex_dump(KERN_INFO, "Object   ", DUMP_PREFIX_ADDRESS, 16, 1, object, cache->object_size, true);
	dump_stack();
}

/**
 * slab_debug_alloc() - an object is about to be handed out
 * @cache: the cache
 * @slab: its slab
 * @object: the object, no longer on any list
 * @ip: who gets it
 */
void slab_debug_alloc(struct kmem_cache *cache, struct page *slab, void *object, unsigned long ip)
{
	check_red_zones(cache, slab, object, RED_INACTIVE);
	check_poison(cache, slab, object);
	check_padding(cache, slab, object);
	set_red_zones(cache, object, RED_ACTIVE);
	set_track(cache, object, TRACK_ALLOC, ip);
	if (cache->flags & SLAB_INIT_ON_ALLOC)
		memset(object, 0, cache->object_size);
	if (cache->flags & SLAB_TRACE)
		trace(cache, slab, object, "alloc");
}

static bool is_free(struct kmem_cache *cache, struct page *slab, const void *object)
{
	struct slab_node *n = slab_node_of(cache, slab);
	unsigned long flags;
	bool is;

	spin_lock_irqsave(&n->lock, flags);
	is = slab_object_is_free(cache, slab, object);
	spin_unlock_irqrestore(&n->lock, flags);
	return is;
}

/**
 * slab_debug_free() - an object comes back
 * @cache: the cache that the caller names
 * @object: the object, as the caller says
 * @ip: who frees it
 *
 * Context: slab_debug_lock held. Return: whether it is one, and may be put on its slab's list.
 */
bool slab_debug_free(struct kmem_cache *cache, void *object, unsigned long ip)
{
	struct page *slab = virt_addr_valid(object) ? virt_to_head_page(object) : NULL;

	if (!slab || !PageSlab(slab)) {
		slab_report_foreign(cache, object, ip);
	} else if (slab->slab_cache != cache) {
		slab_report_object(slab->slab_cache, slab, object, ip, SLAB_WRONG_CACHE, cache->name);
	} else if (!slab_is_object(cache, slab, object)) {
		slab_report_object(cache, slab, object, ip, SLAB_MISALIGNED, "Invalid object pointer");
	} else if (is_free(cache, slab, object)) {
		slab_report_object(cache, slab, object, ip, SLAB_DOUBLE_FREE, "Object already free");
	} else {
		check_red_zones(cache, slab, object, RED_ACTIVE);
		check_padding(cache, slab, object);
		if (cache->flags & SLAB_TRACE)
			trace(cache, slab, object, "free");
		set_red_zones(cache, object, RED_INACTIVE);
		set_poison(cache, object);
		set_track(cache, object, TRACK_FREE, ip);
		return true;
	}
	return false;
}

DEFINE_SPINLOCK(slab_debug_lock);
