// SPDX-License-Identifier: MIT
/* Rings of elements. Theory: linux/kfifo.h. Context: any, with one reader and one writer at a time. */
#include <asm/barrier.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/log2.h>
#include "kfifo_ring.h"

int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, size_t esize, gfp_t gfp)
{
	*fifo = (struct __kfifo){ .esize = (unsigned int)esize };
	if (size < 2 || size > 1U << 31)
		return -EINVAL;
	size = (unsigned int)roundup_pow_of_two(size);
	fifo->data = kmalloc_array(size, esize, gfp);
	if (!fifo->data)
		return -ENOMEM;
	fifo->mask = size - 1;
	return 0;
}
EXPORT_SYMBOL(__kfifo_alloc);

/* @size in bytes. */
int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int size, size_t esize)
{
	size /= (unsigned int)esize;
	*fifo = (struct __kfifo){ .esize = (unsigned int)esize };
	if (size < 2)
		return -EINVAL;
	fifo->mask = (unsigned int)rounddown_pow_of_two(size) - 1;
	fifo->data = buffer;
	return 0;
}
EXPORT_SYMBOL(__kfifo_init);

void __kfifo_free(struct __kfifo *fifo)
{
	kfree(fifo->data);
	*fifo = (struct __kfifo){ .esize = fifo->esize };
}
EXPORT_SYMBOL(__kfifo_free);

unsigned int __kfifo_in(struct __kfifo *fifo, const void *from, unsigned int n)
{
	unsigned int out = smp_load_acquire(&fifo->out);

	if (!fifo->data)
		return 0;
	n = min(n, fifo->mask + 1 - (fifo->in - out));
	kfifo_copy_in(fifo, fifo->in, from, n);
	smp_store_release(&fifo->in, fifo->in + n);
	return n;
}
EXPORT_SYMBOL(__kfifo_in);

unsigned int __kfifo_out_peek(struct __kfifo *fifo, void *to, unsigned int n)
{
	n = min(n, smp_load_acquire(&fifo->in) - fifo->out);
	if (n)
		kfifo_copy_out(fifo, fifo->out, to, n);
	return n;
}
EXPORT_SYMBOL(__kfifo_out_peek);

unsigned int __kfifo_skip(struct __kfifo *fifo, unsigned int n)
{
	n = min(n, smp_load_acquire(&fifo->in) - fifo->out);
	smp_store_release(&fifo->out, fifo->out + n);
	return n;
}
EXPORT_SYMBOL(__kfifo_skip);

unsigned int __kfifo_out(struct __kfifo *fifo, void *to, unsigned int n)
{
	return __kfifo_skip(fifo, __kfifo_out_peek(fifo, to, n));
}
EXPORT_SYMBOL(__kfifo_out);
