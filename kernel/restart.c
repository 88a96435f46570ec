// SPDX-License-Identifier: MIT
/* The table of code that begins anew when it is interrupted: asm/percpu_stack.h. */
#include <linux/cache.h>
#include <linux/init.h>
#include <linux/minmax.h>
#include <quarry/restart.h>

struct restart_span restart_span __ro_after_init = { 0, ~0UL };

unsigned long restart_address(unsigned long ip)
{
	const struct restart_range *range;

	for (range = __restart_table_start; range < __restart_table_end; range++)
		if (ip - range->begin < range->end - range->begin)
			return range->begin;
	return ip;
}

void __init restart_init(void)
{
	unsigned long begin = ~0UL, end = 0;
	const struct restart_range *range;

	for (range = __restart_table_start; range < __restart_table_end; range++) {
		begin = min(begin, range->begin);
		end = max(end, range->end);
	}
	restart_span = (struct restart_span){ begin, end - begin };
}
