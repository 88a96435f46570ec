// SPDX-License-Identifier: MIT
/* Lab: a character device whose content lies in pages. See pages_device.md. */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>

#define NR_PAGES 16

static DEFINE_MUTEX(lock);
static unsigned long page[NR_PAGES];
static loff_t size;
static dev_t number;
static struct cdev cdev;
static struct class *class;

static ssize_t pages_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	size_t offset = *pos % PAGE_SIZE;
	ssize_t n = 0;

	mutex_lock(&lock);
	if (*pos < size) {
		n = min_t(size_t, count, min_t(size_t, PAGE_SIZE - offset, size - *pos));
		if (page[*pos / PAGE_SIZE] ? copy_to_user(buf, (void *)page[*pos / PAGE_SIZE] + offset, n) : clear_user(buf, n))
			n = -EFAULT;
		else
			*pos += n;
	}
	mutex_unlock(&lock);
	return n;
}

static ssize_t pages_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	size_t offset = *pos % PAGE_SIZE;
	unsigned int i = *pos / PAGE_SIZE;
	ssize_t n = min_t(size_t, count, PAGE_SIZE - offset);

	if (*pos >= NR_PAGES * PAGE_SIZE)
		return -ENOSPC;
	mutex_lock(&lock);
	if (!page[i])
		page[i] = get_zeroed_page(GFP_KERNEL);
	if (!page[i])
		n = -ENOMEM;
	else if (copy_from_user((void *)page[i] + offset, buf, n))
		n = -EFAULT;
	else
		size = max(size, *pos += n);
	mutex_unlock(&lock);
	return n;
}

static const struct file_operations pages_fops = {
	.owner = THIS_MODULE, .read = pages_read, .write = pages_write, .llseek = default_llseek,
};

static int __init pages_device_init(void)
{
	int err = alloc_chrdev_region(&number, 0, 1, "pages");

	if (err)
		return err;
	cdev_init(&cdev, &pages_fops);
	err = cdev_add(&cdev, number, 1);
	if (err)
		goto no_cdev;
	class = class_create(THIS_MODULE, "pages");
	if (IS_ERR(class)) {
		err = PTR_ERR(class);
		goto no_class;
	}
	err = PTR_ERR_OR_ZERO(device_create(class, NULL, number, NULL, "pages0"));
	if (!err)
		return 0;
	class_destroy(class);
no_class:
	cdev_del(&cdev);
no_cdev:
	unregister_chrdev_region(number, 1);
	return err;
}

static void __exit pages_device_exit(void)
{
	device_destroy(class, number);
	class_destroy(class);
	cdev_del(&cdev);
	unregister_chrdev_region(number, 1);
	for (int i = 0; i < NR_PAGES; i++)
		free_page(page[i]);
}

module_init(pages_device_init);
module_exit(pages_device_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("/dev/pages0: what is written is kept in pages");
MODULE_INFO(lab, "echo hello > /dev/pages0; write /dev/pages0 @0x5a:8192 100; read /dev/pages0 32 4070");
