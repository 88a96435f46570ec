// SPDX-License-Identifier: MIT
/* Work from contexts that can do little (linux/irq_work.h). */
#include <asm/processor.h>
#include <linux/container_of.h>
#include <linux/export.h>
#include <linux/irq_work.h>

void irq_work_run_tasklet(struct tasklet_struct *tasklet)
{
	struct irq_work *work = container_of(tasklet, struct irq_work, tasklet);

	atomic_set(&work->pending, 0);
	work->func(work);
}
EXPORT_SYMBOL(irq_work_run_tasklet);

bool irq_work_queue(struct irq_work *work)
{
	if (atomic_xchg(&work->pending, 1))
		return false;
	tasklet_hi_schedule(&work->tasklet);
	return true;
}
EXPORT_SYMBOL(irq_work_queue);

void irq_work_sync(struct irq_work *work)
{
	while (irq_work_is_pending(work))
		cpu_relax();
	tasklet_unlock_wait(&work->tasklet);
}
EXPORT_SYMBOL(irq_work_sync);
