// SPDX-License-Identifier: MIT
/*
 * The monitor's `slabmem`: what objects cost in memory, whatever the variant behind kmalloc().
 *
 *	full		so many KiB of objects, most of them small, of sizes that nobody has chosen for a cache
 *	churned		after many rounds in which a random half goes and others of other sizes come
 *	thinned		after three of four of these are gone, at random: what the rest holds fast
 *
 * Taken are pages of the page allocator, so everything counts: objects, what is rounded up, slabs' ends,
 * index arrays, headers. CPUs give back what they keep before it is looked. The same seed gives the same requests.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <quarry/console.h>
#include <quarry/monitor.h>

#include "../mm/slab.h"

#define ROUNDS 16
#define BYTES_AN_OBJECT 64 /* at least, on average: for the size of the table */

struct memory_load {
	struct {
		void *p;
		unsigned int size;
	} *object;
	unsigned int nr, most;
	unsigned long asked, free_before;
	u32 random;
};

static u32 next_random(struct memory_load *l, u32 below)
{
	l->random = l->random * 1664525 + 1013904223;
	return (l->random >> 8) % below;
}

/* Of ten objects six have 8 to 64 bytes, three up to 256, and one up to 2000. */
static unsigned int next_size(struct memory_load *l)
{
	u32 kind = next_random(l, 10);

	return 8 + next_random(l, kind < 6 ? 57 : kind < 9 ? 249 : 1993);
}

static bool fill_up(struct memory_load *l, unsigned long bytes)
{
	while (l->asked < bytes && l->nr < l->most) {
		unsigned int size = next_size(l);
		void *p = kmalloc(size, GFP_KERNEL | __GFP_NOWARN);

		if (!p)
			return false;
		l->object[l->nr].p = p;
		l->object[l->nr++].size = size;
		l->asked += size;
	}
	return true;
}

/* One of @of is kept, at random. */
static void thin_out(struct memory_load *l, unsigned int of)
{
	unsigned int kept = 0;

	for (unsigned int i = 0; i < l->nr; i++) {
		if (of && !next_random(l, of)) {
			l->object[kept++] = l->object[i];
			continue;
		}
		l->asked -= l->object[i].size;
		kfree(l->object[i].p);
	}
	l->nr = kept;
}

/* Bytes that say which objects there are and which of them are free, in slabs and elsewhere. */
static unsigned long metadata(const struct memory_load *l)
{
	struct kmem_cache *cache;
	struct slab_totals t;
	unsigned long bytes = 0;

	mutex_lock(&slab_mutex);
	list_for_each_entry(cache, &slab_caches, list) {
		slab_get_totals(cache, &t);
		bytes += t.slabs * t.metadata;
	}
	mutex_unlock(&slab_mutex);
#ifdef CONFIG_SLOB /* a header each */
	bytes += l->nr * 8ul;
#endif
	return bytes;
}

static void report(struct memory_load *l, const char *moment)
{
	unsigned long taken;

	kmem_cache_shrink_all();
	taken = (l->free_before - nr_free_pages()) << PAGE_SHIFT;
	console_printf("slabmem: %-8s objects %u asked %lu taken %lu metadata %lu used %lu%%\n", moment, l->nr, l->asked,
		       taken, metadata(l), taken ? l->asked * 100 / taken : 0);
}

static bool run_load(struct memory_load *l, unsigned long bytes)
{
	if (!fill_up(l, bytes))
		return false;
	report(l, "full");
	for (unsigned int i = 0; i < ROUNDS; i++) {
		thin_out(l, 2);
		if (!fill_up(l, bytes))
			return false;
	}
	report(l, "churned");
	thin_out(l, 4);
	report(l, "thinned");
	return true;
}

static int slabmem_command(int argc, char **argv)
{
	struct memory_load l = { .random = 1 };
	unsigned int kib = 1024;
	bool served;

	if (argc > 3 || (argc > 1 && kstrtouint(argv[1], 0, &kib)) || (argc > 2 && kstrtouint(argv[2], 0, &l.random)))
		return -EINVAL;
	l.most = kib * (1024u / BYTES_AN_OBJECT);
	l.object = vmalloc(l.most * sizeof(*l.object));
	if (!l.object)
		return -ENOMEM;
	kmem_cache_shrink_all();
	l.free_before = nr_free_pages();
	served = run_load(&l, kib * 1024ul);
	thin_out(&l, 0);
	report(&l, "end");
	vfree(l.object);
	return served ? 0 : -ENOMEM;
}
MONITOR_COMMAND(slabmem, "[KIB [SEED]]", "what KIB of small objects cost in memory", slabmem_command);
