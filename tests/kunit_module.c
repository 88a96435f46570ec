// SPDX-License-Identifier: MIT
/*
 * kunit.ko: the test runner as a module. Suites in a module of their own (kunit_test_suite() in any
 * module from outside) run when that is loaded, as in Linux: each case in a thread of its own, so that
 * one that faults has failed, and the next one follows.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <quarry/console.h>
#include <quarry/guarded.h>

static void to_console(void *context, const char *text, size_t length)
{
	console_write(text, length);
}

static bool in_own_thread(int (*step)(void *test), void *test)
{
	int result;

	return run_guarded("kunit", step, test, &result) == 0;
}

static int module_changed(struct notifier_block *nb, unsigned long state, void *data)
{
	const struct module *module = data;
	struct kunit_options options = {
		.suites_begin = module->kunit_suites,
		.suites_end = module->kunit_suites + module->num_kunit_suites,
		.sink = to_console, .guard = in_own_thread,
	};

	if (state == MODULE_STATE_LIVE && module->num_kunit_suites)
		kunit_run_suites(&options);
	return NOTIFY_DONE;
}

static struct notifier_block notifier = { .notifier_call = module_changed };

static int __init kunit_module_init(void)
{
	return register_module_notifier(&notifier);
}
module_init(kunit_module_init);

static void __exit kunit_module_exit(void)
{
	unregister_module_notifier(&notifier);
}
module_exit(kunit_module_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("KUnit: runs suites of tests and reports in KTAP");
