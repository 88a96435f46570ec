// SPDX-License-Identifier: MIT
/* Lab: threads that share no data, but a cache line. See false_sharing.md. */
#include <linux/cache.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/timex.h>

#define THREADS 2
#define ROUNDS 1000000

static unsigned long together[THREADS] ____cacheline_aligned; /* one line */
static struct {
	unsigned long count;
} ____cacheline_aligned apart[THREADS]; /* a line each */

struct job {
	unsigned long *counter;
	cycles_t cycles;
	struct completion done;
};

static int count(void *arg)
{
	struct job *job = arg;
	cycles_t start = get_cycles();

	for (int i = 0; i < ROUNDS; i++)
		WRITE_ONCE(*job->counter, READ_ONCE(*job->counter) + 1);
	job->cycles = get_cycles() - start;
	complete(&job->done);
	return 0;
}

static void start(struct job *job, unsigned long *counter, unsigned int cpu)
{
	struct task_struct *thread = kthread_create(count, job, "count/%u", cpu);

	job->counter = counter;
	init_completion(&job->done);
	if (IS_ERR(thread)) {
		complete(&job->done);
		return;
	}
	kthread_bind(thread, cpu);
	wake_up_process(thread);
}

static void measure(const char *name, unsigned long *first, unsigned long *second)
{
	unsigned int cpu = cpumask_first(cpu_online_mask), other = cpumask_next(cpu, cpu_online_mask);
	struct job jobs[THREADS] = {};

	start(&jobs[0], first, cpu);
	start(&jobs[1], second, other < nr_cpu_ids ? other : cpu);
	for (int i = 0; i < THREADS; i++)
		wait_for_completion(&jobs[i].done);
	pr_info("%s: %td bytes apart, counted %lu and %lu, %llu hundredths of a cycle each time\n", name,
		(char *)second - (char *)first, *first, *second, div_u64((jobs[0].cycles + jobs[1].cycles) * 50, ROUNDS));
}

static int __init false_sharing_init(void)
{
	if (num_online_cpus() < THREADS)
		pr_info("one CPU only: the threads take turns, and share its cache\n");
	measure("together", &together[0], &together[1]);
	measure("apart", &apart[0].count, &apart[1].count);
	return 0;
}

static void __exit false_sharing_exit(void)
{
}

module_init(false_sharing_init);
module_exit(false_sharing_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("What it costs when two CPUs write to the same cache line");
