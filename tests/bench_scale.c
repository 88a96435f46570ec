// SPDX-License-Identifier: MIT
/*
 * Do CPUs disturb each other, when each allocates and frees pages of its own? Many short rounds on 1, 2 and 4
 * CPUs at once, and the best round of each. A busy host spoils most rounds; what CPUs do to each other, by a
 * lock or a cache line that they share, is in all of them. The figure is ticks an operation on each CPU:
 * two CPUs with the figure of one have twice its rate.
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
#include <quarry/bench.h>

#define MAX_THREADS 4
#define OPERATIONS 4000
#define ROUNDS 500

static struct {
	unsigned int threads;
	atomic_t begun, ended;
	bool failed;
	struct completion done;
	u64 begin[MAX_THREADS], end[MAX_THREADS], best;
} scale;

static void operate(void)
{
	for (int i = 0; i < OPERATIONS; i++) {
		struct page *page = alloc_pages(GFP_KERNEL, 0);

		if (!page)
			WRITE_ONCE(scale.failed, true);
		else
			__free_pages(page, 0);
	}
}

/* Nobody goes on before all have come as often. */
static void meet(atomic_t *count, unsigned int round)
{
	atomic_inc(count);
	while (atomic_read(count) < (int)(scale.threads * round))
		cpu_relax();
}

static void note_round(void)
{
	u64 begin = scale.begin[0], end = scale.end[0];

	for (unsigned int i = 1; i < scale.threads; i++) {
		begin = min(begin, scale.begin[i]);
		end = max(end, scale.end[i]);
	}
	scale.best = min(scale.best, end - begin);
}

static int worker(void *data)
{
	unsigned int me = (unsigned long)data;

	for (unsigned int round = 1; round <= ROUNDS; round++) {
		meet(&scale.begun, round);
		scale.begin[me] = rdtsc();
		operate();
		scale.end[me] = rdtsc();
		meet(&scale.ended, round);
		if (me == 0)
			note_round(); /* the others wait for the next round */
	}
	complete(&scale.done);
	return 0;
}

static bool run_threads(void)
{
	struct task_struct *threads[MAX_THREADS];
	unsigned int made;

	for (made = 0; made < scale.threads; made++) {
		threads[made] = kthread_create_on_cpu(worker, (void *)(unsigned long)made, made, "scale/%u");
		if (IS_ERR(threads[made]))
			break;
	}
	for (unsigned int i = 0; i < made && made == scale.threads; i++)
		wake_up_process(threads[i]);
	for (unsigned int i = 0; i < made && made == scale.threads; i++)
		wait_for_completion(&scale.done);
	for (unsigned int i = 0; i < made; i++)
		kthread_stop(threads[i]);
	return made == scale.threads;
}

static bool measure_scale(unsigned long threads, u64 *hundredths)
{
	if (threads > num_online_cpus())
		return false;
	scale.threads = threads;
	atomic_set(&scale.begun, 0);
	atomic_set(&scale.ended, 0);
	scale.failed = false;
	scale.best = U64_MAX;
	init_completion(&scale.done);
	if (!run_threads() || scale.failed)
		return false;
	*hundredths = div_u64(scale.best * 100, OPERATIONS);
	return true;
}

BENCH_MEASURED(scale_page_o0_n1, "scale_page_o0_n1", measure_scale, 1);
BENCH_MEASURED(scale_page_o0_n2, "scale_page_o0_n2", measure_scale, 2);
BENCH_MEASURED(scale_page_o0_n4, "scale_page_o0_n4", measure_scale, 4);
