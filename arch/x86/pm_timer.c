// SPDX-License-Identifier: MIT
/*
 * The power management timer as a clock (ACPI 6.4, 4.8.3.3): 3.579545 MHz, of which 24 bits are used,
 * behind an I/O port that ACPI's FADT names.
 */
#include <asm/io.h>
#include <asm/time.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <quarry/acpi.h>

#define PM_TIMER_HZ 3579545
#define ALIVE_READS 1000

static u16 port;
static bool looked;

static u64 pm_timer_read(void)
{
	return inl(port) & 0xffffff;
}

static struct clock clock = { .name = "acpi_pm", .read = pm_timer_read, .mask = 0xffffff };

static bool counts(void)
{
	u64 start = pm_timer_read();

	for (int i = 0; i < ALIVE_READS; i++)
		if (pm_timer_read() != start)
			return true;
	return false;
}

const struct clock *pm_timer_clock(void)
{
	if (!looked) {
		looked = true;
		port = acpi_fadt() ? acpi_fadt()->pm_timer : 0;
		clock_set_rate(&clock, PM_TIMER_HZ);
		if (port && !counts())
			port = 0;
	}
	return port ? &clock : NULL;
}
