// SPDX-License-Identifier: MIT
/* Lab: a character device whose content lies in objects of a cache. See cache_device.md. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define QUANTUM 1000
#define NR_QUANTA 64

static DEFINE_MUTEX(lock);
static struct kmem_cache *cache;
static char *quantum[NR_QUANTA];
static loff_t size;

/* The content goes when the device is opened for writing only, as a shell's > does. */
static void forget(void)
{
	for (int i = 0; i < NR_QUANTA; i++)
		if (quantum[i])
			kmem_cache_free(cache, quantum[i]);
	memset(quantum, 0, sizeof(quantum));
	size = 0;
}

static int cache_open(struct inode *inode, struct file *file)
{
	if ((file->f_flags & O_ACCMODE) != O_WRONLY || file->f_flags & O_APPEND)
		return 0;
	mutex_lock(&lock);
	forget();
	mutex_unlock(&lock);
	return 0;
}

static ssize_t cache_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	unsigned int i = (unsigned int)*pos / QUANTUM, offset = (unsigned int)*pos % QUANTUM;
	ssize_t n = 0;

	mutex_lock(&lock);
	if (*pos < size) {
		n = min_t(loff_t, min_t(size_t, count, QUANTUM - offset), size - *pos);
		if (quantum[i] ? copy_to_user(buf, quantum[i] + offset, n) : clear_user(buf, n))
			n = -EFAULT;
		else
			*pos += n;
	}
	mutex_unlock(&lock);
	return n;
}

static ssize_t cache_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	unsigned int i = (unsigned int)*pos / QUANTUM, offset = (unsigned int)*pos % QUANTUM;
	ssize_t n = min_t(size_t, count, QUANTUM - offset);

	if (*pos >= NR_QUANTA * QUANTUM)
		return -ENOSPC;
	mutex_lock(&lock);
	if (!quantum[i])
		quantum[i] = kmem_cache_zalloc(cache, GFP_KERNEL);
	if (!quantum[i])
		n = -ENOMEM;
	else if (copy_from_user(quantum[i] + offset, buf, n))
		n = -EFAULT;
	else
		size = max(size, *pos += n);
	mutex_unlock(&lock);
	return n;
}

static const struct file_operations cache_fops = {
	.owner = THIS_MODULE, .open = cache_open, .read = cache_read, .write = cache_write, .llseek = default_llseek,
};

static struct miscdevice device = { .minor = MISC_DYNAMIC_MINOR, .name = "quanta", .fops = &cache_fops };

static int __init cache_device_init(void)
{
	int err;

	cache = kmem_cache_create("lab_quanta", QUANTUM, 0, SLAB_HWCACHE_ALIGN, NULL);
	if (!cache)
		return -ENOMEM;
	err = misc_register(&device);
	if (err)
		kmem_cache_destroy(cache);
	return err;
}

static void __exit cache_device_exit(void)
{
	misc_deregister(&device);
	forget();
	kmem_cache_destroy(cache);
}

module_init(cache_device_init);
module_exit(cache_device_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("/dev/quanta: what is written is kept in objects of a cache");
MODULE_INFO(lab, "echo hello > /dev/quanta; write /dev/quanta @0x5a:50 990; read /dev/quanta 64 980; slab lab_quanta");
