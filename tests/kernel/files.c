// SPDX-License-Identifier: MIT
/*
 * Files from end to end: a character device of the scull kind (pages that hold what was written), and
 * files under /proc, /sys and debugfs, opened, used, misused and taken away under their users.
 */
#include <kunit/test.h>
#include <linux/cdev.h>
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/uaccess.h>
#include <quarry/vfs.h>

#include "test_threads.h"

#define SCULL_PAGES 4
#define SCULL_IOC_SIZE _IOR('k', 1, int)

static struct scull {
	struct cdev cdev;
	struct mutex lock;
	char *page[SCULL_PAGES];
	size_t size;
	atomic_t opened, released;
	wait_queue_head_t changed;
} scull;

static int scull_open(struct inode *inode, struct file *file)
{
	struct scull *dev = container_of(inode->i_cdev, struct scull, cdev);

	file->private_data = dev;
	atomic_inc(&dev->opened);
	return 0;
}

static int scull_release(struct inode *inode, struct file *file)
{
	atomic_inc(&((struct scull *)file->private_data)->released);
	return 0;
}

static ssize_t scull_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct scull *dev = file->private_data;
	ssize_t n = -EFAULT;

	mutex_lock(&dev->lock);
	count = *pos >= dev->size ? 0 : min_t(size_t, count, dev->size - *pos);
	count = min_t(size_t, count, PAGE_SIZE - *pos % PAGE_SIZE);
	if (!count || !copy_to_user(buf, dev->page[*pos / PAGE_SIZE] + *pos % PAGE_SIZE, count)) {
		n = (ssize_t)count;
		*pos += n;
	}
	mutex_unlock(&dev->lock);
	return n;
}

static ssize_t scull_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	struct scull *dev = file->private_data;
	ssize_t n = -ENOSPC;

	if (*pos >= SCULL_PAGES * PAGE_SIZE)
		return -ENOSPC;
	mutex_lock(&dev->lock);
	count = min_t(size_t, count, PAGE_SIZE - *pos % PAGE_SIZE);
	if (!dev->page[*pos / PAGE_SIZE])
		dev->page[*pos / PAGE_SIZE] = (char *)get_zeroed_page(GFP_KERNEL);
	if (dev->page[*pos / PAGE_SIZE]) {
		n = copy_from_user(dev->page[*pos / PAGE_SIZE] + *pos % PAGE_SIZE, buf, count) ? -EFAULT : (ssize_t)count;
		*pos += max_t(ssize_t, n, 0);
		dev->size = max_t(size_t, dev->size, *pos);
	}
	mutex_unlock(&dev->lock);
	wake_up_interruptible(&dev->changed);
	return n;
}

static loff_t scull_llseek(struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, ((struct scull *)file->private_data)->size);
}

static long scull_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct scull *dev = file->private_data;

	return cmd == SCULL_IOC_SIZE ? put_user((int)dev->size, (int __user *)arg) : -ENOTTY;
}

static __poll_t scull_poll(struct file *file, poll_table *table)
{
	struct scull *dev = file->private_data;

	poll_wait(file, &dev->changed, table);
	return EPOLLOUT | (READ_ONCE(dev->size) ? EPOLLIN : 0);
}

static const struct file_operations scull_fops = {
	.open = scull_open, .release = scull_release, .read = scull_read, .write = scull_write,
	.llseek = scull_llseek, .unlocked_ioctl = scull_ioctl, .poll = scull_poll,
};

static struct class *class;
static dev_t number;

static int scull_start(struct kunit *test)
{
	memset(&scull, 0, sizeof(scull));
	mutex_init(&scull.lock);
	init_waitqueue_head(&scull.changed);
	KUNIT_ASSERT_EQ(test, alloc_chrdev_region(&number, 0, 1, "scull-test"), 0);
	cdev_init(&scull.cdev, &scull_fops);
	KUNIT_ASSERT_EQ(test, cdev_add(&scull.cdev, number, 1), 0);
	class = class_create(THIS_MODULE, "scull-test");
	KUNIT_ASSERT_FALSE(test, IS_ERR(class));
	KUNIT_ASSERT_FALSE(test, IS_ERR(device_create(class, NULL, number, NULL, "scull%d", 0)));
	return 0;
}

static void scull_stop(struct kunit *test)
{
	if (!number)
		return;
	device_destroy(class, number);
	class_destroy(class);
	if (scull.cdev.gate)
		cdev_del(&scull.cdev);
	unregister_chrdev_region(number, 1);
	for (int i = 0; i < SCULL_PAGES; i++)
		free_page((unsigned long)scull.page[i]);
	number = 0;
}

static ssize_t put(struct file *file, const char *text, loff_t *pos)
{
	return vfs_write(file, (const char __user *)text, strlen(text), pos);
}

static void device_reads_and_writes(struct kunit *test)
{
	struct file *file = filp_open("/dev/scull0", O_RDWR, 0);
	char buf[32] = "";
	loff_t pos = PAGE_SIZE - 3;
	int size = 0;

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, poll_file(file, EPOLLIN, 0), 0U);
	KUNIT_EXPECT_EQ(test, put(file, "hello", &pos), 3);
	KUNIT_EXPECT_EQ(test, put(file, "lo", &pos), 2);
	KUNIT_EXPECT_EQ(test, poll_file(file, EPOLLIN, HZ), EPOLLIN);
	pos = PAGE_SIZE - 3;
	KUNIT_EXPECT_EQ(test, vfs_read(file, (char __user *)buf, 31, &pos), 3);
	KUNIT_EXPECT_EQ(test, vfs_read(file, (char __user *)buf + 3, 28, &pos), 2);
	KUNIT_EXPECT_STREQ(test, buf, "hello");
	KUNIT_EXPECT_EQ(test, vfs_read(file, (char __user *)buf, 31, &pos), 0);
	KUNIT_EXPECT_EQ(test, vfs_ioctl(file, SCULL_IOC_SIZE, (unsigned long)&size), 0);
	KUNIT_EXPECT_EQ(test, size, (int)PAGE_SIZE + 2);
	KUNIT_EXPECT_EQ(test, vfs_ioctl(file, 99, 0), -ENOTTY);
	KUNIT_EXPECT_EQ(test, vfs_llseek(file, -2, SEEK_END), (loff_t)PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, vfs_llseek(file, 1, SEEK_END), -EINVAL);
	pos = 0;
	KUNIT_EXPECT_EQ(test, vfs_read(file, (char __user *)16, 8, &pos), (ssize_t)-EFAULT);
	filp_close(file, NULL);
	KUNIT_EXPECT_EQ(test, atomic_read(&scull.opened), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&scull.released), 1);
	KUNIT_EXPECT_EQ(test, PTR_ERR(filp_open("/dev/scull1", O_RDWR, 0)), -ENOENT);
}

static void device_goes_while_open(struct kunit *test)
{
	struct file *file = filp_open("/dev/scull0", O_RDWR, 0);
	loff_t pos = 0;

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	cdev_del(&scull.cdev);
	KUNIT_EXPECT_EQ(test, atomic_read(&scull.released), 1);
	KUNIT_EXPECT_EQ(test, put(file, "x", &pos), -ENODEV);
	KUNIT_EXPECT_EQ(test, PTR_ERR(filp_open("/dev/scull0", O_RDWR, 0)), -ENXIO);
	filp_close(file, NULL);
	KUNIT_EXPECT_EQ(test, atomic_read(&scull.released), 1);
}

#define TORTURE_ROUNDS 200

/* Each thread writes its own byte over and over, and must never read a mixture. */
static void torture_thread(unsigned int index, void *arg)
{
	char mine[64], seen[64];

	memset(mine, 'a' + (int)index, sizeof(mine));
	for (int i = 0; i < TORTURE_ROUNDS; i++) {
		struct file *file = filp_open("/dev/scull0", O_RDWR, 0);
		loff_t pos = 0;

		if (IS_ERR(file)) {
			atomic_inc(arg);
			continue;
		}
		atomic_add(vfs_write(file, (const char __user *)mine, sizeof(mine), &pos) != sizeof(mine), arg);
		pos = 0;
		atomic_add(vfs_read(file, (char __user *)seen, sizeof(seen), &pos) != sizeof(seen), arg);
		atomic_add(memchr_inv(seen, seen[0], sizeof(seen)) != NULL, arg);
		filp_close(file, NULL);
	}
}

static void device_used_by_many(struct kunit *test)
{
	static struct test_threads threads;
	atomic_t wrong = ATOMIC_INIT(0);

	test_threads_start(test, &threads, 8, torture_thread, &wrong);
	test_threads_wait(&threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&wrong), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&scull.opened), 8 * TORTURE_ROUNDS);
	KUNIT_EXPECT_EQ(test, atomic_read(&scull.released), 8 * TORTURE_ROUNDS);
}

static struct kunit_case device_cases[] = {
	KUNIT_CASE(device_reads_and_writes), KUNIT_CASE(device_goes_while_open), KUNIT_CASE(device_used_by_many), {}
};

static struct kunit_suite device_suite = {
	.name = "files.device",
	.desc = "a character device: operations, removal while open, many users",
	.init = scull_start,
	.exit = scull_stop,
	.test_cases = device_cases,
};

/* ---- records */

#define RECORDS 300

static int starts_less_stops;

static void *records_start(struct seq_file *m, loff_t *pos)
{
	starts_less_stops++;
	return *pos < RECORDS ? (void *)(long)(*pos + 1) : NULL;
}

static void *records_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return *pos < RECORDS ? (void *)(long)(*pos + 1) : NULL;
}

static void records_stop(struct seq_file *m, void *v)
{
	starts_less_stops--;
}

/* Record 100 is larger than a page, every seventh is left out. */
static int records_show(struct seq_file *m, void *v)
{
	long n = (long)v - 1;

	if (n % 7 == 3)
		return SEQ_SKIP;
	seq_printf(m, "%ld%*s\n", n, n == 100 ? 9000 : 1, "");
	return 0;
}

static const struct seq_operations records = { records_start, records_stop, records_next, records_show };

static size_t expected_text(char *buf)
{
	size_t n = 0;

	for (long i = 0; i < RECORDS; i++)
		if (i % 7 != 3)
			n += sprintf(buf + n, "%ld%*s\n", i, i == 100 ? 9000 : 1, "");
	return n;
}

static void records_in_pieces(struct kunit *test)
{
	struct proc_dir_entry *entry = proc_create_seq("records-test", 0, NULL, &records);
	char *want = kmalloc(16384, GFP_KERNEL), *got = kmalloc(16384, GFP_KERNEL);
	struct file *file = filp_open("/proc/records-test", O_RDONLY, 0);
	size_t size = expected_text(want), n = 0;
	loff_t pos = 0;
	ssize_t step;

	KUNIT_ASSERT_NOT_NULL(test, entry);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	while ((step = vfs_read(file, (char __user *)got + n, 1 + kunit_random_below(test, 700), &pos)) > 0)
		n += step;
	KUNIT_EXPECT_EQ(test, n, size);
	KUNIT_EXPECT_EQ(test, memcmp(want, got, size), 0);
	for (int i = 0; i < 20; i++) {
		pos = kunit_random_below(test, (u32)size);
		n = pos;
		step = vfs_read(file, (char __user *)got, 50, &pos);
		KUNIT_EXPECT_EQ(test, step, min_t(ssize_t, 50, size - n));
		KUNIT_EXPECT_EQ(test, memcmp(want + n, got, step), 0);
	}
	KUNIT_EXPECT_EQ(test, starts_less_stops, 0);
	proc_remove(entry);
	pos = 0;
	KUNIT_EXPECT_EQ(test, vfs_read(file, (char __user *)got, 10, &pos), -EIO);
	filp_close(file, NULL);
	kfree(want);
	kfree(got);
}

/* ---- values */

static void values(struct kunit *test)
{
	struct dentry *dir = debugfs_create_dir("files-test", NULL);
	struct file *file;
	char buf[16] = "";
	loff_t pos = 0;
	u8 value = 200;

	debugfs_create_u8("value", 0644, dir, &value);
	file = filp_open("/sys/kernel/debug/files-test/value", O_RDWR, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, vfs_read(file, (char __user *)buf, sizeof(buf), &pos), 4);
	KUNIT_EXPECT_STREQ(test, buf, "200\n");
	pos = 0;
	KUNIT_EXPECT_EQ(test, put(file, "77\n", &pos), 3);
	KUNIT_EXPECT_EQ(test, value, 77);
	KUNIT_EXPECT_EQ(test, put(file, "256", &pos), -ERANGE);
	KUNIT_EXPECT_EQ(test, put(file, "x", &pos), -EINVAL);
	debugfs_remove(dir);
	KUNIT_EXPECT_EQ(test, put(file, "1", &pos), -EIO);
	filp_close(file, NULL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(vfs_lookup("/sys/kernel/debug/files-test")), -ENOENT);
}

/* ---- misuse */

static ssize_t boasting_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return (ssize_t)count + 1;
}

static ssize_t leaking_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	preempt_disable();
	return (ssize_t)count;
}

static int forbidding_open(struct inode *inode, struct file *file)
{
	return file->f_flags & O_NONBLOCK ? -EBUSY : 0;
}

static const struct file_operations rude_fops = {
	.open = forbidding_open, .read = boasting_read, .write = leaking_write,
};

static struct miscdevice rude = { .minor = MISC_DYNAMIC_MINOR, .name = "rude-test", .fops = &rude_fops };

static void rude_drivers(struct kunit *test)
{
	struct file *file;
	char c = 0;
	loff_t pos = 0;

	KUNIT_ASSERT_EQ(test, misc_register(&rude), 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(filp_open("/dev/rude-test", O_RDWR | O_NONBLOCK, 0)), -EBUSY);
	file = filp_open("/dev/rude-test", O_RDWR, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	KUNIT_EXPECT_EQ(test, vfs_read(file, (char __user *)&c, 1, &pos), -EIO);
	KUNIT_EXPECT_EQ(test, vfs_write(file, (const char __user *)&c, 1, &pos), 1);
	KUNIT_EXPECT_FALSE(test, in_atomic());
	misc_deregister(&rude);
	KUNIT_EXPECT_EQ(test, vfs_read(file, (char __user *)&c, 1, &pos), -ENODEV);
	filp_close(file, NULL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(vfs_lookup("/dev/rude-test")), -ENOENT);
}

/* A copy stops at the first bad byte, wherever that is. */
static void bad_addresses(struct kunit *test)
{
	char *good = kmalloc(64, GFP_KERNEL), got[64];
	char *bad = (char *)64; /* nothing is mapped at the beginning of the address space */

	KUNIT_EXPECT_EQ(test, copy_from_user(got, (const char __user *)bad, 10), 10UL);
	KUNIT_EXPECT_EQ(test, copy_to_user((char __user *)bad, got, 10), 10UL);
	KUNIT_EXPECT_EQ(test, copy_to_user((char __user *)good, got, 64), 0UL);
	KUNIT_EXPECT_EQ(test, clear_user((char __user *)bad, 33), 33UL);
	KUNIT_EXPECT_EQ(test, clear_user((char __user *)good, 33), 0UL);
	KUNIT_EXPECT_NULL(test, memchr_inv(good, 0, 33));
	KUNIT_EXPECT_EQ(test, strncpy_from_user(got, (const char __user *)"abc", 64), 3L);
	KUNIT_EXPECT_EQ(test, strncpy_from_user(got, (const char __user *)bad, 64), (long)-EFAULT);
	KUNIT_EXPECT_EQ(test, copy_from_user(got, (const char __user *)~0UL, 2), 2UL);
	kfree(good);
}

static struct kunit_case file_cases[] = {
	KUNIT_CASE(records_in_pieces), KUNIT_CASE(values), KUNIT_CASE(rude_drivers), KUNIT_CASE(bad_addresses), {}
};

static struct kunit_suite file_suite = {
	.name = "files.tree",
	.desc = "records, values, drivers that lie, bad addresses",
	.test_cases = file_cases,
};
kunit_test_suites(&device_suite, &file_suite);

static u64 nodes_in_the_tree(void)
{
	return vfs_nodes();
}
KUNIT_LEAK_CHECK("files in the tree", nodes_in_the_tree);

static u64 open_files(void)
{
	return vfs_open_files();
}
KUNIT_LEAK_CHECK("open files", open_files);
