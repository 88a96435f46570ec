// SPDX-License-Identifier: MIT
/*
 * Ways to end. tools/run gives the virtual machine QEMU's isa-debug-exit device and says so with
 * debug_exit=PORT; a value written there becomes QEMU's exit status. Elsewhere ACPI says how; without
 * it the ports that the common emulators agree on are tried, and at last the user is asked to press
 * the button.
 */
#include <asm/io.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/printk.h>
#include <quarry/acpi.h>
#include <quarry/console.h>
#include <quarry/power.h>
#include <quarry/serial.h>
#include <quarry/time.h>

#define DEBUG_EXIT_BASE 0x10 /* tools/run subtracts it: 0 is what a reset gives */

#define QEMU_PM1_CONTROL 0x604
#define BOCHS_PM1_CONTROL 0xb004
#define PM1_SLEEP_ENABLE (1 << 13)
#define BOCHS_SHUTDOWN_PORT 0x8900

#define I8042_COMMAND 0x64
#define I8042_RESET 0xfe
#define RESET_CONTROL 0xcf9
#define RESET_HARD 0x0e

static unsigned int debug_exit_port;

static int __init parse_debug_exit(char *arg)
{
	return kstrtouint(arg, 0, &debug_exit_port);
}
early_param("debug_exit", parse_debug_exit);

/**
 * under_tools_run() - is there somebody who waits for an exit status?
 */
bool under_tools_run(void)
{
	return debug_exit_port != 0;
}

/**
 * machine_power_off() - end the session
 * @status: what tools/run shall return
 */
void machine_power_off(unsigned int status)
{
	local_irq_disable();
	console_sync();
	serial_drain();
	if (debug_exit_port)
		outb(DEBUG_EXIT_BASE + status, debug_exit_port);
	acpi_power_off();
	for (const char *p = "Shutdown"; *p; p++)
		outb(*p, BOCHS_SHUTDOWN_PORT);
	outw(PM1_SLEEP_ENABLE, QEMU_PM1_CONTROL);
	outw(PM1_SLEEP_ENABLE, BOCHS_PM1_CONTROL);
	pr_emerg("It is now safe to turn off the machine.\n");
	for (;;)
		halt();
}

/**
 * machine_restart() - reset the machine
 *
 * By the reset register that ACPI names, by the chipset's usual one, by the keyboard controller,
 * and at last by an interrupt that has no handler.
 */
void machine_restart(void)
{
	static const u8 no_idt[10];

	local_irq_disable();
	acpi_reset();
	outb(RESET_HARD, RESET_CONTROL);
	delay_us(1000);
	outb(I8042_RESET, I8042_COMMAND);
	delay_us(1000);
	asm volatile("lidt %0; int3" : : "m"(no_idt));
	for (;;)
		halt();
}
