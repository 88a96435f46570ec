// SPDX-License-Identifier: MIT
/* Throughput on several CPUs, and frees on another CPU than the allocation. */
#include <linux/atomic.h>
#include <linux/gfp.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <asm/tsc.h>
#include "measure.h"

/* N threads, each pinned to its own CPU, each doing a fixed number of pairs */

enum mt_op { MT_NOP, MT_PAGE, MT_KMALLOC, MT_CACHE, MT_SETS };

struct mt_run {
	enum mt_op op;
	unsigned int ncpu, iters;
	struct kmem_cache *cache;
	atomic_t ready;
	bool go, bad;
	u64 t0[MAX_CPUS], t1[MAX_CPUS], k0[MAX_CPUS], k1[MAX_CPUS];
	struct thr th[MAX_CPUS];
};

static struct mt_run mtr;

static void mt_worker(void *arg)
{
	unsigned int me = (unsigned long)arg, i, j, n = mtr.iters;
	struct page *pg;
	void *p, *set[32];

	atomic_inc(&mtr.ready);
	while (!READ_ONCE(mtr.go)) {
		if (atomic_read(&mtr.ready) == mtr.ncpu)
			WRITE_ONCE(mtr.go, true);
		cpu_relax();
	}
	mtr.k0[me] = ktime_get_ns();
	mtr.t0[me] = tsc_now();
	switch (mtr.op) {
	case MT_NOP:
		for (i = 0; i < n; i++)
			asm volatile(".rept 100\n\tnop\n\t.endr");
		break;
	case MT_PAGE:
		for (i = 0; i < n; i++) {
			pg = alloc_pages(GFP_KERNEL, 0);
			if (unlikely(!pg)) {
				mtr.bad = true;
				break;
			}
			__free_pages(pg, 0);
		}
		break;
	case MT_KMALLOC:
		for (i = 0; i < n; i++) {
			p = kmalloc(256, GFP_KERNEL);
			if (unlikely(!p)) {
				mtr.bad = true;
				break;
			}
			keep(p);
			kfree(p);
		}
		break;
	case MT_CACHE:
		for (i = 0; i < n; i++) {
			p = kmem_cache_alloc(mtr.cache, GFP_KERNEL);
			if (unlikely(!p)) {
				mtr.bad = true;
				break;
			}
			keep(p);
			kmem_cache_free(mtr.cache, p);
		}
		break;
	case MT_SETS:
		/* 32 objects of 256 bytes taken, then given back */
		for (i = 0; i < n; i += 32) {
			for (j = 0; j < 32; j++) {
				set[j] = kmalloc(256, GFP_KERNEL);
				if (unlikely(!set[j]))
					mtr.bad = true;
			}
			for (j = 0; j < 32; j++)
				kfree(set[j]);
		}
		break;
	}
	mtr.t1[me] = tsc_now();
	mtr.k1[me] = ktime_get_ns();
}

static void bench_mt_one(const char *what, enum mt_op op, unsigned int ncpu, unsigned int iters)
{
	unsigned int r, c, rounds = 7, made;
	u64 t0, t1, k0, k1, total;
	char name[48];

	snprintf(name, sizeof(name), "mt_%s_n%u", what, ncpu);
	if (!want(name))
		return;
	if (ncpu > num_online_cpus() || ncpu > MAX_CPUS) {
		fail(name, "too-few-cpus");
		return;
	}
	for (r = 0; r < rounds + 1; r++) {
		mtr.op = op;
		mtr.ncpu = ncpu;
		mtr.iters = scaled(iters);
		mtr.go = mtr.bad = false;
		atomic_set(&mtr.ready, 0);
		for (made = 0; made < ncpu; made++)
			if (thr_make(&mtr.th[made], mt_worker, (void *)(unsigned long)made, made))
				break;
		if (made != ncpu) {
			fail(name, "no-thread");
			return;
		}
		for (c = ncpu; c-- > 0;)
			wake_up_process(mtr.th[c].t);
		for (c = 0; c < ncpu; c++)
			thr_join(&mtr.th[c]);
		if (mtr.bad) {
			fail(name, "allocation-failed");
			return;
		}
		t0 = k0 = ~0ULL;
		t1 = k1 = 0;
		for (c = 0; c < ncpu; c++) {
			t0 = min(t0, mtr.t0[c]);
			t1 = max(t1, mtr.t1[c]);
			k0 = min(k0, mtr.k0[c]);
			k1 = max(k1, mtr.k1[c]);
		}
		if (!r)
			continue;	/* warm-up */
		total = (u64)ncpu * mtr.iters;
		samples[r - 1] = div64_u64((t1 - t0) * 100, total);
		/* by the TSC; by the kernel's clock where the TSC's rate is not known */
		if (tsc_khz)
			samples2[r - 1] = div64_u64(total * 1000 * tsc_khz, max(t1 - t0, 1ULL));
		else
			samples2[r - 1] = div64_u64(total * 1000000000ULL, max(k1 - k0, 1ULL));
	}
	/* elapsed time over all operations: 1/N of one CPU's when it scales */
	report(name, samples, rounds);
	snprintf(name, sizeof(name), "mt_%s_n%u_rate", what, ncpu);
	report_rate(name, samples2, rounds);
}

/* One CPU allocates 256 objects, the other frees them, and so on. */
static struct {
	unsigned int rounds;
	int full;
	bool bad;
} rf;

static void rf_alloc(void *arg)
{
	unsigned int r, i, b;
	u64 t0, t1;

	for (b = 0; b < WARM + 7; b++) {
		t0 = tsc_now();
		for (r = 0; r < rf.rounds; r++) {
			while (smp_load_acquire(&rf.full))
				cpu_relax();
			for (i = 0; i < SET; i++) {
				objs[i] = kmalloc(256, GFP_KERNEL);
				if (unlikely(!objs[i]))
					rf.bad = true;
			}
			smp_store_release(&rf.full, 1);
		}
		while (smp_load_acquire(&rf.full))
			cpu_relax();
		t1 = tsc_now();
		if (b >= WARM)
			samples[b - WARM] = per_op(t1 - t0, rf.rounds * SET);
	}
}

static void rf_free(void *arg)
{
	unsigned int r, i;

	for (r = 0; r < rf.rounds * (WARM + 7); r++) {
		while (!smp_load_acquire(&rf.full))
			cpu_relax();
		for (i = 0; i < SET; i++)
			kfree(objs[i]);
		smp_store_release(&rf.full, 0);
	}
}

static void bench_remote_free(void)
{
	static struct thr t[2];

	if (!want("mt_remote_free_256"))
		return;
	rf.rounds = scaled(40);
	rf.full = 0;
	rf.bad = false;
	if (thr_make(&t[0], rf_alloc, NULL, 0) || thr_make(&t[1], rf_free, NULL, 1)) {
		fail("mt_remote_free_256", "no-thread");
		return;
	}
	wake_up_process(t[1].t);
	wake_up_process(t[0].t);
	thr_join(&t[0]);
	thr_join(&t[1]);
	failed = rf.bad;
	report("mt_remote_free_256", samples, 7);
}

void bench_mt(void)
{
	unsigned int n;

	mtr.cache = kmem_cache_create("bench_mm_mt192", 192, 0, 0, NULL);
	for (n = 1; n <= min_t(unsigned int, max_cpus, MAX_CPUS); n *= 2) {
		bench_mt_one("nop100", MT_NOP, n, 20000);
		bench_mt_one("page_o0", MT_PAGE, n, 20000);
		bench_mt_one("kmalloc_256", MT_KMALLOC, n, 20000);
		if (mtr.cache)
			bench_mt_one("cache_192", MT_CACHE, n, 20000);
		bench_mt_one("kmalloc_256_set32", MT_SETS, n, 20032);
	}
	if (mtr.cache)
		kmem_cache_destroy(mtr.cache);
	if (num_online_cpus() > 1)
		bench_remote_free();
}
