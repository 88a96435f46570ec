// SPDX-License-Identifier: MIT
/* What the CPU does when there is nothing to do. */
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <quarry/console.h>
#include <quarry/idle.h>
#include <quarry/tick.h>

int wait_for_input(void)
{
	for (;;) {
		int c;

		/* Looked at with interrupts off: one that came between look and halt would be slept through. */
		local_irq_disable();
		c = console_getc();
		if (c < 0) {
			tick_idle_halt();
			continue;
		}
		local_irq_enable();
		return c;
	}
}
