// SPDX-License-Identifier: MIT
/* The monitor's `test`, and the host runner: runs or lists the suites that are linked together with it. */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/time.h>

extern struct kunit_suite *const __kunit_suites_start[], *const __kunit_suites_end[];
extern const struct kunit_leak_check __kunit_leak_checks_start[], __kunit_leak_checks_end[];

/* A seed that differs from run to run, short enough to type. */
static u64 fresh_seed(void)
{
	u64 now = sched_clock();

	return ((now ^ now >> 20) & 0xffffff) | 1;
}

/* Takes "seed=" out of the arguments; what stays are names. */
static int parse_arguments(struct kunit_options *options, int argc, char **argv)
{
	int names = 0;

	options->seed = fresh_seed();
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "seed=", 5))
			argv[1 + names++] = argv[i];
		else if (kstrtoull(argv[i] + 5, 0, &options->seed))
			return -EINVAL;
	}
	options->nr_names = names;
	return 0;
}

static void to_console(void *context, const char *text, size_t length)
{
	(void)context;
	console_write(text, length);
}

static void list_suites(const struct kunit_options *options)
{
	for (struct kunit_suite *const *s = options->suites_begin; s < options->suites_end; s++) {
		console_printf("%-24s %s\n", (*s)->name, (*s)->desc ? (*s)->desc : "");
		for (struct kunit_case *c = (*s)->test_cases; c && c->run_case; c++)
			console_printf("    %s\n", c->name);
	}
}

/**
 * kunit_run() - run the registered suites, as the monitor's "test" does
 * @argc: number of arguments, the command's name included
 * @argv: "list", or "seed=N" and names: "mm", "mm.buddy", "mm.buddy.split"
 *
 * Return: 0; -EIO if a case failed; -ENOENT if nothing has one of the names; -EINVAL for a seed
 * that is no number.
 */
int kunit_run(int argc, char **argv)
{
	struct kunit_options options = {
		.suites_begin = __kunit_suites_start, .suites_end = __kunit_suites_end,
		.leaks_begin = __kunit_leak_checks_start, .leaks_end = __kunit_leak_checks_end,
		.names = argv + 1, .sink = to_console,
	};
	struct kunit_result result;
	int error = parse_arguments(&options, argc, argv);

	if (error)
		return error;
	if (options.nr_names == 1 && !strcmp(argv[1], "list")) {
		list_suites(&options);
		return 0;
	}
	result = kunit_run_suites(&options);
	if (!result.passed && !result.failed && !result.skipped)
		return -ENOENT;
	return result.failed ? -EIO : 0;
}

MONITOR_COMMAND(test, "[list] [NAME...] [seed=N]", "run the kernel's tests: all, mm, mm.buddy, ...",
		kunit_run);

#ifdef MODULE
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("The kernel's own tests");
#endif
