// SPDX-License-Identifier: MIT
/* The monitor's `cpus`: what each CPU is, and what it has done so far. */
#include <asm/topology.h>
#include <linux/kernel.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/topology.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/tick.h>
#include "runqueue.h"

/* The thread may change while it is looked at; its structure may not go, as the queue is locked. */
static void copy_current(unsigned int cpu, char *name)
{
	struct rq *rq = cpu_rq(cpu);
	unsigned long flags;

	local_irq_save(flags);
	rq_lock(rq);
	memcpy(name, rq->curr->comm, TASK_COMM_LEN);
	rq_unlock(rq);
	local_irq_restore(flags);
}

static void show_cpu(unsigned int cpu)
{
	const struct rq *rq = cpu_rq(cpu);
	char name[TASK_COMM_LEN];

	if (!cpu_online(cpu)) {
		console_printf("%3u %7u %4d %7s\n", cpu, arch_cpu_firmware_id(cpu), cpu_to_node(cpu), "offline");
		return;
	}
	copy_current(cpu, name);
	console_printf("%3u %7u %4d %7s %9lu %9lu %7lu %7u %s\n", cpu, arch_cpu_firmware_id(cpu), cpu_to_node(cpu),
		       per_cpu(tick_stopped, cpu) ? "stopped" : "ticks", per_cpu(tick_count, cpu), READ_ONCE(rq->nr_switches),
		       READ_ONCE(rq->nr_stolen), READ_ONCE(rq->nr_queued), name);
}

static int cpus_command(int argc, char **argv)
{
	unsigned int cpu;

	console_printf("%3s %7s %4s %7s %9s %9s %7s %7s %s\n", "CPU", "APIC ID", "NODE", "TICK", "TICKS", "SWITCHES", "STOLEN",
		       "WAITING", "RUNS");
	for_each_possible_cpu(cpu)
		show_cpu(cpu);
	return 0;
}
MONITOR_COMMAND(cpus, "", "each CPU: node, ticks, switches, what it runs", cpus_command);
