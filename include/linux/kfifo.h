/* SPDX-License-Identifier: MIT */
/*
 * Rings of elements of one type, a power of two of them. in and out count up for ever; their lower
 * bits are places. One writer and one reader need no lock between them: each moves its own count,
 * behind the copy that it announces.
 *
 * A ring of records holds pieces of bytes, each behind its length in 1 or 2 bytes; what goes in as one
 * piece comes out as one. If the room is too small for a whole one, nothing goes in.
 */
#ifndef _LINUX_KFIFO_H
#define _LINUX_KFIFO_H

#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/types.h>

/**
 * struct __kfifo - a ring
 * @in: elements ever put in
 * @out: elements ever taken out
 * @mask: capacity less one
 * @esize: bytes of an element
 * @data: the place for them
 */
struct __kfifo {
	unsigned int in;
	unsigned int out;
	unsigned int mask;
	unsigned int esize;
	void *data;
};

int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, size_t esize, gfp_t gfp);
int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int size, size_t esize);
void __kfifo_free(struct __kfifo *fifo);
unsigned int __kfifo_in(struct __kfifo *fifo, const void *from, unsigned int n);
unsigned int __kfifo_out(struct __kfifo *fifo, void *to, unsigned int n);
unsigned int __kfifo_out_peek(struct __kfifo *fifo, void *to, unsigned int n);
unsigned int __kfifo_skip(struct __kfifo *fifo, unsigned int n);
int __kfifo_from_user(struct __kfifo *fifo, const void __user *from, unsigned long length, unsigned int *copied);
int __kfifo_to_user(struct __kfifo *fifo, void __user *to, unsigned long length, unsigned int *copied);

/* The same for records, whose lengths take @recsize bytes. lib/kfifo_record.c. */
unsigned int __kfifo_len_r(const struct __kfifo *fifo, size_t recsize);
unsigned int __kfifo_in_r(struct __kfifo *fifo, const void *from, unsigned int n, size_t recsize);
unsigned int __kfifo_out_r(struct __kfifo *fifo, void *to, unsigned int n, size_t recsize);
unsigned int __kfifo_out_peek_r(const struct __kfifo *fifo, void *to, unsigned int n, size_t recsize);
void __kfifo_skip_r(struct __kfifo *fifo, size_t recsize);
int __kfifo_from_user_r(struct __kfifo *fifo, const void __user *from, unsigned long length, unsigned int *copied,
			size_t recsize);
int __kfifo_to_user_r(struct __kfifo *fifo, void __user *to, unsigned long length, unsigned int *copied,
		      size_t recsize);

/*
 * @sample and @record take no room: they carry the element's type and the size of a record's length.
 * @buf is empty where the place is allocated.
 */
#define __STRUCT_KFIFO_REC(type, size, recsize)                                                    \
	{                                                                                          \
		struct __kfifo kfifo;                                                              \
		type *sample[0];                                                                   \
		char (*record[0])[recsize];                                                        \
		type buf[size];                                                                    \
	}
#define __STRUCT_KFIFO(type, size) __STRUCT_KFIFO_REC(type, size, 0)
#define __KFIFO_POWER_OF_2(size) (((size) < 2 || ((size) & ((size)-1))) ? -1 : (size))
#define STRUCT_KFIFO(type, size) struct __STRUCT_KFIFO(type, __KFIFO_POWER_OF_2(size))
#define STRUCT_KFIFO_PTR(type) struct __STRUCT_KFIFO(type, 0)
#define STRUCT_KFIFO_REC_1(size) struct __STRUCT_KFIFO_REC(unsigned char, __KFIFO_POWER_OF_2(size), 1)
#define STRUCT_KFIFO_REC_2(size) struct __STRUCT_KFIFO_REC(unsigned char, __KFIFO_POWER_OF_2(size), 2)

struct kfifo __STRUCT_KFIFO(unsigned char, 0);
struct kfifo_rec_ptr_1 __STRUCT_KFIFO_REC(unsigned char, 0, 1);
struct kfifo_rec_ptr_2 __STRUCT_KFIFO_REC(unsigned char, 0, 2);

#define DECLARE_KFIFO(fifo, type, size) STRUCT_KFIFO(type, size) fifo
#define DECLARE_KFIFO_PTR(fifo, type) STRUCT_KFIFO_PTR(type) fifo

#define __KFIFO_TYPE(fifo) typeof(*(fifo)->sample[0])
#define __is_kfifo_ptr(fifo) (sizeof((fifo)->buf) == 0)

/* The ring may lie in the structure, or not yet anywhere. */
#define INIT_KFIFO(fifo)                                                                           \
	((void)((fifo).kfifo = (struct __kfifo){                                                   \
			.mask = __is_kfifo_ptr(&(fifo)) ? 0 : ARRAY_SIZE((fifo).buf) - 1,          \
			.esize = sizeof(__KFIFO_TYPE(&(fifo))),                                    \
			.data = __is_kfifo_ptr(&(fifo)) ? NULL : (fifo).buf }))
#define DEFINE_KFIFO(fifo, type, size)                                                             \
	DECLARE_KFIFO(fifo, type, size) = {                                                        \
		.kfifo = { .mask = (size)-1, .esize = sizeof(type), .data = fifo.buf } }

/* 0 or an error; the size is rounded up, of a given buffer down, to a power of two. */
#define kfifo_alloc(fifo, size, gfp) __kfifo_alloc(&(fifo)->kfifo, size, sizeof(__KFIFO_TYPE(fifo)), gfp)
#define kfifo_init(fifo, buffer, size) __kfifo_init(&(fifo)->kfifo, buffer, size, sizeof(__KFIFO_TYPE(fifo)))
#define kfifo_free(fifo) __kfifo_free(&(fifo)->kfifo)

#define kfifo_initialized(fifo) ((fifo)->kfifo.mask != 0)
#define kfifo_esize(fifo) ((fifo)->kfifo.esize)
#define kfifo_recsize(fifo) (sizeof(*(fifo)->record[0]))
#define kfifo_size(fifo) ((fifo)->kfifo.mask + 1)
#define kfifo_len(fifo) (READ_ONCE((fifo)->kfifo.in) - READ_ONCE((fifo)->kfifo.out))
#define kfifo_avail(fifo)                                                                          \
	({                                                                                         \
		unsigned int __room = kfifo_size(fifo) - kfifo_len(fifo);                          \
		__room > kfifo_recsize(fifo) ? __room - (unsigned int)kfifo_recsize(fifo) : 0;     \
	})
#define kfifo_is_empty(fifo) (kfifo_len(fifo) == 0)
#define kfifo_is_full(fifo) (kfifo_len(fifo) > (fifo)->kfifo.mask)
#define kfifo_reset(fifo) ((void)((fifo)->kfifo.in = (fifo)->kfifo.out = 0))
#define kfifo_reset_out(fifo) ((void)((fifo)->kfifo.out = (fifo)->kfifo.in))
#define kfifo_skip(fifo)                                                                           \
	(kfifo_recsize(fifo) ? __kfifo_skip_r(&(fifo)->kfifo, kfifo_recsize(fifo))                 \
			     : (void)__kfifo_skip(&(fifo)->kfifo, 1))
#define kfifo_skip_count(fifo, n) ((void)__kfifo_skip(&(fifo)->kfifo, n))
#define kfifo_peek_len(fifo)                                                                       \
	(kfifo_is_empty(fifo)  ? 0                                                                 \
	 : kfifo_recsize(fifo) ? __kfifo_len_r(&(fifo)->kfifo, kfifo_recsize(fifo))                \
			       : kfifo_esize(fifo))

/* One element: 1, or 0 if there is no room, or nothing in it. */
#define kfifo_put(fifo, value)                                                                     \
	({                                                                                         \
		const __KFIFO_TYPE(fifo) __element = (value);                                      \
		__kfifo_in(&(fifo)->kfifo, &__element, 1);                                         \
	})
#define kfifo_get(fifo, to)                                                                        \
	({                                                                                         \
		__KFIFO_TYPE(fifo) *__to = (to);                                                   \
		__kfifo_out(&(fifo)->kfifo, __to, 1);                                              \
	})
#define kfifo_peek(fifo, to)                                                                       \
	({                                                                                         \
		__KFIFO_TYPE(fifo) *__to = (to);                                                   \
		__kfifo_out_peek(&(fifo)->kfifo, __to, 1);                                         \
	})

/* Several: how many it was. */
#define kfifo_in(fifo, buf, n)                                                                     \
	({                                                                                         \
		const __KFIFO_TYPE(fifo) *__from = (const void *)(buf);                            \
		kfifo_recsize(fifo)                                                                \
			? __kfifo_in_r(&(fifo)->kfifo, __from, n, kfifo_recsize(fifo))             \
			: __kfifo_in(&(fifo)->kfifo, __from, n);                                \
	})
#define kfifo_out(fifo, buf, n)                                                                    \
	({                                                                                         \
		__KFIFO_TYPE(fifo) *__to = (void *)(buf);                                          \
		kfifo_recsize(fifo)                                                                \
			? __kfifo_out_r(&(fifo)->kfifo, __to, n, kfifo_recsize(fifo))              \
			: __kfifo_out(&(fifo)->kfifo, __to, n);                                 \
	})
#define kfifo_out_peek(fifo, buf, n)                                                               \
	({                                                                                         \
		__KFIFO_TYPE(fifo) *__to = (void *)(buf);                                          \
		kfifo_recsize(fifo)                                                                \
			? __kfifo_out_peek_r(&(fifo)->kfifo, __to, n, kfifo_recsize(fifo))         \
			: __kfifo_out_peek(&(fifo)->kfifo, __to, n);                            \
	})

/* For several writers, or readers. */
#define kfifo_in_spinlocked(fifo, buf, n, lock)                                                    \
	({                                                                                         \
		unsigned long __irqflags;                                                          \
		unsigned int __done;                                                               \
		spin_lock_irqsave(lock, __irqflags);                                               \
		__done = kfifo_in(fifo, buf, n);                                                   \
		spin_unlock_irqrestore(lock, __irqflags);                                          \
		__done;                                                                            \
	})
#define kfifo_out_spinlocked(fifo, buf, n, lock)                                                   \
	({                                                                                         \
		unsigned long __irqflags;                                                          \
		unsigned int __done;                                                               \
		spin_lock_irqsave(lock, __irqflags);                                               \
		__done = kfifo_out(fifo, buf, n);                                                  \
		spin_unlock_irqrestore(lock, __irqflags);                                          \
		__done;                                                                            \
	})
#define kfifo_in_locked(fifo, buf, n, lock) kfifo_in_spinlocked(fifo, buf, n, lock)
#define kfifo_out_locked(fifo, buf, n, lock) kfifo_out_spinlocked(fifo, buf, n, lock)

/* @length bytes; whole elements are moved, or one record. 0 and *copied bytes, or -EFAULT. */
#define kfifo_from_user(fifo, from, length, copied)                                                \
	(kfifo_recsize(fifo)                                                                       \
		 ? __kfifo_from_user_r(&(fifo)->kfifo, from, length, copied, kfifo_recsize(fifo))  \
		 : __kfifo_from_user(&(fifo)->kfifo, from, length, copied))
#define kfifo_to_user(fifo, to, length, copied)                                                    \
	(kfifo_recsize(fifo) ? __kfifo_to_user_r(&(fifo)->kfifo, to, length, copied, kfifo_recsize(fifo)) \
			     : __kfifo_to_user(&(fifo)->kfifo, to, length, copied))

#endif
