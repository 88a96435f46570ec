// SPDX-License-Identifier: MIT
/* What the interrupt core needs before the first interrupt. */
#include <linux/init.h>
#include <quarry/irq.h>
#include "internal.h"

void __init irq_core_init(void)
{
	tasklets_init();
}
