// SPDX-License-Identifier: MIT
/* Files whose content is a value: groups under /sys, the knobs of /proc/sys/vm, /proc/<pid>; and pids. */
#include <kunit/test.h>
#include <linux/kobject.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>
#include <quarry/sched.h>
#include <quarry/vfs.h>

/* What a file says, in a static text; "" if it cannot be read. */
static const char *content(const char *path)
{
	static char text[256];
	struct file *file = filp_open(path, O_RDONLY, 0);
	loff_t pos = 0;
	ssize_t n;

	memset(text, 0, sizeof(text));
	if (IS_ERR(file))
		return "";
	n = vfs_read(file, (char __user *)text, sizeof(text) - 1, &pos);
	filp_close(file, NULL);
	return n < 0 ? "" : text;
}

static ssize_t put(const char *path, const char *text)
{
	struct file *file = filp_open(path, O_WRONLY, 0);
	loff_t pos = 0;
	ssize_t n;

	if (IS_ERR(file))
		return PTR_ERR(file);
	n = vfs_write(file, (const char __user *)text, strlen(text), &pos);
	filp_close(file, NULL);
	return n;
}

/* ---- groups of attributes */

static int height = 3;

static ssize_t height_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%d\n", height);
}

static ssize_t height_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t count)
{
	int err = kstrtoint(buf, 10, &height);

	return err ?: (ssize_t)count;
}

static struct kobj_attribute height_attr = __ATTR(height, 0644, height_show, height_store);
static struct kobj_attribute hidden_attr = __ATTR(hidden, 0644, height_show, height_store);
static struct attribute *tree_attrs[] = { &height_attr.attr, &hidden_attr.attr, NULL };

static umode_t tree_visible(struct kobject *kobj, struct attribute *attr, int i)
{
	return attr == &hidden_attr.attr ? 0 : attr->mode;
}

static const struct attribute_group plain_group = { .attrs = tree_attrs, .is_visible = tree_visible };
static const struct attribute_group named_group = { .name = "named", .attrs = tree_attrs };
static const struct attribute_group *tree_groups[] = { &plain_group, &named_group, NULL };

static void sysfs_groups(struct kunit *test)
{
	struct kobject *kobj = kobject_create_and_add("test_tree", kernel_kobj);
	unsigned int nodes;

	KUNIT_ASSERT_NOT_NULL(test, kobj);
	nodes = vfs_nodes();
	KUNIT_ASSERT_EQ(test, sysfs_create_groups(kobj, tree_groups), 0);
	KUNIT_EXPECT_STREQ(test, content("/sys/kernel/test_tree/height"), "3\n");
	KUNIT_EXPECT_EQ(test, put("/sys/kernel/test_tree/height", "17\n"), (ssize_t)3);
	KUNIT_EXPECT_STREQ(test, content("/sys/kernel/test_tree/named/height"), "17\n");
	KUNIT_EXPECT_EQ(test, put("/sys/kernel/test_tree/named/height", "x"), (ssize_t)-EINVAL);
	KUNIT_EXPECT_STREQ(test, content("/sys/kernel/test_tree/hidden"), "");
	KUNIT_EXPECT_STREQ(test, content("/sys/kernel/test_tree/named/hidden"), "17\n");
	sysfs_remove_groups(kobj, tree_groups);
	KUNIT_EXPECT_STREQ(test, content("/sys/kernel/test_tree/height"), "");
	KUNIT_EXPECT_EQ(test, vfs_nodes(), nodes);
	kobject_put(kobj);
	height = 3;
}

/* ---- /proc/sys/vm */

static void vm_knobs(struct kunit *test)
{
	int before = min_free_kbytes, ratio = sysctl_lowmem_reserve_ratio[0];
	char text[64];

	snprintf(text, sizeof(text), "%d\n", before);
	KUNIT_EXPECT_STREQ(test, content("/proc/sys/vm/min_free_kbytes"), text);
	KUNIT_EXPECT_EQ(test, put("/proc/sys/vm/min_free_kbytes", "-1"), (ssize_t)-EINVAL);
	KUNIT_EXPECT_EQ(test, put("/proc/sys/vm/min_free_kbytes", "many"), (ssize_t)-EINVAL);
	snprintf(text, sizeof(text), "%d", before + 64);
	KUNIT_EXPECT_GT(test, put("/proc/sys/vm/min_free_kbytes", text), (ssize_t)0);
	KUNIT_EXPECT_EQ(test, min_free_kbytes, before + 64);
	snprintf(text, sizeof(text), "%d", before);
	put("/proc/sys/vm/min_free_kbytes", text);
	KUNIT_EXPECT_EQ(test, min_free_kbytes, before);

	KUNIT_EXPECT_GT(test, put("/proc/sys/vm/lowmem_reserve_ratio", "512"), (ssize_t)0);
	KUNIT_EXPECT_EQ(test, sysctl_lowmem_reserve_ratio[0], 512);
	KUNIT_EXPECT_EQ(test, strncmp(content("/proc/sys/vm/lowmem_reserve_ratio"), "512\t", 4), 0);
	KUNIT_EXPECT_EQ(test, put("/proc/sys/vm/lowmem_reserve_ratio", "1 2 3 4 5 6 7 8"), (ssize_t)-EINVAL);
	KUNIT_EXPECT_EQ(test, put("/proc/sys/vm/lowmem_reserve_ratio", "1 x"), (ssize_t)-EINVAL);
	snprintf(text, sizeof(text), "%d", ratio);
	put("/proc/sys/vm/lowmem_reserve_ratio", text);
	KUNIT_EXPECT_EQ(test, sysctl_lowmem_reserve_ratio[0], ratio);

	KUNIT_EXPECT_EQ(test, put("/proc/sys/vm/drop_caches", "4"), (ssize_t)-EINVAL);
	KUNIT_EXPECT_EQ(test, put("/proc/sys/vm/drop_caches", "3"), (ssize_t)1);
}

/* ---- /proc/sys/kernel */

static void kernel_knobs(struct kunit *test)
{
	int period, runtime, now;
	char text[64];

	sched_rt_limits(&period, &runtime);
	snprintf(text, sizeof(text), "%d\n", runtime);
	KUNIT_EXPECT_STREQ(test, content("/proc/sys/kernel/sched_rt_runtime_us"), text);
	KUNIT_EXPECT_EQ(test, put("/proc/sys/kernel/sched_rt_runtime_us", "2000000000"), (ssize_t)-EINVAL);
	KUNIT_EXPECT_EQ(test, put("/proc/sys/kernel/sched_rt_period_us", "0"), (ssize_t)-EINVAL);
	KUNIT_EXPECT_EQ(test, put("/proc/sys/kernel/sched_rt_runtime_us", "-1"), (ssize_t)2);
	sched_rt_limits(&period, &now);
	KUNIT_EXPECT_EQ(test, now, -1);
	put("/proc/sys/kernel/sched_rt_runtime_us", text);
	sched_rt_limits(&period, &now);
	KUNIT_EXPECT_EQ(test, now, runtime);
}

/* ---- threads by their numbers */

static int sleeper(void *unused)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static bool has_maps(pid_t nr)
{
	char path[32];
	struct file *file;

	snprintf(path, sizeof(path), "/proc/%d/maps", nr);
	file = filp_open(path, O_RDONLY, 0);
	if (IS_ERR(file))
		return false;
	filp_close(file, NULL);
	return true;
}

static void pids(struct kunit *test)
{
	struct task_struct *task = kthread_run(sleeper, NULL, "sleeper"), *found;
	unsigned int nodes = vfs_nodes();
	struct pid *pid;
	pid_t nr;

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	nr = task->pid;
	pid = find_get_pid(nr);
	KUNIT_ASSERT_NOT_NULL(test, pid);
	KUNIT_EXPECT_EQ(test, pid_nr(pid), nr);
	KUNIT_EXPECT_PTR_EQ(test, pid_task(pid, PIDTYPE_PID), task);
	found = get_pid_task(pid, PIDTYPE_PID);
	KUNIT_EXPECT_PTR_EQ(test, found, task);
	put_task_struct(found);
	put_pid(get_pid(pid));
	KUNIT_EXPECT_PTR_EQ(test, find_task_by_vpid(nr), task);
	KUNIT_EXPECT_TRUE(test, has_maps(nr));

	get_task_struct(task);
	kthread_stop(task);
	KUNIT_EXPECT_NULL(test, get_pid_task(pid, PIDTYPE_PID));
	KUNIT_EXPECT_NULL(test, find_get_pid(nr));
	KUNIT_EXPECT_FALSE(test, has_maps(nr));
	put_task_struct(task);
	put_pid(pid);
	KUNIT_EXPECT_EQ(test, vfs_nodes(), nodes);
	KUNIT_EXPECT_EQ(test, put("/proc/self/maps", "x"), (ssize_t)-EINVAL);
}

static struct kunit_case values_cases[] = {
	KUNIT_CASE(sysfs_groups),
	KUNIT_CASE(vm_knobs),
	KUNIT_CASE(kernel_knobs),
	KUNIT_CASE(pids),
	{},
};

static struct kunit_suite values_suite = {
	.name = "files.values",
	.desc = "sysfs groups, /proc/sys/vm, /proc/<pid>, pids",
	.test_cases = values_cases,
};
kunit_test_suite(values_suite);
