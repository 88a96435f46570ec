// SPDX-License-Identifier: MIT
/* What whoever reads typed bytes does when there are none. */
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <linux/compiler.h>
#include <linux/interrupt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <quarry/console.h>
#include <quarry/idle.h>
#include <quarry/tick.h>

static struct task_struct *reader;

/* Called by console_input(), in any context but NMI. */
static void wake_reader(void)
{
	struct task_struct *task = READ_ONCE(reader);

	if (task)
		wake_up_process(task);
}

/* After a panic nothing is scheduled any more: the CPU itself waits. */
static int halt_until_input(void)
{
	int c;

	/* Looked at with interrupts off: one that came between look and halt would be slept through. */
	local_irq_disable();
	while ((c = console_getc()) < 0)
		tick_idle_halt();
	tick_idle_exit();
	local_irq_enable();
	return c;
}

/* Sleeps, so that other threads have the CPU. Where no device interrupts, it looks once a tick. */
static int sleep_until_input(void)
{
	int c;

	WRITE_ONCE(reader, current);
	console_input_hook = wake_reader;
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		c = console_getc();
		if (c >= 0)
			break;
		if (irqs_delivered())
			schedule();
		else
			schedule_timeout(1);
	}
	__set_current_state(TASK_RUNNING);
	WRITE_ONCE(reader, NULL);
	return c;
}

int wait_for_input(void)
{
	local_irq_enable();
	return oops_in_progress || !tick_running() ? halt_until_input() : sleep_until_input();
}
