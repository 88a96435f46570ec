// SPDX-License-Identifier: MIT
/* /proc/spinlocks: how often each CPU has had to wait for a spin lock. */
#include <linux/cpumask.h>
#include <linux/percpu.h>
#include <linux/seq_file.h>
#include <linux/smp.h>
#include <quarry/proc.h>

DECLARE_PER_CPU(unsigned long, spin_waits);

static int spinlocks_show(struct seq_file *m, void *v)
{
	unsigned long sum = 0;
	unsigned int cpu;

	(void)v;
	for_each_online_cpu(cpu) {
		seq_printf(m, "cpu%u waits %lu\n", cpu, per_cpu(spin_waits, cpu));
		sum += per_cpu(spin_waits, cpu);
	}
	seq_printf(m, "waits %lu\n", sum);
	return 0;
}
PROC_FILE(spinlocks, spinlocks_show);
