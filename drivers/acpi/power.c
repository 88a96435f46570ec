// SPDX-License-Identifier: MIT
/*
 * Switching off and resetting by what the FADT and \_S5 say (ACPI 6.4, 4.8.3.2, 4.8.3.6, 4.8.3.7).
 *
 * The methods \_PTS and \_GTS, by which firmware wants to be told beforehand, are not run: that
 * would take an AML interpreter. Machines power off without them.
 */
#include <asm/io.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <quarry/ioremap_boot.h>
#include <quarry/time.h>
#include "machine.h"

/* PM1 status, 4.8.3.1.1 */
#define PM1_WAKE_STATUS (1u << 15)
/* PM1 control, 4.8.3.2.1 */
#define PM1_SCI_ENABLE (1u << 0)
#define PM1_SLEEP_TYPE(type) ((u32)(type) << 10)
#define PM1_SLEEP_ENABLE (1u << 13)
/* Sleep control register, 4.8.3.7.1 */
#define SLEEP_CONTROL_TYPE(type) ((type) << 2)
#define SLEEP_CONTROL_ENABLE (1u << 5)

#define PCI_CONFIG_ADDRESS 0xcf8
#define PCI_CONFIG_DATA 0xcfc

#define ACPI_ENABLE_MS 300 /* the firmware's handler of system management interrupts is at it */
#define EFFECT_MS 100

static volatile u8 *reset_memory, *sleep_memory;

static volatile u8 *__init map_register(const struct acpi_register *r)
{
	if (!r->address || r->space != ACPI_SPACE_MEMORY)
		return NULL;
	return boot_ioremap(r->address, 1, BOOT_IOREMAP_UNCACHED);
}

void __init acpi_map_power_registers(const struct acpi_fadt_info *fadt)
{
	reset_memory = map_register(&fadt->reset);
	sleep_memory = map_register(&fadt->sleep_control);
}

/* Of bus 0, by the mechanism of every PC (PCI Local Bus Specification 3.0, 3.2.2.3.2). */
static void write_pci_config(u64 address, u8 value)
{
	u32 device = address >> 32 & 0x1f, function = address >> 16 & 7, offset = address & 0xff;

	outl(0x80000000u | device << 11 | function << 8 | (offset & ~3u), PCI_CONFIG_ADDRESS);
	outb(value, PCI_CONFIG_DATA + (offset & 3));
}

static void write_register(const struct acpi_register *r, volatile u8 *memory, u8 value)
{
	if (!r->address)
		return;
	if (r->space == ACPI_SPACE_IO)
		outb(value, r->address);
	else if (r->space == ACPI_SPACE_PCI_CONFIG)
		write_pci_config(r->address, value);
	else if (memory)
		*memory = value;
	delay_us(EFFECT_MS * 1000);
}

/* In legacy mode the firmware owns the registers and may ignore what is written (4.2). */
static void take_over(const struct acpi_fadt_info *fadt)
{
	if (!fadt->smi_command || !fadt->acpi_enable || (inw(fadt->pm1a_control) & PM1_SCI_ENABLE))
		return;
	outb(fadt->acpi_enable, fadt->smi_command);
	for (int ms = 0; ms < ACPI_ENABLE_MS && !(inw(fadt->pm1a_control) & PM1_SCI_ENABLE); ms++)
		delay_us(1000);
}

static void write_sleep(u16 port, u8 type, u32 enable)
{
	u32 keep;

	if (!port)
		return;
	keep = inw(port) & ~(PM1_SLEEP_TYPE(7) | PM1_SLEEP_ENABLE);
	outw(keep | PM1_SLEEP_TYPE(type) | enable, port);
}

static void clear_wake_status(u16 port)
{
	if (port)
		outw(PM1_WAKE_STATUS, port);
}

/* The types first, then both halves once more with the bit that makes it happen. */
static void sleep_by_pm1(const struct acpi_fadt_info *fadt, const struct acpi_s5_info *s5)
{
	take_over(fadt);
	clear_wake_status(fadt->pm1a_event);
	clear_wake_status(fadt->pm1b_event);
	write_sleep(fadt->pm1a_control, s5->typ_a, 0);
	write_sleep(fadt->pm1b_control, s5->typ_b, 0);
	write_sleep(fadt->pm1a_control, s5->typ_a, PM1_SLEEP_ENABLE);
	write_sleep(fadt->pm1b_control, s5->typ_b, PM1_SLEEP_ENABLE);
	delay_us(EFFECT_MS * 1000);
}

void acpi_power_off(void)
{
	const struct acpi_fadt_info *fadt = acpi_fadt();
	const struct acpi_s5_info *s5 = acpi_s5();

	if (!fadt || !s5)
		return;
	if (fadt->pm1a_control)
		sleep_by_pm1(fadt, s5);
	else
		write_register(&fadt->sleep_control, sleep_memory,
			       SLEEP_CONTROL_TYPE(s5->typ_a) | SLEEP_CONTROL_ENABLE);
}

void acpi_reset(void)
{
	const struct acpi_fadt_info *fadt = acpi_fadt();

	if (fadt)
		write_register(&fadt->reset, reset_memory, fadt->reset_value);
}
