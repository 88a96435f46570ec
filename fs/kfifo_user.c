// SPDX-License-Identifier: MIT
/* Rings of elements, filled from and emptied to a caller's buffer (linux/kfifo.h). */
#include <linux/kernel.h>
#include <linux/kfifo.h>
#include <linux/uaccess.h>

/* The next contiguous piece, at most @length bytes; its elements. */
static unsigned int piece(const struct __kfifo *fifo, unsigned int at, unsigned int available, unsigned long length)
{
	unsigned int n = min_t(unsigned long, available, length / fifo->esize);

	return min(n, fifo->mask + 1 - (at & fifo->mask));
}

int __kfifo_from_user(struct __kfifo *fifo, const void __user *from, unsigned long length, unsigned int *copied)
{
	unsigned int n;

	for (*copied = 0; length; length -= n * fifo->esize) {
		n = piece(fifo, fifo->in, fifo->mask + 1 - (fifo->in - smp_load_acquire(&fifo->out)), length);
		if (!n)
			break;
		if (copy_from_user(fifo->data + (size_t)(fifo->in & fifo->mask) * fifo->esize, from + *copied, n * fifo->esize))
			return -EFAULT;
		*copied += n * fifo->esize;
		smp_store_release(&fifo->in, fifo->in + n);
	}
	return 0;
}
EXPORT_SYMBOL(__kfifo_from_user);

int __kfifo_to_user(struct __kfifo *fifo, void __user *to, unsigned long length, unsigned int *copied)
{
	unsigned int n;

	for (*copied = 0; length; length -= n * fifo->esize) {
		n = piece(fifo, fifo->out, smp_load_acquire(&fifo->in) - fifo->out, length);
		if (!n)
			break;
		if (copy_to_user(to + *copied, fifo->data + (size_t)(fifo->out & fifo->mask) * fifo->esize, n * fifo->esize))
			return -EFAULT;
		*copied += n * fifo->esize;
		smp_store_release(&fifo->out, fifo->out + n);
	}
	return 0;
}
EXPORT_SYMBOL(__kfifo_to_user);

/*
 * A record goes through memory of its own: what cannot be read or written as a whole must not move the
 * ring. Longer ones than the ring has room for do not go in, as *copied says.
 */
int __kfifo_from_user_r(struct __kfifo *fifo, const void __user *from, unsigned long length, unsigned int *copied,
			size_t recsize)
{
	unsigned int n = min_t(unsigned long, length, fifo->mask + 1);
	void *record = kmalloc(n, GFP_KERNEL);
	int err = 0;

	*copied = 0;
	if (!record)
		return -ENOMEM;
	if (copy_from_user(record, from, n))
		err = -EFAULT;
	else
		*copied = __kfifo_in_r(fifo, record, n, recsize);
	kfree(record);
	return err;
}
EXPORT_SYMBOL(__kfifo_from_user_r);

int __kfifo_to_user_r(struct __kfifo *fifo, void __user *to, unsigned long length, unsigned int *copied, size_t recsize)
{
	unsigned int n = min_t(unsigned long, length, fifo->mask + 1);
	void *record = kmalloc(n, GFP_KERNEL);
	int err = 0;

	*copied = 0;
	if (!record)
		return -ENOMEM;
	n = __kfifo_out_peek_r(fifo, record, n, recsize);
	if (copy_to_user(to, record, n)) {
		err = -EFAULT;
	} else {
		*copied = n;
		__kfifo_skip_r(fifo, recsize);
	}
	kfree(record);
	return err;
}
EXPORT_SYMBOL(__kfifo_to_user_r);
