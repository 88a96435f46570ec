// SPDX-License-Identifier: MIT
/* The monitor's commands that belong to no other part of the kernel. */
#include <linux/ctype.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/panic.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/console.h>
#include <quarry/monitor_files.h>
#include <quarry/monitor_table.h>
#include <quarry/power.h>

#define HELP_COLUMN 30
#define LINE_WIDTH 80

/* The commands in alphabetical order: each time the next name behind the last one. */
static const struct monitor_command *next_by_name(const char *last)
{
	const struct monitor_command *best = NULL;

	for_each_monitor_command(c)
		if ((!last || strcmp(c->name, last) > 0) && (!best || strcmp(c->name, best->name) < 0))
			best = c;
	return best;
}

/* Name and arguments, and what it does: beside them if that fits on a line, else below. */
static void list_command(const struct monitor_command *c)
{
	int width = strlen(c->name) + strlen(c->args) + 3, column = max(width + 1, HELP_COLUMN);

	console_printf("  %s %s", c->name, c->args);
	if (column + strlen(c->help) > LINE_WIDTH)
		console_printf("\n%*s%s\n", HELP_COLUMN, "", c->help);
	else
		console_printf("%*s%s\n", column - width, "", c->help);
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
	while ((c = next_by_name(c ? c->name : NULL)))
		list_command(c);
	console_printf("Several commands on a line are separated by semicolons.\n");
	return 0;
}
MONITOR_COMMAND(help, "[COMMAND]", "list the commands, or say what one does", help_command);

#define ECHO_SIZE 1024 /* a line of the monitor is no longer */

/* ">FILE", ">>FILE", or "> FILE": the file, and how to open it; argc is cut. */
static const char *redirection(int *argc, char **argv, int *flags)
{
	for (int i = 1; i < *argc; i++) {
		bool append = argv[i][0] == '>' && argv[i][1] == '>';
		const char *path = argv[i] + 1 + append;

		if (argv[i][0] != '>')
			continue;
		if (!*path && i + 1 < *argc)
			path = argv[i + 1];
		*argc = i;
		*flags = append ? O_APPEND : O_TRUNC;
		return path;
	}
	return NULL;
}

static int echo_command(int argc, char **argv)
{
	char text[ECHO_SIZE] = "";
	int flags, n = 0, first = argc > 1 && !strcmp(argv[1], "-n") ? 2 : 1;
	const char *path = redirection(&argc, argv, &flags);

	for (int i = first; i < argc; i++)
		n += scnprintf(text + n, sizeof(text) - n, "%s%s", i > first ? " " : "", argv[i]);
	if (first == 1)
		n += scnprintf(text + n, sizeof(text) - n, "\n");
	if (path)
		return monitor_write_file(path, flags, text, n);
	console_write(text, n);
	return 0;
}
MONITOR_COMMAND(echo, "[-n] WORD ... [> FILE]", "print words, or write them to a file (>> appends)", echo_command);

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
	kernel_power_off_with(status);
}
MONITOR_COMMAND(poweroff, "[STATUS]", "end the session, with a status for tools/run", poweroff_command);

static int reboot_command(int argc, char **argv)
{
	kernel_restart(NULL);
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
