// SPDX-License-Identifier: MIT
/*
 * Tasklets: functions that run once in softirq context, on the CPU that scheduled them, and never on
 * two CPUs at once. Each CPU has a queue a priority; only that CPU touches it, with interrupts off.
 */
#include <asm/processor.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include "internal.h"

struct tasklet_queue {
	struct tasklet_struct *first, *last;
};

static DEFINE_PER_CPU(struct tasklet_queue, normal_queue);
static DEFINE_PER_CPU(struct tasklet_queue, hi_queue);

static void enqueue(struct tasklet_queue *queue, struct tasklet_struct *t)
{
	t->next = NULL;
	if (queue->first)
		queue->last->next = t;
	else
		queue->first = t;
	queue->last = t;
}

static void schedule_on(struct tasklet_queue *queue, struct tasklet_struct *t, unsigned int nr)
{
	unsigned long flags;

	local_irq_save(flags);
	enqueue(raw_cpu_ptr(queue), t);
	raise_softirq_irqoff(nr);
	local_irq_restore(flags);
}

void __tasklet_schedule(struct tasklet_struct *t)
{
	schedule_on(&normal_queue, t, TASKLET_SOFTIRQ);
}
EXPORT_SYMBOL(__tasklet_schedule);

void __tasklet_hi_schedule(struct tasklet_struct *t)
{
	schedule_on(&hi_queue, t, HI_SOFTIRQ);
}
EXPORT_SYMBOL(__tasklet_hi_schedule);

static void call(struct tasklet_struct *t)
{
	/* Cleared first: the function may schedule its own tasklet again. */
	clear_bit(TASKLET_STATE_SCHED, &t->state);
	if (t->use_callback)
		t->callback(t);
	else
		t->func(t->data);
}

/* False if another CPU runs it, or it is disabled: it has to wait. */
static bool try_to_run(struct tasklet_struct *t)
{
	bool run;

	if (test_and_set_bit(TASKLET_STATE_RUN, &t->state))
		return false;
	run = !__atomic_load_n(&t->count, __ATOMIC_ACQUIRE);
	if (run)
		call(t);
	__atomic_fetch_and(&t->state, ~BIT(TASKLET_STATE_RUN), __ATOMIC_RELEASE);
	return run;
}

static void run_queue(struct tasklet_queue *queue, unsigned int nr)
{
	struct tasklet_struct *t, *next;

	local_irq_disable();
	t = raw_cpu_ptr(queue)->first;
	raw_cpu_ptr(queue)->first = NULL;
	local_irq_enable();
	for (; t; t = next) {
		next = t->next;
		if (!try_to_run(t))
			schedule_on(queue, t, nr);
	}
}

static void run_normal(void)
{
	run_queue(&normal_queue, TASKLET_SOFTIRQ);
}

static void run_hi(void)
{
	run_queue(&hi_queue, HI_SOFTIRQ);
}

/**
 * tasklets_init() - open the two softirqs of tasklets
 */
void tasklets_init(void)
{
	open_softirq(TASKLET_SOFTIRQ, run_normal);
	open_softirq(HI_SOFTIRQ, run_hi);
}

/**
 * tasklet_setup() - prepare a tasklet
 * @t: the tasklet, in no use
 * @callback: its function; from_tasklet() finds what @t is embedded in
 */
void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *t))
{
	*t = (struct tasklet_struct)__TASKLET_NEW(0, callback);
}
EXPORT_SYMBOL(tasklet_setup);

/**
 * tasklet_init() - prepare a tasklet whose function takes a number
 * @t: the tasklet, in no use
 * @func: its function
 * @data: handed to it
 */
void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long data), unsigned long data)
{
	*t = (struct tasklet_struct)__TASKLET_OLD(0, func, data);
}
EXPORT_SYMBOL(tasklet_init);

void tasklet_unlock_wait(struct tasklet_struct *t)
{
	while (test_bit(TASKLET_STATE_RUN, &t->state))
		cpu_relax();
}
EXPORT_SYMBOL(tasklet_unlock_wait);

void tasklet_disable_nosync(struct tasklet_struct *t)
{
	__atomic_fetch_add(&t->count, 1, __ATOMIC_SEQ_CST);
}
EXPORT_SYMBOL(tasklet_disable_nosync);

void tasklet_disable(struct tasklet_struct *t)
{
	tasklet_disable_nosync(t);
	tasklet_unlock_wait(t);
}
EXPORT_SYMBOL(tasklet_disable);

void tasklet_enable(struct tasklet_struct *t)
{
	__atomic_fetch_sub(&t->count, 1, __ATOMIC_SEQ_CST);
}
EXPORT_SYMBOL(tasklet_enable);

void tasklet_kill(struct tasklet_struct *t)
{
	while (test_bit(TASKLET_STATE_SCHED, &t->state)) {
		/* It may wait on this very CPU: give its softirq the occasion. */
		local_bh_disable();
		local_bh_enable();
		cpu_relax();
	}
	tasklet_unlock_wait(t);
}
EXPORT_SYMBOL(tasklet_kill);
