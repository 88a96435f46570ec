/* SPDX-License-Identifier: MIT */
/*
 * Atomic exchange on objects of 1, 2 or 4 bytes, on x86_64 also of 8. The compiler picks XCHG,
 * LOCK CMPXCHG and LOCK XADD by the object's size; each is a full barrier (Intel SDM vol. 3A, 9.2.3).
 */
#ifndef _ASM_CMPXCHG_H
#define _ASM_CMPXCHG_H

#include <linux/compiler.h>
#include <linux/types.h>

#define __assert_atomic_size(object)                                                               \
	_Static_assert(sizeof(object) <= sizeof(long), "no single instruction for an object so wide")

/**
 * xchg() - replace an object's value
 * @ptr: its address
 * @new: the new value
 *
 * Return: the old one.
 */
#define xchg(ptr, new)                                                                             \
	({                                                                                         \
		__assert_atomic_size(*(ptr));                                                      \
		__atomic_exchange_n(ptr, (typeof(*(ptr)))(new), __ATOMIC_SEQ_CST);                 \
	})

/**
 * cmpxchg() - replace an object's value if it is what one thinks
 * @ptr: its address
 * @old: the value it must have
 * @new: the value it then gets
 *
 * Return: what it had: @old if it was replaced.
 */
#define cmpxchg(ptr, old, new)                                                                     \
	({                                                                                         \
		typeof(*(ptr)) __cmpxchg_old = (typeof(*(ptr)))(old);                              \
		__assert_atomic_size(*(ptr));                                                      \
		__atomic_compare_exchange_n(ptr, &__cmpxchg_old, (typeof(*(ptr)))(new), false,     \
					    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);                   \
		__cmpxchg_old;                                                                     \
	})

/* As cmpxchg(), but true on success; on failure *@old becomes what is there. For loops. */
#define try_cmpxchg(ptr, old, new)                                                                 \
	({                                                                                         \
		__assert_atomic_size(*(ptr));                                                      \
		__atomic_compare_exchange_n(ptr, old, (typeof(*(ptr)))(new), false,                \
					    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);                   \
	})

/* Adds, and returns the value before. */
#define xadd(ptr, value) __atomic_fetch_add(ptr, value, __ATOMIC_SEQ_CST)

/* What is weaker on other machines costs the same here. */
#define xchg_relaxed(ptr, new) xchg(ptr, new)
#define xchg_acquire(ptr, new) xchg(ptr, new)
#define xchg_release(ptr, new) xchg(ptr, new)
#define cmpxchg_relaxed(ptr, old, new) cmpxchg(ptr, old, new)
#define cmpxchg_acquire(ptr, old, new) cmpxchg(ptr, old, new)
#define cmpxchg_release(ptr, old, new) cmpxchg(ptr, old, new)
#define try_cmpxchg_relaxed(ptr, old, new) try_cmpxchg(ptr, old, new)
#define try_cmpxchg_acquire(ptr, old, new) try_cmpxchg(ptr, old, new)
#define try_cmpxchg_release(ptr, old, new) try_cmpxchg(ptr, old, new)

#endif
