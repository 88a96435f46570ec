/* SPDX-License-Identifier: MIT */
/*
 * Work from a context that can do little, a moment later on the same CPU: here as a tasklet of high
 * priority, when interrupts are on again. Not from an NMI.
 */
#ifndef _LINUX_IRQ_WORK_H
#define _LINUX_IRQ_WORK_H

#include <linux/atomic.h>
#include <linux/interrupt.h>

/**
 * struct irq_work - work
 * @func: what to do
 * @tasklet: how it gets there
 * @pending: queued, and not yet begun
 */
struct irq_work {
	void (*func)(struct irq_work *work);
	struct tasklet_struct tasklet;
	atomic_t pending;
};

void irq_work_run_tasklet(struct tasklet_struct *tasklet);

static inline void init_irq_work(struct irq_work *work, void (*func)(struct irq_work *work))
{
	work->func = func;
	atomic_set(&work->pending, 0);
	tasklet_setup(&work->tasklet, irq_work_run_tasklet);
}

/* False if it waits already. */
bool irq_work_queue(struct irq_work *work);
/* Until it neither waits nor runs. */
void irq_work_sync(struct irq_work *work);

static inline bool irq_work_is_pending(struct irq_work *work)
{
	return atomic_read(&work->pending);
}

#endif
