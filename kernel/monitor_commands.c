// SPDX-License-Identifier: MIT
/* The monitor's commands that belong to no other part of the kernel. */
#include <linux/ctype.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/panic.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/console.h>
#include <quarry/monitor_table.h>
#include <quarry/power.h>

/* The commands in alphabetical order: each time the next name behind the last one. */
static const struct monitor_command *next_by_name(const char *last)
{
	const struct monitor_command *best = NULL;

	for_each_monitor_command(c)
		if ((!last || strcmp(c->name, last) > 0) && (!best || strcmp(c->name, best->name) < 0))
			best = c;
	return best;
}

static int help_command(int argc, char **argv)
{
	const struct monitor_command *c = NULL;

	if (argc > 1) {
		c = monitor_find(argv[1]);
		if (!c)
			return -ENOENT;
		console_printf("%s %s\n    %s\n", c->name, c->args, c->help);
		return 0;
	}
	while ((c = next_by_name(c ? c->name : NULL))) {
		int width = strlen(c->name) + strlen(c->args);

		console_printf("  %s %s%*s %s\n", c->name, c->args, max(1, 30 - width), "", c->help);
	}
	console_printf("Several commands on a line are separated by semicolons.\n");
	return 0;
}
MONITOR_COMMAND(help, "[COMMAND]", "list the commands, or say what one does", help_command);

static int echo_command(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		console_printf("%s%s", i > 1 ? " " : "", argv[i]);
	console_printf("\n");
	return 0;
}
MONITOR_COMMAND(echo, "WORD ...", "print words", echo_command);

static int sleep_command(int argc, char **argv)
{
	unsigned int seconds;

	if (argc != 2 || kstrtouint(argv[1], 10, &seconds) || seconds > 4000)
		return -EINVAL;
	while (seconds--)
		ssleep(1);
	return 0;
}
MONITOR_COMMAND(sleep, "SECONDS", "wait", sleep_command);

static int poweroff_command(int argc, char **argv)
{
	unsigned int status = EXIT_OK;

	if (argc > 2 || (argc == 2 && (kstrtouint(argv[1], 10, &status) || status > 100)))
		return -EINVAL;
	machine_power_off(status);
}
MONITOR_COMMAND(poweroff, "[STATUS]", "end the session, with a status for tools/run", poweroff_command);

static int reboot_command(int argc, char **argv)
{
	machine_restart();
}
MONITOR_COMMAND(reboot, "", "reset the machine", reboot_command);

static int panic_command(int argc, char **argv)
{
	panic("%s", argc > 1 ? argv[1] : "asked for at the prompt");
}
MONITOR_COMMAND(panic, "[REASON]", "stop with a report, as a broken kernel would", panic_command);

#define DUMP_WIDTH 16

/* One line of a dump; bytes that cannot be read show as ??. */
static void dump_line(unsigned long address, unsigned int n)
{
	char text[DUMP_WIDTH + 1] = "";
	u8 byte;

	console_printf("%0*lx ", (int)sizeof(long) * 2, address);
	for (unsigned int i = 0; i < n; i++) {
		if (copy_from_kernel_nofault(&byte, (void *)(address + i), 1)) {
			console_printf(" ??");
			text[i] = ' ';
		} else {
			console_printf(" %02x", byte);
			text[i] = isascii(byte) && isprint(byte) ? byte : '.';
		}
	}
	console_printf("%*s  %s\n", (DUMP_WIDTH - n) * 3, "", text);
}

static int dump_command(int argc, char **argv)
{
	unsigned long address, length = 64;

	if (argc < 2 || argc > 3 || kstrtoul(argv[1], 16, &address) || (argc == 3 && kstrtoul(argv[2], 0, &length)) ||
	    length > 65536)
		return -EINVAL;
	for (unsigned long done = 0; done < length; done += DUMP_WIDTH)
		dump_line(address + done, min(length - done, (unsigned long)DUMP_WIDTH));
	return 0;
}
MONITOR_COMMAND(x, "ADDRESS [LENGTH]", "hex dump; bad addresses show as ??", dump_command);
