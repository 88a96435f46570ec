// SPDX-License-Identifier: MIT
/* kernel.mm_command: the monitor's `mm`, as docs/address-spaces.md shows it, and what it refuses. */
#include <kunit/test.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/monitor.h>

#include "../../mm/mm_space.h"

#define ADDRESS 0x400000 /* as in the commands below */

static void expect_status(struct kunit *test, const char *command, int status)
{
	char line[64];

	strscpy(line, command, sizeof(line));
	KUNIT_EXPECT_EQ_MSG(test, monitor_execute(line), status, "%s", command);
}

/* By the address itself: what the space that we are in has there. */
static void expect_text(struct kunit *test, const char *text)
{
	char there[8] = "";

	KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(there, (void *)ADDRESS, strlen(text) + 1), 0);
	KUNIT_EXPECT_STREQ(test, there, text);
}

static void begin(struct kunit *test)
{
	if (nr_mm_structs() || current->mm)
		kunit_skip(test, "there are spaces already");
	expect_status(test, "mm new a", 0);
	expect_status(test, "mm new b", 0);
	expect_status(test, "mm map 1 0x400000 1", 0);
	expect_status(test, "mm map 2 0x400000 1 rw", 0);
	expect_status(test, "mm write 1 0x400000 hello", 0);
	expect_status(test, "mm write 2 0x400000 world", 0);
}

static void end(struct kunit *test)
{
	expect_status(test, "mm use 0", 0);
	expect_status(test, "mm free 1", 0);
	expect_status(test, "mm free 2", 0);
}

static void two_spaces(struct kunit *test)
{
	begin(test);
	expect_status(test, "mm use 1", 0);
	expect_text(test, "hello");
	expect_status(test, "mm use 2", 0);
	expect_text(test, "world");
	expect_status(test, "mm poke 0x400000 there", 0);
	expect_text(test, "there");
	expect_status(test, "mm use 1", 0);
	expect_text(test, "hello");
	expect_status(test, "mm peek 0x400000", 0);
	expect_status(test, "mm read 2 0x400000 32", 0);
	expect_status(test, "mm walk 2 0x400000", 0);
	expect_status(test, "mm maps 1", 0);
	expect_status(test, "mm list", 0);
	expect_status(test, "mm stats", 0);
	expect_status(test, "mm", 0);
	end(test);
}

static void mistakes_are_refused(struct kunit *test)
{
	static const char *const refused[] = {
		"mm nosuch",		   "mm use 9",		     "mm use",		       "mm free 0",
		"mm free 1",		   "mm map 1 0x400000 1",    "mm map 1 0x400123 1",    "mm map 1 0 1",
		"mm map 1 0x600000 0",	   "mm map 0 0x600000 1",    "mm map 1 0x600000 1 wx", "mm map 1 0xfffffffffffff000 1",
		"mm peek 0x600000",	   "mm read 1 0x600000",     "mm write 1 0x600000 x",  "mm unmap 1 0x400001 1",
		"mm protect 2 0x600000 1 ro", "mm poke 0x600000 x",
	};

	begin(test);
	expect_status(test, "mm use 1", 0);
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++)
		expect_status(test, refused[i], 1);
	expect_status(test, "mm protect 1 0x400000 1 ro", 0);
	expect_status(test, "mm poke 0x400000 x", 1);
	expect_text(test, "hello");
	expect_status(test, "mm unmap 1 0x400000 1", 0);
	expect_status(test, "mm peek 0x400000", 1);
	end(test);
	expect_status(test, "mm free 1", 1);
	expect_status(test, "mm peek 0x400000", 1);
}

static struct kunit_case mm_command_cases[] = { KUNIT_CASE(two_spaces), KUNIT_CASE(mistakes_are_refused), {} };

static struct kunit_suite mm_command_suite = {
	.name = "kernel.mm_command",
	.desc = "the monitor's mm: two spaces, and mistakes",
	.test_cases = mm_command_cases,
};
kunit_test_suite(mm_command_suite);
