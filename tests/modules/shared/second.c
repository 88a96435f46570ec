// SPDX-License-Identifier: MIT
#include <linux/kernel.h>
#include "../whole.h"

int second(void)
{
	return FROM_CCFLAGS * 10;
}
