// SPDX-License-Identifier: MIT
/* The interrupts that CPUs send each other, and what the receiver does. */
#include <asm/apic.h>
#include <asm/irq.h>
#include <asm/smp.h>
#include <linux/init.h>
#include <linux/preempt.h>

/* Another CPU has queued work here; the way out of the interrupt, or of idling, looks for it. */
static void rescheduled(void)
{
	set_preempt_need_resched();
}

/**
 * ipi_init() - say who handles them
 */
void __init ipi_init(void)
{
	set_system_vector(RESCHEDULE_VECTOR, "RES", "Rescheduling interrupts", rescheduled);
	set_system_vector(CALL_FUNCTION_VECTOR, "CAL", "Function call interrupts",
			  generic_smp_call_function_interrupt);
}
