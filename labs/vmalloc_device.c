// SPDX-License-Identifier: MIT
/* Lab: a character device whose content lies in one area of vmalloc(), which grows. See vmalloc_device.md. */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#define MOST (1 << 20)

static DEFINE_MUTEX(lock);
static char *area;
static size_t room, size;
static int major;
static struct class *class;

/* An area that is twice as large, with the same content. */
static int make_room(size_t wanted)
{
	size_t larger = roundup_pow_of_two(max_t(size_t, wanted, PAGE_SIZE));
	char *new;

	if (wanted <= room)
		return 0;
	new = vzalloc(larger);
	if (!new)
		return -ENOMEM;
	if (size)
		memcpy(new, area, size);
	pr_info("%zu bytes at %px, before %zu at %px\n", larger, new, room, area);
	vfree(area);
	area = new;
	room = larger;
	return 0;
}

static ssize_t area_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	ssize_t n;

	mutex_lock(&lock);
	n = simple_read_from_buffer(buf, count, pos, area, size);
	mutex_unlock(&lock);
	return n;
}

static ssize_t area_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	ssize_t n;

	if (*pos > MOST || count > MOST - *pos)
		return -ENOSPC;
	mutex_lock(&lock);
	n = make_room(*pos + count);
	if (!n)
		n = simple_write_to_buffer(area, room, pos, buf, count);
	if (n > 0)
		size = max_t(size_t, size, *pos);
	mutex_unlock(&lock);
	return n;
}

static const struct file_operations area_fops = {
	.owner = THIS_MODULE, .read = area_read, .write = area_write, .llseek = default_llseek,
};

static int __init vmalloc_device_init(void)
{
	struct device *device;

	major = register_chrdev(0, "area", &area_fops);
	if (major < 0)
		return major;
	class = class_create(THIS_MODULE, "area");
	device = IS_ERR(class) ? ERR_CAST(class) : device_create(class, NULL, MKDEV(major, 0), NULL, "area0");
	if (!IS_ERR(device))
		return 0;
	if (!IS_ERR(class))
		class_destroy(class);
	unregister_chrdev(major, "area");
	return PTR_ERR(device);
}

static void __exit vmalloc_device_exit(void)
{
	device_destroy(class, MKDEV(major, 0));
	class_destroy(class);
	unregister_chrdev(major, "area");
	vfree(area);
}

module_init(vmalloc_device_init);
module_exit(vmalloc_device_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("/dev/area0: what is written is kept in one vmalloc area");
MODULE_INFO(lab, "echo hello > /dev/area0; write /dev/area0 @0x5a:8192 100; read /dev/area0 32 8270");
