// SPDX-License-Identifier: MIT
/*
 * Shrinkers: who has memory that could be given back registers here, and is asked when it is short.
 *
 * Purpose
 *	Caches grow as long as there is memory. What reclaims memory (vmscan.c) knows nothing of them but
 *	two functions: how many objects could be freed, and: look at so many of them.
 *
 * How
 *	Pressure is a priority from 12 (mild) to 0 (the last try). Of a cache with N objects that could
 *	go, N / 2^priority * 4 / seeks are to be looked at: a cache whose objects are dear to make
 *	again loses fewer. Small numbers are not worth a call: what is less than a batch is deferred,
 *	added up, and done when it is one, so that small caches do not escape for ever.
 *
 * Locking
 *	shrinker_rwsem: the list for writing to register, for reading while shrinkers run; they run side
 *	by side. Who would have to wait for it to reclaim does not, as the thread that has it for
 *	writing may itself wait for memory. Outer to all locks that shrinkers take.
 *
 * Complexity
 *	O(shrinkers) a round, plus what they do.
 *
 * Limits
 *	Deferred work is kept for all nodes together. An object is not a page: nobody knows how many
 *	pages a call yields before the free pages are counted afterwards.
 *
 * Reference: Gorman, Understanding the Linux Virtual Memory Manager, 8.6 and 10.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/shrinker.h>
#include <linux/stdarg.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include "internal.h"
#include "vmscan.h"

#define DEFAULT_BATCH 128

static DECLARE_RWSEM(shrinker_rwsem);
static LIST_HEAD(shrinker_list);

/**
 * prealloc_shrinker() - the first half of register_shrinker(): what could fail
 * @shrinker: the functions are set
 * @fmt: its name, as for printf()
 *
 * Return: 0; nothing is allocated here.
 */
int prealloc_shrinker(struct shrinker *shrinker, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(shrinker->name, sizeof(shrinker->name), fmt, args);
	va_end(args);
	atomic_long_set(&shrinker->nr_deferred, 0);
	return 0;
}
EXPORT_SYMBOL(prealloc_shrinker);

/**
 * register_shrinker_prepared() - the second half
 * @shrinker: prealloc_shrinker() was called for it
 */
void register_shrinker_prepared(struct shrinker *shrinker)
{
	down_write(&shrinker_rwsem);
	list_add_tail(&shrinker->list, &shrinker_list);
	shrinker->flags |= SHRINKER_REGISTERED;
	up_write(&shrinker_rwsem);
}
EXPORT_SYMBOL(register_shrinker_prepared);

/**
 * register_shrinker() - be asked for memory when it is short
 * @shrinker: count_objects, scan_objects, seeks and batch are set, the rest is zero
 * @fmt: its name, as for printf()
 *
 * Context: process; may sleep. Return: 0.
 */
int register_shrinker(struct shrinker *shrinker, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(shrinker->name, sizeof(shrinker->name), fmt, args);
	va_end(args);
	atomic_long_set(&shrinker->nr_deferred, 0);
	register_shrinker_prepared(shrinker);
	return 0;
}
EXPORT_SYMBOL(register_shrinker);

/**
 * unregister_shrinker() - be asked no more
 * @shrinker: one that was registered; if not, nothing happens
 *
 * Context: process; waits until nobody runs its functions.
 */
void unregister_shrinker(struct shrinker *shrinker)
{
	if (!(shrinker->flags & SHRINKER_REGISTERED))
		return;
	down_write(&shrinker_rwsem);
	list_del(&shrinker->list);
	shrinker->flags &= ~SHRINKER_REGISTERED;
	up_write(&shrinker_rwsem);
}
EXPORT_SYMBOL(unregister_shrinker);

/**
 * free_prealloced_shrinker() - undo prealloc_shrinker()
 * @shrinker: not registered yet
 */
void free_prealloced_shrinker(struct shrinker *shrinker)
{
	shrinker->name[0] = '\0';
}
EXPORT_SYMBOL(free_prealloced_shrinker);

/**
 * synchronize_shrinkers() - wait until all calls of shrinkers that run now are over
 *
 * Context: process; may sleep.
 */
void synchronize_shrinkers(void)
{
	down_write(&shrinker_rwsem);
	up_write(&shrinker_rwsem);
}
EXPORT_SYMBOL(synchronize_shrinkers);

/* Objects to look at: the share of this priority, and what was put off. */
static unsigned long pressure_on(const struct shrinker *shrinker, unsigned long freeable, long deferred, int priority)
{
	u64 share = shrinker->seeks ? (u64)(freeable >> priority) * 4 : freeable / 2;

	if (shrinker->seeks)
		share = div_u64(share, shrinker->seeks);
	share += deferred >> priority;
	return min_t(u64, share, 2ull * freeable);
}

/* Calls it batch by batch until @total objects were looked at; how many were not? */
static unsigned long scan_batches(struct shrinker *shrinker, struct shrink_control *sc, unsigned long total,
				  unsigned long freeable, struct reclaim *reclaim)
{
	unsigned long batch = shrinker->batch ?: DEFAULT_BATCH;

	while (total >= batch || (total && total >= freeable)) {
		unsigned long freed;

		sc->nr_to_scan = sc->nr_scanned = min(batch, total);
		freed = shrinker->scan_objects(shrinker, sc);
		if (freed == SHRINK_STOP)
			break;
		reclaim->freed += freed;
		reclaim->scanned += sc->nr_scanned;
		count_vm_events(SLABS_SCANNED, sc->nr_scanned);
		total -= min(total, max(sc->nr_scanned, 1ul));
		cond_resched();
	}
	return total;
}

static void shrink_one(struct shrinker *shrinker, struct shrink_control *sc, struct reclaim *reclaim)
{
	unsigned long freeable = shrinker->count_objects(shrinker, sc);
	unsigned long total, left;
	long deferred;

	if (!freeable || freeable == SHRINK_EMPTY)
		return;
	reclaim->freeable += freeable;
	deferred = atomic_long_xchg(&shrinker->nr_deferred, 0);
	total = pressure_on(shrinker, freeable, deferred, reclaim->priority);
	left = scan_batches(shrinker, sc, total, freeable, reclaim);
	left += deferred - (deferred >> reclaim->priority);
	atomic_long_add(min(left, 2 * freeable), &shrinker->nr_deferred);
}

/**
 * shrink_slab() - ask all shrinkers once
 * @nid: the node that is short
 * @reclaim: flags and priority; what was done is added
 *
 * Context: process; may sleep.
 */
void shrink_slab(int nid, struct reclaim *reclaim)
{
	struct shrinker *shrinker;

	if (!down_read_trylock(&shrinker_rwsem))
		return;
	list_for_each_entry(shrinker, &shrinker_list, list) {
		bool by_node = shrinker->flags & SHRINKER_NUMA_AWARE;
		struct shrink_control sc = { .gfp_mask = reclaim->gfp, .nid = by_node ? nid : 0 };

		shrink_one(shrinker, &sc, reclaim);
	}
	up_read(&shrinker_rwsem);
}

static int cmd_shrinkers(int argc, char **argv)
{
	struct shrinker *shrinker;

	(void)argc, (void)argv;
	console_printf("%-24s %10s %10s %6s %6s\n", "name", "freeable", "deferred", "seeks", "batch");
	down_read(&shrinker_rwsem);
	list_for_each_entry(shrinker, &shrinker_list, list) {
		struct shrink_control sc = { .gfp_mask = GFP_KERNEL };
		unsigned long freeable = shrinker->count_objects(shrinker, &sc);

		console_printf("%-24s %10lu %10ld %6d %6ld\n", shrinker->name,
			       freeable == SHRINK_EMPTY ? 0 : freeable, atomic_long_read(&shrinker->nr_deferred),
			       shrinker->seeks, shrinker->batch ?: DEFAULT_BATCH);
	}
	up_read(&shrinker_rwsem);
	return 0;
}
MONITOR_COMMAND(shrinkers, "", "who could give memory back, and how much", cmd_shrinkers);
