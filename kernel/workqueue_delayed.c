// SPDX-License-Identifier: MIT
/*
 * Work that is queued by a timer: theory of the queues in workqueue.c.
 *
 * WORK_STRUCT_PENDING is set from the start of the timer on. Who takes the timer away while it is
 * pending has become the work's owner; between the timer's expiry and the queueing, with interrupts
 * off, nobody else can be.
 */
#include <linux/export.h>
#include <linux/sched.h>
#include "workqueue_internal.h"

/* The timer's function; runs with interrupts off. */
void delayed_work_timer_fn(struct timer_list *timer)
{
	struct delayed_work *dwork = from_timer(dwork, timer, timer);

	queue_pending_work(dwork->cpu, dwork->wq, &dwork->work);
}
EXPORT_SYMBOL(delayed_work_timer_fn);

/* The caller owns the work; interrupts are off. */
static void start_delay(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	if (!delay) {
		queue_pending_work(cpu, wq, &dwork->work);
		return;
	}
	dwork->wq = wq;
	dwork->cpu = cpu;
	dwork->timer.expires = jiffies + delay;
	if ((unsigned int)cpu < nr_cpu_ids && cpu_online(cpu))
		add_timer_on(&dwork->timer, cpu);
	else
		add_timer(&dwork->timer);
}

/* As grab_pending(), where it may also wait for its timer. */
static int grab_delayed(struct delayed_work *dwork)
{
	if (timer_delete(&dwork->timer))
		return 1;
	return grab_pending(&dwork->work);
}

/**
 * queue_delayed_work_on() - queue a work when some time has passed
 * @cpu: by the timer of this CPU and for its worker; WORK_CPU_UNBOUND: this one, and where it expires
 * @wq: the queue
 * @dwork: the work
 * @delay: jiffies; 0: now
 *
 * Context: any but NMI. Return: false if it waits or is queued already: nothing changes then.
 */
bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	unsigned long flags;
	bool queued;

	local_irq_save(flags);
	queued = !test_and_set_bit(WORK_STRUCT_PENDING_BIT, &dwork->work.data);
	if (queued)
		start_delay(cpu, wq, dwork, delay);
	local_irq_restore(flags);
	return queued;
}
EXPORT_SYMBOL(queue_delayed_work_on);

/**
 * mod_delayed_work_on() - queue a work when some time has passed, and forget what was asked before
 * @cpu: as for queue_delayed_work_on()
 * @wq: the queue
 * @dwork: the work, waiting or queued or not
 * @delay: jiffies; 0: now
 *
 * Context: any but NMI. Return: did it wait, or was it queued?
 */
bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	unsigned long flags;
	int taken;

	local_irq_save(flags);
	while ((taken = grab_delayed(dwork)) == -EAGAIN)
		cpu_relax();
	if (taken >= 0)
		start_delay(cpu, wq, dwork, delay);
	local_irq_restore(flags);
	return taken > 0;
}
EXPORT_SYMBOL(mod_delayed_work_on);

/**
 * flush_delayed_work() - do a work now that waits, and wait until it has ended
 * @dwork: the work
 *
 * Context: process; may sleep. Return: was there something to wait for?
 */
bool flush_delayed_work(struct delayed_work *dwork)
{
	local_irq_disable();
	if (timer_delete(&dwork->timer))
		queue_pending_work(dwork->cpu, dwork->wq, &dwork->work);
	local_irq_enable();
	return flush_work(&dwork->work);
}
EXPORT_SYMBOL(flush_delayed_work);

/**
 * cancel_delayed_work() - take a work back that has not begun
 * @dwork: the work
 *
 * Context: any but NMI. Return: did it wait, or was it queued?
 */
bool cancel_delayed_work(struct delayed_work *dwork)
{
	unsigned long flags;
	int taken;

	local_irq_save(flags);
	while ((taken = grab_delayed(dwork)) == -EAGAIN)
		cpu_relax();
	if (taken >= 0)
		clear_bit(WORK_STRUCT_PENDING_BIT, &dwork->work.data);
	local_irq_restore(flags);
	return taken > 0;
}
EXPORT_SYMBOL(cancel_delayed_work);

/**
 * cancel_delayed_work_sync() - take a work back, and wait for its end if it has begun
 * @dwork: the work; cannot be queued meanwhile, not by itself either
 *
 * Context: process; may sleep. Return: did it wait, or was it queued?
 */
bool cancel_delayed_work_sync(struct delayed_work *dwork)
{
	int taken;

	might_sleep();
	for (;;) {
		local_irq_disable();
		taken = grab_delayed(dwork);
		if (taken >= 0)
			set_bit(WORK_STRUCT_CANCELING_BIT, &dwork->work.data);
		local_irq_enable();
		if (taken >= 0)
			break;
		if (taken == -ENOENT)
			schedule_timeout_uninterruptible(1);
		else
			cpu_relax();
	}
	finish_cancel(&dwork->work);
	return taken;
}
EXPORT_SYMBOL(cancel_delayed_work_sync);
