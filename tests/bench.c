// SPDX-License-Identifier: MIT
/* The monitor's `bench`: runs the cases that the kernel's parts declare. */
#include <asm/barrier.h>
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <quarry/bench.h>
#include <quarry/console.h>
#include <quarry/monitor.h>

#define BATCHES 9
#define ROUNDS 1000

extern const struct bench_case __bench_cases_start[], __bench_cases_end[];

static int compare_u64(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

/* Ticks of @n rounds; the counter is read behind all that went before (Intel SDM vol. 2B, RDTSC). */
static bool measure(const struct bench_case *c, unsigned int n, u64 *ticks)
{
	u64 start;
	bool done;

	smp_mb();
	start = rdtsc();
	done = c->run(n, c->arg);
	smp_mb();
	*ticks = rdtsc() - start;
	return done;
}

/* The cost of a round: two runs of different length, so that what surrounds the loop drops out. */
static bool cost_in_hundredths(const struct bench_case *c, u64 *median)
{
	u64 cost[BATCHES], few, many;

	if (c->measure)
		return c->measure(c->arg, median);
	for (int i = 0; i < BATCHES; i++) {
		if (!measure(c, ROUNDS, &few) || !measure(c, ROUNDS * 2, &many))
			return false;
		cost[i] = div_u64((many > few ? many - few : 0) * 100, ROUNDS);
	}
	sort(cost, BATCHES, sizeof(cost[0]), compare_u64, NULL);
	*median = cost[BATCHES / 2];
	return true;
}

static bool empty_loop(unsigned int n, unsigned long arg)
{
	while (n--)
		barrier();
	return true;
}
BENCH_CASE(empty_loop, "cal_empty_loop", empty_loop, 0);

static int bench_command(int argc, char **argv)
{
	u64 cost;

	if (!boot_cpu_has(X86_FEATURE_TSC))
		return -ENODEV;
	for (const struct bench_case *c = __bench_cases_start; c < __bench_cases_end; c++) {
		if (argc > 1 && !strstr(c->name, argv[1]))
			continue;
		if (cost_in_hundredths(c, &cost))
			console_printf("bench: %s %llu.%02llu\n", c->name, div_u64(cost, 100), cost - div_u64(cost, 100) * 100);
		else
			console_printf("bench: %s -\n", c->name);
	}
	return 0;
}
MONITOR_COMMAND(bench, "[NAME]", "measure the allocators, in ticks an operation", bench_command);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Measures the allocators");
