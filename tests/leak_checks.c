// SPDX-License-Identifier: MIT
/* Counters that every suite must leave as it found them, in the kernel and on the host. */
#include <kunit/test.h>
#include <linux/mm.h>
#include <asm/irqflags.h>

static u64 interrupts_off(void)
{
	return irqs_disabled();
}

KUNIT_LEAK_CHECK("interrupts off", interrupts_off);

/* On the host the page allocator may be left out of a build (HOST_SRCS). */
extern typeof(nr_free_pages) nr_free_pages __attribute__((weak));

static u64 free_pages_now(void)
{
	return nr_free_pages ? nr_free_pages() : 0;
}

KUNIT_LEAK_CHECK("free pages", free_pages_now);
