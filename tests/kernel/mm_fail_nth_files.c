// SPDX-License-Identifier: MIT
/*
 * mm.fail_nth_files: making, opening, reading and writing files of every kind, failing in turn. A file that
 * is read makes what it says in memory that it has to get.
 */
#include <kunit/fail_nth.h>
#include <linux/compat_names.h>
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/kobject.h>
#include <linux/moduleparam.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/sysfs.h>
#include <linux/vmalloc.h>
#include <quarry/module.h>
#include <quarry/vfs.h>

#include "../../kernel/module/internal.h"

#define NAME "fail-nth"

static void close(void *file)
{
	filp_close(file, NULL);
}

/* Reads some bytes of a file from a position on. Return: the file, open; NULL if one of the two failed. */
static void *opened_and_read(const char *path, loff_t at)
{
	struct file *file = filp_open(path, O_RDONLY, 0);
	char text[40];

	if (IS_ERR(file))
		return NULL;
	if (kernel_read(file, text, sizeof(text), &at) >= 0)
		return file;
	filp_close(file, NULL);
	return NULL;
}

static void *opened_and_written(const char *path)
{
	struct file *file = filp_open(path, O_WRONLY, 0);
	loff_t at = 0;

	if (IS_ERR(file))
		return NULL;
	if (kernel_write(file, "1", 1, &at) == 1)
		return file;
	filp_close(file, NULL);
	return NULL;
}

/* ---- /proc ------------------------------------------------------------------------------------ */

static void *start(struct seq_file *m, loff_t *pos)
{
	return *pos < 300 ? m : NULL;
}

static void *next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return start(m, pos);
}

static void stop(struct seq_file *m, void *v)
{
}

static int show(struct seq_file *m, void *v)
{
	seq_puts(m, "twenty characters a\n");
	return 0;
}

static const struct seq_operations records = { start, stop, next, show };

static int open_large(struct inode *inode, struct file *file)
{
	return single_open_size(file, show, NULL, 3000);
}

static const struct file_operations large = { .open = open_large, .read = seq_read, .release = single_release };

static int read_old(char *page, char **start_of, off_t offset, int count, int *eof, void *data)
{
	return 0;
}

static const struct proc_ops no_ops;

FAIL_NTH_MAKE(proc_create, proc_create(NAME "-2", 0444, NULL, &no_ops))
FAIL_NTH_MAKE(proc_create_seq, proc_create_seq(NAME "-2", 0444, NULL, &records))
FAIL_NTH_MAKE(create_proc_read_entry, create_proc_read_entry(NAME "-2", 0444, NULL, read_old, NULL))

static void unmake_proc(void *entry)
{
	proc_remove(entry);
}

FAIL_NTH_MAKE(read_records, opened_and_read("/proc/" NAME, 0))
FAIL_NTH_MAKE(read_behind, opened_and_read("/proc/" NAME, 5000))
FAIL_NTH_MAKE(read_large, opened_and_read("/sys/kernel/debug/" NAME "-large", 0))

static void fail_nth_proc(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(proc_create, unmake_proc), FAIL_NTH_OBJECT(proc_create_seq, unmake_proc),
		FAIL_NTH_OBJECT(create_proc_read_entry, unmake_proc),
		FAIL_NTH_OBJECT(read_records, close), FAIL_NTH_OBJECT(read_behind, close),
		FAIL_NTH_OBJECT(read_large, close),
	};
	struct proc_dir_entry *entry = proc_create_seq_private(NAME, 0444, NULL, &records, 100, NULL);
	struct dentry *file = debugfs_create_file(NAME "-large", 0444, NULL, NULL, &large);

	KUNIT_ASSERT_NOT_NULL(test, entry);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	debugfs_remove(file);
	proc_remove(entry);
}

/* ---- values ----------------------------------------------------------------------------------- */

static int get_number(void *unused, u64 *value)
{
	*value = 3;
	return 0;
}

DEFINE_SIMPLE_ATTRIBUTE(number_fops, get_number, NULL, "%llu\n");

/* A module that is nothing but a parameter: what was last written to it is kept as long as the module. */
static int parameter;
static struct kernel_param parameters[] = {
	{ .name = "number", .ops = &param_ops_int, .perm = 0644, .arg = &parameter },
};
static struct module no_module = { .name = "fail_nth", .kp = parameters, .num_kp = 1 };

#define DEBUG_FILE "/sys/kernel/debug/" NAME

FAIL_NTH_MAKE(read_number, opened_and_read(DEBUG_FILE "-number", 0))
FAIL_NTH_MAKE(read_value, opened_and_read(DEBUG_FILE "-value", 0))
FAIL_NTH_MAKE(write_value, opened_and_written(DEBUG_FILE "-value"))
FAIL_NTH_MAKE(write_parameter, opened_and_written("/sys/module/fail_nth/parameters/number"))

static void fail_nth_values(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(read_number, close), FAIL_NTH_OBJECT(read_value, close),
		FAIL_NTH_OBJECT(write_value, close), FAIL_NTH_OBJECT(write_parameter, close),
	};
	static u32 value;
	struct dentry *number = debugfs_create_file(NAME "-number", 0444, NULL, NULL, &number_fops);
	struct dentry *other = debugfs_create_u32(NAME "-value", 0644, NULL, &value);

	KUNIT_ASSERT_FALSE(test, IS_ERR(number));
	KUNIT_ASSERT_FALSE(test, IS_ERR(other));
	module_files_create(&no_module);
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	module_files_remove(&no_module);
	no_module.param_files = NULL;
	debugfs_remove(number);
	debugfs_remove(other);
}

/* ---- bytes ------------------------------------------------------------------------------------ */

static ssize_t read_bytes(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t at,
			  size_t count)
{
	return count;
}

static ssize_t write_bytes(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t at,
			   size_t count)
{
	return count;
}

static struct bin_attribute bytes = {
	.attr = { .name = NAME "-bytes", .mode = 0644 }, .size = 100, .read = read_bytes, .write = write_bytes,
};
static struct bin_attribute other_bytes = { .attr = { .name = NAME "-other", .mode = 0444 }, .size = 100 };

static void *make_bin_file(void)
{
	return sysfs_create_bin_file(kernel_kobj, &other_bytes) ? NULL : &other_bytes;
}

static void unmake_bin_file(void *unused)
{
	sysfs_remove_bin_file(kernel_kobj, &other_bytes);
}

FAIL_NTH_MAKE(read_bin, opened_and_read("/sys/kernel/" NAME "-bytes", 0))
FAIL_NTH_MAKE(write_bin, opened_and_written("/sys/kernel/" NAME "-bytes"))

static void fail_nth_bytes(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(bin_file, unmake_bin_file), FAIL_NTH_OBJECT(read_bin, close), FAIL_NTH_OBJECT(write_bin, close),
	};

	KUNIT_ASSERT_EQ(test, sysfs_create_bin_file(kernel_kobj, &bytes), 0);
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	sysfs_remove_bin_file(kernel_kobj, &bytes);
}

static void files_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
}

static struct kunit_case files_cases[] = {
	KUNIT_CASE(fail_nth_proc), KUNIT_CASE(fail_nth_values), KUNIT_CASE(fail_nth_bytes), {}
};

static struct kunit_suite files_suite = {
	.name = "mm.fail_nth_files",
	.desc = "files made, opened, read and written, failing in turn",
	.exit = files_exit,
	.test_cases = files_cases,
};
kunit_test_suite(files_suite);
