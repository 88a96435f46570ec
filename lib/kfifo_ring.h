/* SPDX-License-Identifier: MIT */
/* Copies between a ring and memory, around the ring's end; lib/kfifo.c and lib/kfifo_record.c. */
#ifndef _LIB_KFIFO_RING_H
#define _LIB_KFIFO_RING_H

#include <linux/kfifo.h>
#include <linux/minmax.h>
#include <linux/string.h>

/* How many of @n elements lie before the ring's end, from element @at on. */
static inline unsigned int kfifo_before_end(const struct __kfifo *fifo, unsigned int at, unsigned int n)
{
	return min(n, fifo->mask + 1 - (at & fifo->mask));
}

static inline void *kfifo_place(const struct __kfifo *fifo, unsigned int at)
{
	return fifo->data + (size_t)(at & fifo->mask) * fifo->esize;
}

/* @n elements, for which there is room, to place @at. */
static inline void kfifo_copy_in(struct __kfifo *fifo, unsigned int at, const void *from, unsigned int n)
{
	size_t first = (size_t)kfifo_before_end(fifo, at, n) * fifo->esize;

	memcpy(kfifo_place(fifo, at), from, first);
	memcpy(fifo->data, from + first, (size_t)n * fifo->esize - first);
}

static inline void kfifo_copy_out(const struct __kfifo *fifo, unsigned int at, void *to, unsigned int n)
{
	size_t first = (size_t)kfifo_before_end(fifo, at, n) * fifo->esize;

	memcpy(to, kfifo_place(fifo, at), first);
	memcpy(to + first, fifo->data, (size_t)n * fifo->esize - first);
}

#endif
