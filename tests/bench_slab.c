// SPDX-License-Identifier: MIT
/*
 * What the slab layer costs: pairs of allocating and freeing, sets of 256 objects, bulk operations, a mix
 * of sizes with 1024 live objects. Names and operations as in the measurements of Linux.
 */
#include <asm/barrier.h>
#include <asm/processor.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <quarry/bench.h>

#define SET 256
#define MIX_SLOTS 1024

static void *objects[MIX_SLOTS];

#define KMALLOC_PAIR(size)                                                                         \
	static bool kmalloc_##size(unsigned int n, unsigned long unused)                           \
	{                                                                                          \
		(void)unused;                                                                      \
		while (n--) {                                                                      \
			void *p = kmalloc(size, GFP_NOWAIT);                                       \
											   \
			if (!p)                                                                    \
				return false;                                                      \
			kfree(p);                                                                  \
		}                                                                                  \
		return true;                                                                       \
	}                                                                                          \
	BENCH_CASE(kmalloc_##size, "kmalloc_" #size, kmalloc_##size, 0)

KMALLOC_PAIR(8);
KMALLOC_PAIR(32);
KMALLOC_PAIR(64);
KMALLOC_PAIR(256);
KMALLOC_PAIR(1024);
KMALLOC_PAIR(4096);
KMALLOC_PAIR(8192);

static bool kmalloc_256_kernel(unsigned int n, unsigned long unused)
{
	(void)unused;
	while (n--) {
		void *p = kmalloc(256, GFP_KERNEL);

		if (!p)
			return false;
		kfree(p);
	}
	return true;
}
BENCH_CASE(kmalloc_256_kernel, "kmalloc_256_kernel", kmalloc_256_kernel, 0);

static bool kmalloc_256_set(unsigned int n, unsigned long unused)
{
	(void)unused;
	for (; n >= SET; n -= SET) {
		for (int i = 0; i < SET; i++) {
			objects[i] = kmalloc(256, GFP_NOWAIT);
			if (!objects[i])
				return false;
		}
		for (int i = 0; i < SET; i++)
			kfree(objects[i]);
	}
	return true;
}
BENCH_CASE(kmalloc_256_set, "kmalloc_256_set256", kmalloc_256_set, 0);

static struct kmem_cache *cache;

static bool cache_pair(unsigned int n)
{
	while (n--) {
		void *p = kmem_cache_alloc(cache, GFP_NOWAIT);

		if (!p)
			return false;
		kmem_cache_free(cache, p);
	}
	return true;
}

static bool cache_zeroed(unsigned int n)
{
	while (n--) {
		void *p = kmem_cache_zalloc(cache, GFP_NOWAIT);

		if (!p)
			return false;
		kmem_cache_free(cache, p);
	}
	return true;
}

static bool cache_set(unsigned int n)
{
	for (; n >= SET; n -= SET) {
		for (int i = 0; i < SET; i++) {
			objects[i] = kmem_cache_alloc(cache, GFP_NOWAIT);
			if (!objects[i])
				return false;
		}
		for (int i = 0; i < SET; i++)
			kmem_cache_free(cache, objects[i]);
	}
	return true;
}

static bool cache_bulk(unsigned int n)
{
	for (; n >= SET; n -= SET) {
		if (kmem_cache_alloc_bulk(cache, GFP_KERNEL, SET, objects) != SET)
			return false;
		kmem_cache_free_bulk(cache, SET, objects);
	}
	return true;
}

/* The cost of making and ending the cache drops out: it is the same for every number of rounds. */
static bool with_cache(unsigned int n, unsigned long run)
{
	bool done;

	cache = kmem_cache_create("bench_192", 192, 0, 0, NULL);
	if (!cache)
		return false;
	done = ((bool (*)(unsigned int))run)(n);
	kmem_cache_destroy(cache);
	return done;
}
BENCH_CASE(cache_192, "cache_192", with_cache, (unsigned long)cache_pair);
BENCH_CASE(cache_192_zeroed, "cache_192_zeroed", with_cache, (unsigned long)cache_zeroed);
BENCH_CASE(cache_192_set, "cache_192_set256", with_cache, (unsigned long)cache_set);
BENCH_CASE(cache_192_bulk, "cache_192_bulk256", with_cache, (unsigned long)cache_bulk);

static u32 rnd_state;

static __always_inline u32 rnd(void)
{
	u32 x = rnd_state;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return rnd_state = x;
}

/* One operation frees a randomly chosen object and allocates another of a random size in its place. */
static bool kmalloc_mix(unsigned int n, unsigned long unused)
{
	bool done = true;

	(void)unused;
	rnd_state = 0x12345678;
	for (unsigned int k = 0; k < MIX_SLOTS; k++)
		objects[k] = kmalloc(8ul << (rnd() >> 10) % 10, GFP_KERNEL);
	while (n-- && done) {
		u32 r = rnd(), s = r & (MIX_SLOTS - 1);

		kfree(objects[s]);
		objects[s] = kmalloc(8ul << (r >> 10) % 10, GFP_NOWAIT);
		done = objects[s];
	}
	for (unsigned int k = 0; k < MIX_SLOTS; k++)
		kfree(objects[k]);
	return done;
}
BENCH_CASE(kmalloc_mix, "kmalloc_mix", kmalloc_mix, 0);

/* ---- one CPU allocates 256 objects, another frees them, and so on ----------------------------- */

#define REMOTE_ROUNDS 40
#define REMOTE_BATCHES 7
#define REMOTE_WARM 3

static struct {
	int full;
	bool failed;
	struct completion done;
	u64 batch[REMOTE_BATCHES];
} remote;

static void wait_until(int full)
{
	while (smp_load_acquire(&remote.full) != full)
		cpu_relax();
}

static u64 remote_batch(void)
{
	u64 begin = rdtsc();

	for (unsigned int r = 0; r < REMOTE_ROUNDS; r++) {
		wait_until(0);
		for (int i = 0; i < SET; i++) {
			objects[i] = kmalloc(256, GFP_KERNEL);
			if (!objects[i])
				WRITE_ONCE(remote.failed, true);
		}
		smp_store_release(&remote.full, 1);
	}
	wait_until(0);
	return rdtsc() - begin;
}

static int remote_alloc(void *unused)
{
	for (unsigned int i = 0; i < REMOTE_WARM + REMOTE_BATCHES; i++) {
		u64 ticks = remote_batch();

		if (i >= REMOTE_WARM)
			remote.batch[i - REMOTE_WARM] = ticks;
	}
	complete(&remote.done);
	return 0;
}

static int remote_free(void *unused)
{
	for (unsigned int r = 0; r < REMOTE_ROUNDS * (REMOTE_WARM + REMOTE_BATCHES); r++) {
		wait_until(1);
		for (int i = 0; i < SET; i++)
			kfree(objects[i]);
		smp_store_release(&remote.full, 0);
	}
	complete(&remote.done);
	return 0;
}

static int compare_u64(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

static bool measure_remote(unsigned long unused, unsigned long long *hundredths)
{
	struct task_struct *thread[2];

	if (num_online_cpus() < 2)
		return false;
	remote.full = 0;
	remote.failed = false;
	init_completion(&remote.done);
	thread[0] = kthread_create_on_cpu(remote_alloc, NULL, 0, "remote/%u");
	thread[1] = kthread_create_on_cpu(remote_free, NULL, 1, "remote/%u");
	if (IS_ERR(thread[0]) || IS_ERR(thread[1])) {
		for (int i = 0; i < 2; i++)
			if (!IS_ERR(thread[i]))
				kthread_stop(thread[i]);
		return false;
	}
	for (int i = 0; i < 2; i++)
		wake_up_process(thread[i]);
	for (int i = 0; i < 2; i++)
		wait_for_completion(&remote.done);
	for (int i = 0; i < 2; i++)
		kthread_stop(thread[i]);
	sort(remote.batch, REMOTE_BATCHES, sizeof(u64), compare_u64, NULL);
	*hundredths = div_u64(remote.batch[REMOTE_BATCHES / 2] * 100, REMOTE_ROUNDS * SET);
	return !remote.failed;
}
BENCH_MEASURED(mt_remote_free, "mt_remote_free_256", measure_remote, 0);
