// SPDX-License-Identifier: MIT
/*
 * mm.fail_nth_commands: commands of the monitor and the loading of modules, failing in turn. What a command
 * cannot do without memory it must say.
 */
#include <kunit/fail_nth.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <quarry/module.h>
#include <quarry/monitor.h>
#include <quarry/page_account.h>

#include "../../kernel/module/internal.h"

#define MOST 200

/* A command with each of its allocations failing in turn; @undo may be NULL. */
static void fail_command(struct kunit *test, const char *command, const char *undo)
{
	bool failed = true;
	unsigned int n;

	for (n = 0; failed && n < MOST; n++) {
		int wrong;

		forget_what_is_kept(); /* each attempt begins in the same state */
		kunit_fail_nth(test, n + 1);
		wrong = monitor_execute(command);
		failed = kunit_fail_nth_end(test);
		KUNIT_EXPECT_TRUE_MSG(test, !wrong || failed, "%s failed, and no allocation did", command);
		if (!wrong && undo)
			monitor_execute(undo);
	}
	KUNIT_EXPECT_GT_MSG(test, n, 1, "%s allocates nothing", command);
	KUNIT_EXPECT_LT_MSG(test, n, MOST, "%s", command);
}

static void fail_nth_looking(struct kunit *test)
{
	fail_command(test, "slab kmem_cache 1", NULL);
	fail_command(test, "slabtop", NULL);
	fail_command(test, "modinfo /labs/percpu.ko", NULL);
	fail_command(test, "hexdump /sys/module/test/refcnt", NULL);
	fail_command(test, "read /sys/module/test/refcnt 10", NULL);
}

static void fail_nth_writing(struct kunit *test)
{
	static u32 value;
	struct dentry *file = debugfs_create_u32("fail-nth-write", 0644, NULL, &value);

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	fail_command(test, "write /sys/kernel/debug/fail-nth-write @0x37:1", NULL);
	KUNIT_EXPECT_EQ(test, value, 7u);
	debugfs_remove(file);
}

static void fail_nth_doing(struct kunit *test)
{
	fail_command(test, "race 2 100", NULL);
	if (monitor_execute("mm maps 1")) /* nobody has a space of this number */
		fail_command(test, "mm new", "mm free 1");
	/* If it got a block, nobody would know its number. */
	kunit_fail_nth(test, 1);
	KUNIT_EXPECT_EQ(test, monitor_execute("alloc 0"), 1);
	KUNIT_EXPECT_TRUE(test, kunit_fail_nth_end(test));
}

/* ---- modules ---------------------------------------------------------------------------------- */

static void *make_with_parameter(void)
{
	return module_load_file("/labs/pages.ko", "") ? NULL : &modules;
}

static void unmake_with_parameter(void *unused)
{
	unload_module("pages");
}

static void fail_nth_parameters(struct kunit *test)
{
	static const struct fail_nth_object module = FAIL_NTH_OBJECT(with_parameter, unmake_with_parameter);

	kunit_fail_all(test, &module, 1);
}

/* That a module uses another one is written down for each: here, for one that is nothing but its symbols. */
static struct module user = { .name = "fail_nth", .gpl_compatible = true };

static void *make_use(void)
{
	static const Elf_Sym symbols[] = { { 0 }, { .st_name = 1, .st_shndx = SHN_UNDEF } };
	unsigned long values[ARRAY_SIZE(symbols)];
	struct load_info info = {
		.name = "fail_nth", .symbols = symbols, .nr_symbols = ARRAY_SIZE(symbols),
		.strings = "\0kunit_fail_all", .values = values,
	};
	int err;

	INIT_LIST_HEAD(&user.uses);
	mutex_lock(&module_mutex);
	err = module_resolve(&info, &user);
	mutex_unlock(&module_mutex);
	return err ? NULL : &user;
}

static void unmake_use(void *unused)
{
	mutex_lock(&module_mutex);
	module_unuse_all(&user);
	mutex_unlock(&module_mutex);
}

static void fail_nth_use(struct kunit *test)
{
	static const struct fail_nth_object use = FAIL_NTH_OBJECT(use, unmake_use);

	kunit_fail_all(test, &use, 1);
}

/* No thread to call its exit: it stays, and can be unloaded later. */
static void unload_without_thread(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, module_load_file("/labs/percpu.ko", ""), 0);
	kunit_fail_nth(test, 1);
	KUNIT_EXPECT_EQ(test, unload_module("percpu"), -ENOMEM);
	KUNIT_EXPECT_TRUE(test, kunit_fail_nth_end(test));
	KUNIT_EXPECT_NOT_NULL(test, find_module("percpu"));
	KUNIT_EXPECT_EQ(test, unload_module("percpu"), 0);
}

static void commands_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
}

static struct kunit_case commands_cases[] = {
	KUNIT_CASE(fail_nth_looking), KUNIT_CASE(fail_nth_writing), KUNIT_CASE(fail_nth_doing),
	KUNIT_CASE(fail_nth_parameters), KUNIT_CASE(fail_nth_use), KUNIT_CASE(unload_without_thread), {}
};

static struct kunit_suite commands_suite = {
	.name = "mm.fail_nth_commands",
	.desc = "the monitor's commands and the loading of modules, failing in turn",
	.exit = commands_exit,
	.test_cases = commands_cases,
};
kunit_test_suite(commands_suite);
