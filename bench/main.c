// SPDX-License-Identifier: MIT
/*
 * bench_mm: measures the primitive memory-management operations of the kernel it is loaded into,
 * Quarry or Linux 6.1, x86-64 or i386, from inside, and prints one line each:
 *
 *	bench <name> <median> <min> <unit>
 *
 * Unit "ticks/op": TSC ticks for one operation. What "one operation" is, is said where the operation
 * is measured; an allocation test is always an allocate+free PAIR unless the name ends in _alloc or
 * _free. Unit "ops/s": aggregate throughput; here <min> is the slowest round. A result that could not
 * be had is printed as "bench <name> - - <why>". How it is measured: measure.h.
 */
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <asm/tsc.h>
#include "measure.h"

unsigned int batches = 31;
module_param(batches, uint, 0444);
MODULE_PARM_DESC(batches, "samples a row");
unsigned int scale = 100;
module_param(scale, uint, 0444);
MODULE_PARM_DESC(scale, "percent of the usual operations in a batch");
unsigned int max_cpus = 4;
module_param(max_cpus, uint, 0444);
MODULE_PARM_DESC(max_cpus, "largest number of CPUs for the throughput rows");
static char *only = "";
module_param(only, charp, 0444);
MODULE_PARM_DESC(only, "only rows whose name contains one of these words, separated by commas");
static bool mt = true;
module_param(mt, bool, 0444);
MODULE_PARM_DESC(mt, "0: without the throughput rows");
static bool hi = true;
module_param(hi, bool, 0444);
MODULE_PARM_DESC(hi, "0: without what needs a second CPU");

u64 samples[MAX_BATCHES];
u64 samples2[MAX_BATCHES];
u64 samples3[MAX_BATCHES];
void *objs[MIX_SLOTS];
bool failed;

static int cmp_u64(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

bool want(const char *name)
{
	const char *word = only;
	char part[48];

	while (*word) {
		size_t length = strcspn(word, ",");

		if (length && length < sizeof(part)) {
			memcpy(part, word, length);
			part[length] = 0;
			if (strstr(name, part))
				return true;
		}
		word += length + (word[length] == ',');
	}
	return !*only;
}

unsigned int scaled(unsigned int n)
{
	u64 v = div_u64((u64)n * scale, 100);

	return v ? v : 1;
}

void fail(const char *name, const char *why)
{
	pr_notice("bench %s - - %s\n", name, why);
}

/* s[] holds hundredths of a tick per operation. */
void report(const char *name, u64 *s, unsigned int n)
{
	u32 mr, lr;
	u64 med, low;

	if (failed) {
		fail(name, "allocation-failed");
		failed = false;
		return;
	}
	sort(s, n, sizeof(*s), cmp_u64, NULL);
	med = div_u64_rem(s[n / 2], 100, &mr);
	low = div_u64_rem(s[0], 100, &lr);
	pr_notice("bench %s %llu.%02u %llu.%02u ticks/op\n", name, med, mr, low, lr);
}

void report_rate(const char *name, u64 *s, unsigned int n)
{
	sort(s, n, sizeof(*s), cmp_u64, NULL);
	pr_notice("bench %s %llu %llu ops/s\n", name, s[n / 2], s[0]);
}

static int thr_main(void *p)
{
	struct thr *x = p;

	x->fn(x->arg);
	complete(&x->done);
	return 0;
}

int thr_make(struct thr *x, void (*fn)(void *), void *arg, int cpu)
{
	x->fn = fn;
	x->arg = arg;
	init_completion(&x->done);
	x->t = kthread_create(thr_main, x, "bench/%d", cpu);
	if (IS_ERR(x->t))
		return PTR_ERR(x->t);
	get_task_struct(x->t);
	kthread_bind(x->t, cpu);
	return 0;
}

void thr_join(struct thr *x)
{
	wait_for_completion(&x->done);
	kthread_stop(x->t);
	put_task_struct(x->t);
}

static void bench_main(void *arg)
{
	bench_calibration();
	bench_locks();
	bench_percpu();
	bench_pages();
	bench_slab();
	bench_page_mix();
	bench_kmalloc_mix();
	bench_kmap();
	bench_vmalloc();
	bench_switches();
	if (hi && num_online_cpus() > 1)
		bench_cross_cpu();
	if (mt)
		bench_mt();
}

static int __init bench_init(void)
{
	static struct thr t;
	int err;

	if (!batches || batches > MAX_BATCHES || !scale)
		return -EINVAL;
	pr_notice("info bits %d cpus %u tsc_khz %u page_size %lu struct_page %zu hz %d\n",
		  BITS_PER_LONG, num_online_cpus(), tsc_khz, PAGE_SIZE, sizeof(struct page), HZ);
	err = thr_make(&t, bench_main, NULL, 0);
	if (err)
		return err;
	wake_up_process(t.t);
	thr_join(&t);
	pr_notice("bench_done\n");
	return 0;
}

static void __exit bench_exit(void)
{
}

module_init(bench_init);
module_exit(bench_exit);
MODULE_DESCRIPTION("Primitive memory-management operations, measured");
MODULE_LICENSE("Dual MIT/GPL");
