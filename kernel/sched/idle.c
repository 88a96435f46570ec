// SPDX-License-Identifier: MIT
/*
 * The idle thread of each CPU: halts until an interrupt brings work. Whether there is any is asked
 * with interrupts off, so that a wake-up cannot slip in between the question and the halt.
 */
#include <asm/irqflags.h>
#include <quarry/sched.h>
#include <quarry/tick.h>

/**
 * cpu_idle() - what the idle thread does for ever
 */
void cpu_idle(void)
{
	for (;;) {
		local_irq_disable();
		if (need_resched())
			local_irq_enable();
		else
			tick_idle_halt();
		if (need_resched())
			schedule();
	}
}
