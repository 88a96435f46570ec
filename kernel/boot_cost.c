// SPDX-License-Identifier: MIT
/*
 * What the boot cost, from the loader's jump to the prompt. Under `tools/run --icount` a tick of
 * the time stamp counter is one instruction, so the figure is the same in every run.
 */
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/main.h>
#include <quarry/time.h>

static bool wanted;

static int __init parse_bench(char *arg)
{
	wanted = !strcmp(arg, "boot");
	return 0;
}
early_param("bench", parse_bench);

/**
 * report_boot_cost() - print "boot: instructions=N frames=M since_reset=L" where bench=boot asks for it
 *
 * L counts the firmware and the loader too: that is what a measurement of another kernel can be held against.
 */
void report_boot_cost(void)
{
	u64 now;

	if (!wanted || !boot_cpu_has(X86_FEATURE_TSC))
		return;
	now = rdtsc();
	console_printf("boot: instructions=%llu frames=%lu since_reset=%llu\n", now - boot_tsc, totalram_pages(), now);
}
