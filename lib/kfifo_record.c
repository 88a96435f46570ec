// SPDX-License-Identifier: MIT
/* Rings of records: pieces of bytes behind their lengths, the lower byte first. Theory: linux/kfifo.h. */
#include <asm/barrier.h>
#include <linux/export.h>
#include "kfifo_ring.h"

/* The longest record whose length fits into @recsize bytes. */
static unsigned int longest(size_t recsize)
{
	return (1U << (8 * recsize)) - 1;
}

/** __kfifo_len_r - the length of the next record, which there is */
unsigned int __kfifo_len_r(const struct __kfifo *fifo, size_t recsize)
{
	u8 length[2] = { 0, 0 };

	kfifo_copy_out(fifo, fifo->out, length, (unsigned int)recsize);
	return length[0] | length[1] << 8;
}
EXPORT_SYMBOL(__kfifo_len_r);

/** __kfifo_in_r - put a record in. Return: its length, or 0: no room, or too long */
unsigned int __kfifo_in_r(struct __kfifo *fifo, const void *from, unsigned int n, size_t recsize)
{
	const u8 length[2] = { (u8)n, (u8)(n >> 8) };
	unsigned int room = fifo->mask + 1 - (fifo->in - smp_load_acquire(&fifo->out));

	if (!fifo->data || n > longest(recsize) || n + recsize > room)
		return 0;
	kfifo_copy_in(fifo, fifo->in, length, (unsigned int)recsize);
	kfifo_copy_in(fifo, fifo->in + (unsigned int)recsize, from, n);
	smp_store_release(&fifo->in, fifo->in + n + (unsigned int)recsize);
	return n;
}
EXPORT_SYMBOL(__kfifo_in_r);

/** __kfifo_out_peek_r - copy the next record, at most @n bytes of it. Return: how many */
unsigned int __kfifo_out_peek_r(const struct __kfifo *fifo, void *to, unsigned int n, size_t recsize)
{
	if (smp_load_acquire(&fifo->in) == fifo->out)
		return 0;
	n = min(n, __kfifo_len_r(fifo, recsize));
	kfifo_copy_out(fifo, fifo->out + (unsigned int)recsize, to, n);
	return n;
}
EXPORT_SYMBOL(__kfifo_out_peek_r);

/** __kfifo_skip_r - throw the next record away, if there is one */
void __kfifo_skip_r(struct __kfifo *fifo, size_t recsize)
{
	if (smp_load_acquire(&fifo->in) != fifo->out)
		smp_store_release(&fifo->out, fifo->out + __kfifo_len_r(fifo, recsize) + (unsigned int)recsize);
}
EXPORT_SYMBOL(__kfifo_skip_r);

/** __kfifo_out_r - take the next record out; what is beyond @n bytes of it is lost. Return: how many */
unsigned int __kfifo_out_r(struct __kfifo *fifo, void *to, unsigned int n, size_t recsize)
{
	n = __kfifo_out_peek_r(fifo, to, n, recsize);
	__kfifo_skip_r(fifo, recsize);
	return n;
}
EXPORT_SYMBOL(__kfifo_out_r);
