// SPDX-License-Identifier: MIT
/* The monitor's `fragment`: do order-9 blocks survive a long mixed load? With and without grouping by mobility. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <quarry/console.h>
#include <quarry/monitor.h>

#include "fragment_load.h"

static unsigned long percent(unsigned long part, unsigned long whole)
{
	return whole ? part * 100 / whole : 100;
}

static int run_one(unsigned int fill, bool grouped, unsigned long operations, u32 seed)
{
	static struct fragment_zone z;
	struct fragment_result r;

	if (!fragment_zone_make(&z, grouped))
		return -ENOMEM;
	r = fragment_run(&z, fill, operations, seed);
	console_printf("%5u%%  %-8s", fill, grouped ? "on" : "off");
	for (int i = 0; i < FRAGMENT_MOMENTS; i++)
		console_printf(" %5lu of %5lu %3lu%%", r.got[i], r.tried[i], percent(r.got[i], r.tried[i]));
	console_printf("\n");
	fragment_zone_gone(&z);
	return 0;
}

static int fragment_command(int argc, char **argv)
{
	static const u8 fills[] = { 30, 50, 70, 85 };
	unsigned int operations = 250000, seed = 1;
	int err = 0;

	if (argc > 3 || (argc > 1 && kstrtouint(argv[1], 0, &operations)) || (argc > 2 && kstrtouint(argv[2], 0, &seed)))
		return -EINVAL;
	console_printf("%u operations a line, seed %u; of the order-9 blocks that would fit, how many there are\n", operations, seed);
	console_printf("in use mobility %18s %18s %18s\n", "at once", "after reclaim", "in the evening");
	for (size_t i = 0; !err && i < ARRAY_SIZE(fills) * 2; i++)
		err = run_one(fills[i / 2], i % 2 == 0, operations, seed ?: 1);
	return err;
}
MONITOR_COMMAND(fragment, "[OPERATIONS [SEED]]", "order-9 blocks under mixed load", fragment_command);
