// SPDX-License-Identifier: MIT
/*
 * Giving back all that could be given back, by hand: what Linux does for "echo 3 > /proc/sys/vm/drop_caches".
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include "internal.h"
#include "vmscan.h"

/**
 * drop_caches() - give back what is only kept because there was room
 * @what: 1: the page cache, of which there is none; 2: what shrinkers have, and the CPUs' free pages; 3: both
 *
 * Context: process; may sleep. Return: 0, or -EINVAL.
 */
int drop_caches(int what)
{
	if (what < 1 || what > 3)
		return -EINVAL;
	if (what & 2) {
		drop_slab();
		drain_all_pages(NULL);
	}
	return 0;
}

static int cmd_drop_caches(int argc, char **argv)
{
	unsigned long before;
	int what = 3, err;

	if (argc > 2 || (argc == 2 && kstrtoint(argv[1], 0, &what)))
		return -EINVAL;
	before = global_zone_page_state(NR_FREE_PAGES);
	err = drop_caches(what);
	if (!err)
		console_printf("%ld pages came back\n", (long)(global_zone_page_state(NR_FREE_PAGES) - before));
	return err;
}
MONITOR_COMMAND(drop_caches, "[1|2|3]", "let shrinkers and CPUs give back what they can", cmd_drop_caches);
