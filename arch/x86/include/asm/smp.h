/* SPDX-License-Identifier: MIT */
/* The CPUs of this machine and the interrupts that they send each other. */
#ifndef _ASM_SMP_H
#define _ASM_SMP_H

#include <asm/apic.h>
#include <asm/irq_vectors.h>
#include <linux/threads.h>
#include <linux/types.h>

#define APIC_ID_NONE 0xffffffffU

extern u32 cpu_apic_id[NR_CPUS]; /* APIC_ID_NONE for numbers that name no CPU */

/* topology.c: count the CPUs that ACPI names; smpboot.c: start them. */
void topology_init(void);
void smp_prepare_memory(void);
void smp_boot_cpus(void);

/* ipi.c */
void ipi_init(void);

static inline void arch_send_call_function_ipi(unsigned int cpu)
{
	apic_send_ipi(cpu_apic_id[cpu], CALL_FUNCTION_VECTOR);
}

static inline void arch_send_reschedule_ipi(unsigned int cpu)
{
	apic_send_ipi(cpu_apic_id[cpu], RESCHEDULE_VECTOR);
}

/* stop.c */
struct pt_regs;
void stop_if_asked(const struct pt_regs *regs);

/* kernel/smp.c */
void generic_smp_call_function_interrupt(void);

#endif
