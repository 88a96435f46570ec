// SPDX-License-Identifier: MIT
/* Lab: a counter for each CPU, static and dynamic, counted up by several threads. See percpu.md. */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sched.h>

#define THREADS 3
#define ROUNDS 100000

static DEFINE_PER_CPU(unsigned long, static_count);
static unsigned long __percpu *dynamic_count;
static unsigned long shared_count; /* without a lock: a mistake */
static DECLARE_COMPLETION(go);
static struct completion finished[THREADS];

static int count(void *done)
{
	wait_for_completion(&go);
	for (int i = 0; i < ROUNDS; i++) {
		unsigned long seen = READ_ONCE(shared_count);

		get_cpu_var(static_count)++; /* no preemption from here ... */
		put_cpu_var(static_count);   /* ... to here */
		(*get_cpu_ptr(dynamic_count))++;
		put_cpu_ptr(dynamic_count);
		if (i % 64 == 0)
			yield(); /* another thread's turn */
		WRITE_ONCE(shared_count, seen + 1);
	}
	complete(done);
	return 0;
}

static void show(void)
{
	unsigned long sum_static = 0, sum_dynamic = 0;
	int cpu;

	for_each_online_cpu(cpu) {
		pr_info("cpu %d: static %lu, dynamic %lu\n", cpu, per_cpu(static_count, cpu), *per_cpu_ptr(dynamic_count, cpu));
		sum_static += per_cpu(static_count, cpu);
		sum_dynamic += *per_cpu_ptr(dynamic_count, cpu);
	}
	pr_info("sum: static %lu, dynamic %lu, shared without lock %lu, counted %d\n", sum_static, sum_dynamic, shared_count,
		THREADS * ROUNDS);
}

static int __init percpu_init(void)
{
	dynamic_count = alloc_percpu(unsigned long);
	if (!dynamic_count)
		return -ENOMEM;
	for (int i = 0; i < THREADS; i++) {
		init_completion(&finished[i]);
		if (IS_ERR(kthread_run(count, &finished[i], "count/%d", i)))
			complete(&finished[i]);
	}
	complete_all(&go);
	for (int i = 0; i < THREADS; i++)
		wait_for_completion(&finished[i]);
	show();
	free_percpu(dynamic_count);
	return 0;
}

static void __exit percpu_exit(void)
{
}

module_init(percpu_init);
module_exit(percpu_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Counters without locks: static and dynamic per-CPU variables");
