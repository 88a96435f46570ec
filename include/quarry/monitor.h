/* SPDX-License-Identifier: MIT */
/*
 * The monitor: the kernel's own console. A command is declared as data at the foot of the file
 * whose subject it shows.
 */
#ifndef _QUARRY_MONITOR_H
#define _QUARRY_MONITOR_H

/**
 * struct monitor_command - a command of the monitor
 * @name: what is typed
 * @args: its arguments as the help shows them, "" for none
 * @help: one line: what it is for
 * @run: does it; argv[0] is the name. 0; a negative error, which is printed in words; MONITOR_FAILED
 *
 * Commands run in process context, with interrupts on. They print with console_printf().
 */
struct monitor_command {
	const char *name;
	const char *args;
	const char *help;
	int (*run)(int argc, char **argv);
};

/* What a command returns that has failed and has said why. */
#define MONITOR_FAILED 1

#define MONITOR_COMMAND(_name, _args, _help, _run)                                                 \
	static const struct monitor_command monitor_command_##_name                                \
		__attribute__((used, section(".monitor"), aligned(sizeof(long)))) = { #_name, _args, _help, _run }

/* Runs "command; command"; the number of commands that failed. */
int monitor_execute(const char *commands);
void monitor_run(void) __attribute__((noreturn));

#endif
