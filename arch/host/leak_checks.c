// SPDX-License-Identifier: MIT
/* What every suite on the host must leave as it was: interrupts on. */
#include <kunit/test.h>
#include <asm/irqflags.h>

static u64 read_interrupts_off(void)
{
	return arch_irqs_disabled();
}

KUNIT_LEAK_CHECK("interrupts off", read_interrupts_off);
