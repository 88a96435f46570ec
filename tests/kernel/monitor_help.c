// SPDX-License-Identifier: MIT
/* kernel.help: the list of commands fits on a line of 80 columns, whatever command is added. */
#include <kunit/test.h>
#include <linux/string.h>
#include <quarry/monitor_table.h>

#define LINE_WIDTH 80
#define HELP_COLUMN 30

static void lines_are_short(struct kunit *test)
{
	for_each_monitor_command(c) {
		KUNIT_EXPECT_LE_MSG(test, strlen(c->name) + strlen(c->args) + 3, LINE_WIDTH, "%s", c->name);
		KUNIT_EXPECT_LE_MSG(test, strlen(c->help) + HELP_COLUMN, LINE_WIDTH, "%s", c->name);
	}
}

static void names_differ(struct kunit *test)
{
	for_each_monitor_command(c)
		KUNIT_EXPECT_PTR_EQ(test, monitor_find(c->name), c);
}

static struct kunit_case help_cases[] = {
	KUNIT_CASE(lines_are_short),
	KUNIT_CASE(names_differ),
	{}
};

static struct kunit_suite help_suite = {
	.name = "kernel.help",
	.test_cases = help_cases,
};
kunit_test_suite(help_suite);
