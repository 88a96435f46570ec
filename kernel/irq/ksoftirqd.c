// SPDX-License-Identifier: MIT
/*
 * ksoftirqd: a thread on each CPU for the softirqs that interrupts have left over (softirq.c says
 * when). It has the priority of an ordinary thread, so however many softirqs are raised, the other
 * threads get their turns.
 *
 * A wake-up cannot get lost: the thread sets its state, then looks at the mask; who raises a softirq
 * changes the mask, then looks at the state; both on the same CPU.
 */
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/percpu-defs.h>
#include <linux/printk.h>
#include <linux/smp.h>

static DEFINE_PER_CPU(struct task_struct *, ksoftirqd);

static int ksoftirqd_main(void *unused)
{
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!local_softirq_pending())
			schedule();
		__set_current_state(TASK_RUNNING);
		while (local_softirq_pending()) {
			run_ksoftirqd();
			cond_resched();
		}
	}
	return 0;
}

/* Context: any; interrupts off. */
static void wake_this_cpus(void)
{
	struct task_struct *thread = this_cpu_read(ksoftirqd);

	if (thread && !task_is_running(thread))
		wake_up_process(thread);
}

/**
 * ksoftirqd_init() - start the threads
 *
 * Once all CPUs are online. A CPU without one, for lack of memory, serves what is left over at its
 * next interrupt.
 */
void __init ksoftirqd_init(void)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		struct task_struct *thread = kthread_run_on_cpu(ksoftirqd_main, NULL, cpu, "ksoftirqd/%u");

		if (IS_ERR(thread))
			pr_warn("softirq: no memory for the thread of CPU %u\n", cpu);
		else
			per_cpu(ksoftirqd, cpu) = thread;
	}
	ksoftirqd_wake = wake_this_cpus;
}
