// SPDX-License-Identifier: MIT
/*
 * The monitor: reads lines, splits them into commands and words, and runs the commands that the
 * kernel's parts declare (include/quarry/monitor.h). */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/error_text.h>
#include <quarry/line_editor.h>
#include <quarry/module.h>
#include <quarry/monitor.h>
#include <quarry/monitor_table.h>
#include <quarry/power.h>
#include <quarry/words.h>

#define MAX_WORDS 32
#define LINE_SIZE 1024

static char exec_line[2048]; /* the whole command line: what is too long to be run is refused, not cut */

static int __init parse_exec(char *arg)
{
	strscpy(exec_line, arg, sizeof(exec_line));
	return 0;
}
early_param("exec", parse_exec);

/**
 * monitor_find() - a command by its name
 * @name: the whole name
 */
const struct monitor_command *monitor_find(const char *name)
{
	for_each_monitor_command(c)
		if (!strcmp(c->name, name))
			return c;
	return module_find_command(name);
}

static void report_error(const struct monitor_command *command, int err)
{
	console_printf("%s: %s\n", command->name, error_text(err));
	if (err == -EINVAL)
		console_printf("usage: %s %s\n", command->name, command->args);
}

static int run_words(int argc, char **argv)
{
	const struct monitor_command *command = monitor_find(argv[0]);
	int err;

	if (!command) {
		console_printf("%s: no such command; 'help' lists them\n", argv[0]);
		return -ENOENT;
	}
	err = command->run(argc, argv);
	if (err < 0)
		report_error(command, err);
	return err;
}

/* Runs the next command of the line and stops behind its semicolon. */
static int run_command(struct word_parser *p)
{
	char *argv[MAX_WORDS + 1], *word;
	int argc = 0;

	while ((word = next_word(p))) {
		if (argc < MAX_WORDS)
			argv[argc] = word;
		argc++;
	}
	next_command(p);
	if (p->unclosed || argc > MAX_WORDS) {
		console_printf(p->unclosed ? "a quote is not closed\n" : "too many words in a command\n");
		return -EINVAL;
	}
	if (!argc)
		return 0;
	argv[argc] = NULL;
	return run_words(argc, argv);
}

/**
 * monitor_execute() - run a line of commands
 * @commands: separated by semicolons
 *
 * All are run, whatever becomes of each.
 *
 * Return: how many failed.
 */
int monitor_execute(const char *commands)
{
	char words[WORDS_SIZE(LINE_SIZE)];
	struct word_parser parser = { .in = commands, .out = words };
	int failed = 0;

	if (strlen(commands) >= LINE_SIZE) {
		console_printf("a line has at most %d characters\n", LINE_SIZE - 1);
		return 1;
	}
	while (*parser.in)
		failed += run_command(&parser) != 0;
	return failed;
}

/**
 * monitor_run_boot_commands() - what exec="…" asks for, then power off with its status
 *
 * Returns at once where there is nothing to do. Not __init: the init memory is free by now.
 */
void monitor_run_boot_commands(void)
{
	if (exec_line[0])
		kernel_power_off_with(monitor_execute(exec_line) ? EXIT_COMMAND_FAILED : EXIT_OK);
}

/**
 * monitor_run() - the prompt, for ever
 */
void monitor_run(void)
{
	static char line[LINE_SIZE];

	console_printf("\nThis is Quarry. Type 'help' for the commands, Tab completes them.\n");
	for (;;) {
		edit_line("quarry> ", line, sizeof(line));
		monitor_execute(line);
	}
}
