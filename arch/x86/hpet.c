// SPDX-License-Identifier: MIT
/*
 * The high precision event timer as a clock (IA-PC HPET Specification 1.0a): its main counter, of
 * which 32 bits are used. ACPI tells where it is.
 */
#include <asm/time.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/printk.h>
#include <quarry/acpi.h>
#include <quarry/ioremap_boot.h>

#define SIZE 1024
#define CAPABILITIES 0x000
#define PERIOD 0x004 /* upper half of it: femtoseconds a tick */
#define CONFIGURATION 0x010
#define COUNTER 0x0f0

#define ENABLE (1U << 0)
#define LEGACY_ROUTE (1U << 1) /* takes the interrupts of PIT and RTC away from them */

#define PERIOD_MAX 100000000 /* 100 ns, 2.3.4 of the specification */
#define FEMTOSECONDS 1000000000000000ULL
#define ALIVE_READS 100

static volatile u8 *registers;
static bool looked;

static u32 get(u32 reg)
{
	return *(volatile u32 *)(registers + reg);
}

static void set(u32 reg, u32 value)
{
	*(volatile u32 *)(registers + reg) = value;
}

static u64 hpet_read(void)
{
	return get(COUNTER);
}

static struct clock clock = { .name = "hpet", .read = hpet_read, .mask = U32_MAX };

static bool counts(void)
{
	u32 start = get(COUNTER);

	for (int i = 0; i < ALIVE_READS; i++)
		if (get(COUNTER) != start)
			return true;
	return false;
}

static bool map_registers(void)
{
	const struct acpi_hpet_info *info = acpi_hpet();
	u32 period;

	if (!info)
		return false;
	registers = boot_ioremap(info->phys, SIZE, BOOT_IOREMAP_UNCACHED);
	period = registers ? get(PERIOD) : 0;
	if (!period || period > PERIOD_MAX)
		return false;
	set(CONFIGURATION, (get(CONFIGURATION) | ENABLE) & ~LEGACY_ROUTE);
	clock_set_rate(&clock, div_u64(FEMTOSECONDS, period));
	return counts();
}

const struct clock *hpet_clock(void)
{
	if (!looked && !map_registers())
		registers = NULL;
	looked = true;
	return registers ? &clock : NULL;
}
