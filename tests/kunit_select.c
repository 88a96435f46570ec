// SPDX-License-Identifier: MIT
/*
 * Which tests to run: the words behind the monitor's "test". A name is a whole suite ("mm.buddy"),
 * all suites of an area ("mm"), or a case ("mm.buddy.buddy_split", or just the end of its name:
 * "mm.buddy.split").
 */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/time.h>

#include "kunit_internal.h"

/* Is @wanted the name @name, or its end behind an underscore? */
static bool case_matches(const char *name, const char *wanted)
{
	size_t length = strlen(name), end = strlen(wanted);

	if (!end || end > length || strcmp(name + length - end, wanted))
		return false;
	return end == length || name[length - end - 1] == '_';
}

static bool name_matches(const char *wanted, const struct kunit_suite *suite,
			 const struct kunit_case *c)
{
	size_t length = strlen(wanted), suite_length = strlen(suite->name);

	if (length <= suite_length)
		return !strncmp(suite->name, wanted, length) &&
		       (length == suite_length || suite->name[length] == '.');
	return !strncmp(suite->name, wanted, suite_length) && wanted[suite_length] == '.' &&
	       case_matches(c->name, wanted + suite_length + 1);
}

bool kunit_case_selected(const struct kunit_options *options, const struct kunit_suite *suite,
			 const struct kunit_case *c)
{
	for (int i = 0; i < options->nr_names; i++)
		if (name_matches(options->names[i], suite, c))
			return true;
	return !options->nr_names;
}

/* A seed that differs from run to run, short enough to type. */
static u64 fresh_seed(void)
{
	u64 now = sched_clock();

	return ((now ^ now >> 20) & 0xffffff) | 1;
}

/* Takes "seed=" out of the arguments; what stays are names. */
int kunit_parse_arguments(struct kunit_options *options, int argc, char **argv)
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

MONITOR_COMMAND(test, "[list] [NAME...] [seed=N]", "run the built-in tests: all, mm, mm.buddy, ...",
		kunit_run);
