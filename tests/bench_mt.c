// SPDX-License-Identifier: MIT
/*
 * Do the CPUs help or hinder each other? The same operation on 1, 2 and 4 CPUs at once, each with a
 * thread of its own: elapsed ticks by all operations together, so that twice the CPUs should halve it.
 * nop100 shows what the host gives: no more than that can be had. Names and operations as in the
 * measurements of Linux.
 */
#include <asm/processor.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/smp.h>
#include <linux/sort.h>
#include <quarry/bench.h>

#define MAX_THREADS 4
#define OPERATIONS 400000
#define ROUNDS 9

enum operation { NOP100, PAGE };
#define CASE_OF(operation, threads) ((operation) << 8 | (threads))

static struct {
	enum operation operation;
	unsigned int threads;
	atomic_t ready;
	bool failed;
	struct completion done;
	u64 begin[MAX_THREADS], end[MAX_THREADS];
} mt;

static void operate(unsigned int n)
{
	while (n--) {
		if (mt.operation == NOP100) {
			asm volatile(".rept 100\n\tnop\n\t.endr");
		} else {
			struct page *page = alloc_pages(GFP_KERNEL, 0);

			if (!page)
				WRITE_ONCE(mt.failed, true);
			else
				__free_pages(page, 0);
		}
	}
}

/* All begin when the last has come. */
static int worker(void *data)
{
	unsigned int me = (unsigned long)data;

	atomic_inc(&mt.ready);
	while (atomic_read(&mt.ready) < (int)mt.threads)
		cpu_relax();
	mt.begin[me] = rdtsc();
	operate(OPERATIONS);
	mt.end[me] = rdtsc();
	complete(&mt.done);
	return 0;
}

static u64 elapsed(void)
{
	u64 begin = mt.begin[0], end = mt.end[0];

	for (unsigned int i = 1; i < mt.threads; i++) {
		begin = min(begin, mt.begin[i]);
		end = max(end, mt.end[i]);
	}
	return end - begin;
}

/* Ticks of one round; 0 without memory for the threads. */
static u64 one_round(void)
{
	struct task_struct *threads[MAX_THREADS];
	unsigned int made;

	atomic_set(&mt.ready, 0);
	init_completion(&mt.done);
	for (made = 0; made < mt.threads; made++) {
		threads[made] = kthread_create_on_cpu(worker, (void *)(unsigned long)made, made, "mt/%u");
		if (IS_ERR(threads[made]))
			break;
	}
	for (unsigned int i = 0; i < made && made == mt.threads; i++)
		wake_up_process(threads[i]);
	for (unsigned int i = 0; i < made && made == mt.threads; i++)
		wait_for_completion(&mt.done);
	for (unsigned int i = 0; i < made; i++)
		kthread_stop(threads[i]);
	return made == mt.threads && !mt.failed ? elapsed() : 0;
}

static int compare_u64(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

static bool measure_mt(unsigned long what, u64 *hundredths)
{
	u64 rounds[ROUNDS];

	mt.operation = what >> 8;
	mt.threads = what & 0xff;
	mt.failed = false;
	if (mt.threads > num_online_cpus())
		return false;
	for (int i = 0; i < ROUNDS; i++) {
		rounds[i] = one_round();
		if (!rounds[i])
			return false;
	}
	sort(rounds, ROUNDS, sizeof(rounds[0]), compare_u64, NULL);
	*hundredths = div_u64(rounds[ROUNDS / 2] * 100, mt.threads * OPERATIONS);
	return true;
}

BENCH_MEASURED(mt_nop100_n1, "mt_nop100_n1", measure_mt, CASE_OF(NOP100, 1));
BENCH_MEASURED(mt_nop100_n2, "mt_nop100_n2", measure_mt, CASE_OF(NOP100, 2));
BENCH_MEASURED(mt_nop100_n4, "mt_nop100_n4", measure_mt, CASE_OF(NOP100, 4));
BENCH_MEASURED(mt_page_o0_n1, "mt_page_o0_n1", measure_mt, CASE_OF(PAGE, 1));
BENCH_MEASURED(mt_page_o0_n2, "mt_page_o0_n2", measure_mt, CASE_OF(PAGE, 2));
BENCH_MEASURED(mt_page_o0_n4, "mt_page_o0_n4", measure_mt, CASE_OF(PAGE, 4));
