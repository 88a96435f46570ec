// SPDX-License-Identifier: MIT
/*
 * The idle thread of each CPU: halts until an interrupt brings work. Whether there is any is asked
 * with interrupts off, so that a wake-up cannot slip in between the question and the halt.
 *
 * It is never preempted: an interrupt that wakes a thread returns to it, and it starts the tick again
 * before it lets that thread run. Otherwise a thread could run on a CPU without a tick. After an
 * interrupt that wakes nobody it halts again at once.
 */
#include <asm/irqflags.h>
#include <quarry/sched.h>
#include <quarry/tick.h>

/**
 * cpu_idle() - what the idle thread does for ever
 */
void cpu_idle(void)
{
	preempt_disable();
	for (;;) {
		local_irq_disable();
		while (!need_resched())
			tick_idle_halt();
		tick_idle_exit();
		local_irq_enable();
		schedule_idle();
	}
}
