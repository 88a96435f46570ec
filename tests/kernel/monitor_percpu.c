// SPDX-License-Identifier: MIT
/* kernel.percpu_command: `percpu` finds the kernel's variables, and those of a module by the module's own symbols. */
#include <kunit/test.h>
#include <linux/percpu.h>
#include <quarry/monitor.h>

static DEFINE_PER_CPU(u16, probe_number);
static DEFINE_PER_CPU(char[24], probe_array);

static void variables_are_found(struct kunit *test)
{
	this_cpu_inc(probe_number);
	(*this_cpu_ptr(&probe_array))[0]++;
	KUNIT_EXPECT_EQ(test, monitor_execute("percpu"), 0);
	KUNIT_EXPECT_EQ(test, monitor_execute("percpu cpu_number"), 0);
	KUNIT_EXPECT_EQ(test, monitor_execute("percpu probe_number"), 0);
	KUNIT_EXPECT_EQ(test, monitor_execute("percpu probe_array"), 0);
	KUNIT_EXPECT_EQ(test, monitor_execute("percpu probe_none"), 1);
}

static struct kunit_case percpu_command_cases[] = {
	KUNIT_CASE(variables_are_found),
	{}
};

static struct kunit_suite percpu_command_suite = {
	.name = "kernel.percpu_command",
	.test_cases = percpu_command_cases,
};
kunit_test_suite(percpu_command_suite);
