// SPDX-License-Identifier: MIT
/* A process has no softirqs that could have waited. */
#include <linux/bottom_half.h>

void local_bh_enable(void)
{
	_local_bh_enable();
}
