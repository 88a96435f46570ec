// SPDX-License-Identifier: MIT
/* The monitor's `percpu`: what a per-CPU variable, the kernel's or a module's, is on each CPU. */
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/module.h>
#include <quarry/monitor.h>
#include <quarry/percpu_watch.h>
#include <quarry/tick.h>

extern const struct percpu_watch __percpu_watches_start[], __percpu_watches_end[];

#define for_each_watch(w) for (const struct percpu_watch *w = __percpu_watches_start; w < __percpu_watches_end; w++)

PERCPU_WATCH(cpu_number);
PERCPU_WATCH(__preempt_count);
PERCPU_WATCH(softirq_pending_mask);
PERCPU_WATCH(tick_count);
PERCPU_WATCH(tick_stopped);

static bool is_number(const struct percpu_watch *watch)
{
	return watch->size == 1 || watch->size == 2 || watch->size == 4 || watch->size == 8;
}

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

static void show_places(const struct percpu_watch *watch)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		console_printf("%s[%u]: %zu bytes at %px\n", watch->name, cpu, watch->size, per_cpu_ptr(watch->address, cpu));
}

static void show_numbers(const struct percpu_watch *watch)
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

static bool show_if_called(const struct percpu_watch *watch, const char *name)
{
	if (strcmp(watch->name, name))
		return false;
	if (is_number(watch))
		show_numbers(watch);
	else
		show_places(watch);
	return true;
}

static int show_in_module(struct module *module, void *name)
{
	bool found = false;

	for (unsigned int i = 0; i < module->num_percpu_watches && !found; i++)
		found = show_if_called(&module->percpu_watches[i], name);
	return found;
}

static int show_variable(char *name)
{
	for_each_watch(watch)
		if (show_if_called(watch, name))
			return 0;
	if (for_each_module(show_in_module, name))
		return 0;
	console_printf("There is no per-CPU variable \"%s\"; percpu alone lists them\n", name);
	return MONITOR_FAILED;
}

static int list_module(struct module *module, void *unused)
{
	const struct percpu_watch *watch = module->percpu_watches;

	for (unsigned int i = 0; i < module->num_percpu_watches; i++, watch++)
		console_printf("  %s (%zu bytes) [%s]\n", watch->name, watch->size, module->name);
	return 0;
}

static int percpu_command(int argc, char **argv)
{
	if (argc >= 2)
		return show_variable(argv[1]);
	for_each_watch(watch)
		console_printf("  %s (%zu bytes)\n", watch->name, watch->size);
	return for_each_module(list_module, NULL);
}
MONITOR_COMMAND(percpu, "[NAME]", "a per-CPU variable; alone: which there are", percpu_command);
