// SPDX-License-Identifier: MIT
/* The monitor's `percpu`: what a per-CPU variable is on each CPU. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/percpu_watch.h>

extern const struct percpu_watch __percpu_watches_start[], __percpu_watches_end[];

#define for_each_watch(w) for (const struct percpu_watch *w = __percpu_watches_start; w < __percpu_watches_end; w++)

PERCPU_WATCH(cpu_number);
PERCPU_WATCH(__preempt_count);

static u64 read_copy(const struct percpu_watch *watch, unsigned int cpu)
{
	const void *copy = per_cpu_ptr(watch->address, cpu);

	switch (watch->size) {
	case 1:
		return READ_ONCE(*(const u8 *)copy);
	case 2:
		return READ_ONCE(*(const u16 *)copy);
	case 4:
		return READ_ONCE(*(const u32 *)copy);
	default:
		return READ_ONCE(*(const u64 *)copy);
	}
}

static void show_watch(const struct percpu_watch *watch)
{
	u64 sum = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		u64 value = read_copy(watch, cpu);

		sum += value;
		console_printf("%s[%u] = %llu (0x%llx) at %px%s\n", watch->name, cpu, value, value,
			       per_cpu_ptr(watch->address, cpu), cpu_online(cpu) ? "" : ", offline");
	}
	console_printf("sum = %llu\n", sum);
}

static int percpu_command(int argc, char **argv)
{
	if (argc < 2) {
		for_each_watch(watch)
			console_printf("  %s (%zu bytes)\n", watch->name, watch->size);
		return 0;
	}
	for_each_watch(watch) {
		if (!strcmp(watch->name, argv[1])) {
			show_watch(watch);
			return 0;
		}
	}
	return -ENOENT;
}
MONITOR_COMMAND(percpu, "[NAME]", "a per-CPU variable; alone: which there are", percpu_command);
