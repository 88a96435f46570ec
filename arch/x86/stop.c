// SPDX-License-Identifier: MIT
/*
 * Stopping the other CPUs for good, when this one panics. They are sent an NMI, as they may have
 * interrupts off, and each leaves a note of where it was.
 */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/processor.h>
#include <asm/ptrace.h>
#include <asm/smp.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <quarry/symbols.h>
#include <quarry/time.h>

#define STOP_LIMIT_US 2000000 /* a virtual CPU may be stopped itself for many milliseconds */

static int stopping;
static struct cpumask stopped;
static DEFINE_PER_CPU(unsigned long, stopped_ip);
static DEFINE_PER_CPU(unsigned long, stopped_bp);

/**
 * stop_if_asked() - an NMI has come: is it the one that stops this CPU?
 * @regs: where this CPU was
 *
 * Does not return if so.
 */
void stop_if_asked(const struct pt_regs *regs)
{
	if (!smp_load_acquire(&stopping))
		return;
	this_cpu_write(stopped_ip, regs->ip);
	this_cpu_write(stopped_bp, regs->bp);
	cpumask_set_cpu(smp_processor_id(), &stopped);
	for (;;)
		halt();
}

static bool all_others_stopped(void)
{
	return cpumask_weight(&stopped) + 1 >= num_online_cpus();
}

/**
 * smp_send_stop() - stop all other CPUs, and print where each was
 *
 * Context: any, of the CPU that panics.
 */
void smp_send_stop(void)
{
	unsigned int cpu, this_cpu = raw_smp_processor_id();
	u64 end = sched_clock() + STOP_LIMIT_US * 1000ULL;

	if (num_online_cpus() == 1)
		return;
	smp_store_release(&stopping, 1);
	for_each_online_cpu(cpu)
		if (cpu != this_cpu)
			apic_send_nmi(cpu_apic_id[cpu]);
	while (!all_others_stopped() && sched_clock() < end)
		cpu_relax();
	for_each_online_cpu(cpu) {
		if (cpu == this_cpu)
			continue;
		/* From now on nobody waits for it to answer a call. */
		cpumask_clear_cpu(cpu, &__cpu_online_mask);
		if (!cpumask_test_cpu(cpu, &stopped)) {
			pr_emerg("CPU %u does not answer\n", cpu);
			continue;
		}
		pr_emerg("CPU %u was at %pS\n", cpu, (void *)per_cpu(stopped_ip, cpu));
		print_backtrace(per_cpu(stopped_bp, cpu));
	}
}
