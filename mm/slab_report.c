// SPDX-License-Identifier: MIT
/*
 * Reports on misused objects, in Linux's words and form, so that habits and scripts find them:
 *
 *	=============================================================================
 *	BUG kmalloc-64 (Not tainted): Right Redzone overwritten
 *	-----------------------------------------------------------------------------
 *	0x...-0x... @offset=64. First byte 0x41 instead of 0xcc
 *	Allocated in fn+0x1/0x2 age=5 cpu=0 pid=12
 *	Slab 0x... objects=32 used=3 fp=0x... flags=...
 *	Object 0x... @offset=0 fp=0x...
 *	Redzone  ...: cc cc cc cc cc cc cc cc                          ........
 *	Object   ...: ...
 *	FIX kmalloc-64: Restoring Right Redzone 0x...-0x...=0xcc
 *
 * After REPORTS_IN_FULL of them only the line beginning with BUG is printed. All are counted. Whoever calls
 * may hold a node's lock: nothing is locked here but the log.
 */
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "slab.h"
#include "slab_debug.h"

#define REPORTS_IN_FULL 20
#define DUMP_BYTES 256 /* of an object */

static atomic_long_t misuses[NR_SLAB_MISUSES];
static atomic_t nr_reports;

/**
 * slab_misuses() - how often a kind of misuse was found
 * @kind: the kind
 */
unsigned long slab_misuses(enum slab_misuse kind)
{
	return atomic_long_read(&misuses[kind]);
}

/**
 * slab_report_reset() - report in full again; for tests
 */
void slab_report_reset(void)
{
	atomic_set(&nr_reports, 0);
}

/* The frame, and whether there is to be more. */
static bool begin(const struct kmem_cache *cache, enum slab_misuse kind, const char *text)
{
	const char *name = cache ? cache->name : "kmalloc";
	bool in_full = atomic_inc_return(&nr_reports) <= REPORTS_IN_FULL;

	atomic_long_inc(&misuses[kind]);
	if (in_full)
		pr_err("=============================================================================\n");
	pr_err("BUG %s (%s): %s\n", name, print_tainted(), text);
	if (in_full)
		pr_err("-----------------------------------------------------------------------------\n");
	return in_full;
}

/* ---- what is known ---------------------------------------------------------------------------- */

static void print_track(const char *what, const struct slab_track *track)
{
	if (!track->ip[0])
		return;
	pr_err("%s in %pS age=%lu cpu=%d pid=%d\n", what, (void *)track->ip[0], jiffies - track->when,
	       track->cpu, track->pid);
	for (int i = 1; i < TRACK_DEPTH && track->ip[i]; i++)
		pr_err("\t%pS\n", (void *)track->ip[i]);
}

/**
 * slab_print_tracks() - who allocated and who freed an object last, if that was kept
 */
void slab_print_tracks(const struct kmem_cache *cache, const void *object)
{
	if (!(cache->flags & SLAB_STORE_USER))
		return;
	print_track("Allocated", slab_track_of(cache, object, TRACK_ALLOC));
	print_track("Freed", slab_track_of(cache, object, TRACK_FREE));
}

static void dump(const char *what, const void *from, unsigned int bytes)
{
	print_hex_dump(KERN_ERR, what, DUMP_PREFIX_ADDRESS, 16, 1, from, bytes, true);
}

static void dump_object(const struct kmem_cache *cache, const void *object)
{
	unsigned int behind = cache->inuse - cache->object_size;

	if (cache->flags & SLAB_RED_ZONE)
		dump("Redzone  ", object - cache->red_left_pad, min(cache->red_left_pad, 64u));
	dump("Object   ", object, min_t(unsigned int, cache->object_size, DUMP_BYTES));
	if (cache->flags & SLAB_RED_ZONE && behind)
		dump("Redzone  ", object + cache->object_size, behind);
}

static void print_slab(const struct page *slab)
{
	pr_err("Slab 0x%px objects=%u used=%u fp=0x%px flags=%#lx\n", slab, slab->slab_objects, slab->slab_inuse,
	       slab->freelist, slab->flags);
}

/* What object an address in a slab belongs to. */
static void *object_around(const struct kmem_cache *cache, const struct page *slab, const void *inside)
{
	unsigned int i = slab_index(cache, slab, inside);

	return i < slab->slab_objects ? slab_object(cache, slab, i) : NULL;
}

static void describe(struct kmem_cache *cache, struct page *slab, const void *inside)
{
	void *object = object_around(cache, slab, inside);

	if (object)
		slab_print_tracks(cache, object);
	print_slab(slab);
	if (!object)
		return;
	pr_err("Object 0x%px @offset=%tu\n", object, (char *)object - slab_address(slab));
	dump_object(cache, object);
}

/* ---- the reports ------------------------------------------------------------------------------ */

/**
 * slab_report_object() - something is wrong with an object, or with a pointer into a slab
 * @cache: the slab's cache
 * @slab: the slab
 * @object: the pointer
 * @ip: who came with it
 * @kind: what is wrong; SLAB_WRONG_CACHE: @what is the name of the other cache
 * @what: in words
 */
void slab_report_object(struct kmem_cache *cache, struct page *slab, const void *object, unsigned long ip,
			enum slab_misuse kind, const char *what)
{
	char text[96];

	if (kind == SLAB_WRONG_CACHE)
		snprintf(text, sizeof(text), "Wrong slab cache. %s but object is from %s", what, cache->name);
	else
		snprintf(text, sizeof(text), "%s 0x%px", what, object);
	if (!begin(cache, kind, text))
		return;
	pr_err("0x%px @offset=%tu, by %pS\n", object, (const char *)object - slab_address(slab), (void *)ip);
	describe(cache, slab, object);
	dump_stack();
	if (kind == SLAB_BAD_LINK)
		pr_err("FIX %s: Isolate corrupted freechain\n", cache->name);
	else
		pr_err("FIX %s: Object at 0x%px not freed\n", cache->name, object);
}

/**
 * slab_report_foreign() - something was freed that no slab holds
 * @cache: the cache it was freed to; NULL: by kfree()
 * @object: the address
 * @ip: who did it
 */
void slab_report_foreign(struct kmem_cache *cache, const void *object, unsigned long ip)
{
	if (!begin(cache, SLAB_NOT_A_SLAB, "Free of memory that is not from a slab"))
		return;
	pr_err("object pointer: 0x%px, by %pS\n", object, (void *)ip);
	dump_stack();
	pr_err("FIX %s: Object at 0x%px not freed\n", cache ? cache->name : "kmalloc", object);
}

/**
 * slab_report_bytes() - bytes were written that belong to the layer
 * @cache: the cache
 * @slab: the slab
 * @object: the object, or NULL for the slab's end
 * @what: which bytes
 * @first: the first wrong one
 * @last: the last
 * @value: what they should be
 *
 * The caller restores them.
 */
void slab_report_bytes(struct kmem_cache *cache, struct page *slab, const void *object, const char *what,
		       const u8 *first, const u8 *last, u8 value)
{
	char text[64];

	snprintf(text, sizeof(text), "%s overwritten", what);
	if (!begin(cache, SLAB_OVERWRITTEN, text))
		return;
	pr_err("0x%px-0x%px @offset=%tu. First byte 0x%x instead of 0x%x\n", first, last,
	       (const char *)first - slab_address(slab), *first, value);
	if (object)
		describe(cache, slab, object);
	else
		print_slab(slab);
	dump_stack();
	pr_err("FIX %s: Restoring %s 0x%px-0x%px=0x%x\n", cache->name, what, first, last, value);
}

static void report_left_slab(struct kmem_cache *cache, struct page *slab)
{
	print_slab(slab);
	for (unsigned int i = 0; i < slab->slab_objects; i++) {
		void *object = slab_object(cache, slab, i);

		if (slab_object_is_free(cache, slab, object))
			continue;
		pr_err("Object 0x%px @offset=%tu\n", object, (char *)object - slab_address(slab));
		slab_print_tracks(cache, object);
	}
}

/**
 * slab_report_left() - a cache is to end that still has objects
 * @cache: the cache, of which no CPU keeps objects
 */
void slab_report_left(struct kmem_cache *cache)
{
	struct slab_node *n;
	struct page *slab;
	char text[96];
	unsigned int lines = 4; /* slabs */

	snprintf(text, sizeof(text), "Objects remaining in %s on kmem_cache_destroy()", cache->name);
	if (!begin(cache, SLAB_LEFT_OBJECTS, text))
		return;
	for_each_slab_node(cache, n) {
		list_for_each_entry(slab, &n->full, lru)
			if (lines && lines--)
				report_left_slab(cache, slab);
		list_for_each_entry(slab, &n->partial, lru)
			if (slab->slab_inuse && lines && lines--)
				report_left_slab(cache, slab);
	}
	dump_stack();
	pr_err("kmem_cache_destroy %s: Slab cache still has objects\n", cache->name);
}

/* ---- asking about an object ------------------------------------------------------------------- */

/**
 * kmem_valid_obj() - is this an address in a slab?
 * @object: any address
 */
bool kmem_valid_obj(void *object)
{
	return !ZERO_OR_NULL_PTR(object) && virt_addr_valid(object) && PageSlab(virt_to_head_page(object));
}

/**
 * kmem_dump_obj() - say what is known of an address in a slab
 * @object: the address, which kmem_valid_obj()
 */
void kmem_dump_obj(void *object)
{
	struct page *slab = virt_to_head_page(object);
	struct kmem_cache *cache = slab->slab_cache;
	void *start = object_around(cache, slab, object);

	if (!start)
		return;
	pr_cont(" slab %s start %px pointer offset %zu size %u\n", cache->name, start,
		(size_t)((char *)object - (char *)start), cache->object_size);
	slab_print_tracks(cache, start);
}
EXPORT_SYMBOL(kmem_dump_obj);
