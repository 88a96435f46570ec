/* SPDX-License-Identifier: MIT */
/*
 * Counters and flags that several CPUs change without a lock: atomic_t (32 bits), atomic64_t and
 * atomic_long_t. Meanings as in Linux's Documentation/atomic_t.txt:
 *
 *   - atomic_read() and atomic_set() are plain accesses of one instruction, and order nothing;
 *   - what changes the value and returns nothing (atomic_inc()) is atomic, and orders nothing:
 *     smp_mb__before_atomic() and smp_mb__after_atomic() add that;
 *   - what changes the value and returns one is a full barrier. The forms with _relaxed, _acquire
 *     and _release promise less (linux/atomic_orders.h); on x86 they cost the same.
 *
 * Three sets of functions from one description. The first half has what the machine does in one
 * instruction, the second what follows from it. In 32-bit mode no instruction of a 486 changes 8
 * bytes at once: there the first half of atomic64_ comes from lib/atomic64.c, with interrupts off
 * and a spin lock out of a small table.
 */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <asm/barrier.h>
#include <asm/cmpxchg.h>
#include <linux/compiler.h>
#include <linux/types.h>

#define DEFINE_ATOMIC_RMW(name, type, word, op)                                                    \
	static __always_inline void name##_##op(word i, type *v)                                   \
	{                                                                                          \
		__atomic_fetch_##op(&v->counter, i, __ATOMIC_RELAXED);                             \
	}                                                                                          \
	static __always_inline word name##_fetch_##op(word i, type *v)                             \
	{                                                                                          \
		return __atomic_fetch_##op(&v->counter, i, __ATOMIC_SEQ_CST);                      \
	}

#define DEFINE_ATOMIC_MACHINE(name, type, word)                                                    \
	static __always_inline word name##_read(const type *v)                                     \
	{                                                                                          \
		return READ_ONCE(v->counter);                                                      \
	}                                                                                          \
	static __always_inline void name##_set(type *v, word i)                                    \
	{                                                                                          \
		WRITE_ONCE(v->counter, i);                                                         \
	}                                                                                          \
	static __always_inline word name##_read_acquire(const type *v)                             \
	{                                                                                          \
		return __atomic_load_n(&v->counter, __ATOMIC_ACQUIRE);                             \
	}                                                                                          \
	static __always_inline void name##_set_release(type *v, word i)                            \
	{                                                                                          \
		__atomic_store_n(&v->counter, i, __ATOMIC_RELEASE);                                \
	}                                                                                          \
	DEFINE_ATOMIC_RMW(name, type, word, add)                                                   \
	DEFINE_ATOMIC_RMW(name, type, word, sub)                                                   \
	DEFINE_ATOMIC_RMW(name, type, word, and)                                                   \
	DEFINE_ATOMIC_RMW(name, type, word, or)                                                    \
	DEFINE_ATOMIC_RMW(name, type, word, xor)                                                   \
	static __always_inline word name##_xchg(type *v, word new)                                 \
	{                                                                                          \
		return xchg(&v->counter, new);                                                     \
	}                                                                                          \
	static __always_inline bool name##_try_cmpxchg(type *v, word *old, word new)               \
	{                                                                                          \
		return try_cmpxchg(&v->counter, old, new);                                         \
	}

#define DEFINE_ATOMIC_DERIVED(name, type, word)                                                    \
	static __always_inline word name##_cmpxchg(type *v, word old, word new)                    \
	{                                                                                          \
		name##_try_cmpxchg(v, &old, new);                                                  \
		return old;                                                                        \
	}                                                                                          \
	static __always_inline word name##_add_return(word i, type *v)                             \
	{                                                                                          \
		return name##_fetch_add(i, v) + i;                                                 \
	}                                                                                          \
	static __always_inline word name##_sub_return(word i, type *v)                             \
	{                                                                                          \
		return name##_fetch_sub(i, v) - i;                                                 \
	}                                                                                          \
	static __always_inline void name##_inc(type *v)                                            \
	{                                                                                          \
		name##_add(1, v);                                                                  \
	}                                                                                          \
	static __always_inline void name##_dec(type *v)                                            \
	{                                                                                          \
		name##_sub(1, v);                                                                  \
	}                                                                                          \
	static __always_inline word name##_inc_return(type *v)                                     \
	{                                                                                          \
		return name##_add_return(1, v);                                                    \
	}                                                                                          \
	static __always_inline word name##_dec_return(type *v)                                     \
	{                                                                                          \
		return name##_sub_return(1, v);                                                    \
	}                                                                                          \
	static __always_inline word name##_fetch_inc(type *v)                                      \
	{                                                                                          \
		return name##_fetch_add(1, v);                                                     \
	}                                                                                          \
	static __always_inline word name##_fetch_dec(type *v)                                      \
	{                                                                                          \
		return name##_fetch_sub(1, v);                                                     \
	}                                                                                          \
	static __always_inline void name##_andnot(word i, type *v)                                 \
	{                                                                                          \
		name##_and(~i, v);                                                                 \
	}                                                                                          \
	static __always_inline word name##_fetch_andnot(word i, type *v)                           \
	{                                                                                          \
		return name##_fetch_and(~i, v);                                                    \
	}                                                                                          \
	/* These four are true if the sum is zero, or, the last, negative. */                      \
	static __always_inline bool name##_sub_and_test(word i, type *v)                           \
	{                                                                                          \
		return name##_fetch_sub(i, v) == i;                                                \
	}                                                                                          \
	static __always_inline bool name##_dec_and_test(type *v)                                   \
	{                                                                                          \
		return name##_fetch_sub(1, v) == 1;                                                \
	}                                                                                          \
	static __always_inline bool name##_inc_and_test(type *v)                                   \
	{                                                                                          \
		return name##_fetch_add(1, v) == -1;                                               \
	}                                                                                          \
	static __always_inline bool name##_add_negative(word i, type *v)                           \
	{                                                                                          \
		return name##_add_return(i, v) < 0;                                                \
	}                                                                                          \
	/* Adds unless the value is @u; returns what it was. */                                    \
	static inline word name##_fetch_add_unless(type *v, word a, word u)                        \
	{                                                                                          \
		word seen = name##_read(v);                                                        \
		while (seen != u && !name##_try_cmpxchg(v, &seen, seen + a))                       \
			;                                                                          \
		return seen;                                                                       \
	}                                                                                          \
	static inline bool name##_add_unless(type *v, word a, word u)                              \
	{                                                                                          \
		return name##_fetch_add_unless(v, a, u) != u;                                      \
	}                                                                                          \
	static inline bool name##_inc_not_zero(type *v)                                            \
	{                                                                                          \
		return name##_add_unless(v, 1, 0);                                                 \
	}                                                                                          \
	static inline bool name##_inc_unless_negative(type *v)                                     \
	{                                                                                          \
		word seen = name##_read(v);                                                        \
		while (seen >= 0)                                                                  \
			if (name##_try_cmpxchg(v, &seen, seen + 1))                                \
				return true;                                                       \
		return false;                                                                      \
	}                                                                                          \
	static inline bool name##_dec_unless_positive(type *v)                                     \
	{                                                                                          \
		word seen = name##_read(v);                                                        \
		while (seen <= 0)                                                                  \
			if (name##_try_cmpxchg(v, &seen, seen - 1))                                \
				return true;                                                       \
		return false;                                                                      \
	}                                                                                          \
	/* Takes one if there is one; what is left, or -1. */                                      \
	static inline word name##_dec_if_positive(type *v)                                         \
	{                                                                                          \
		word seen = name##_read(v);                                                        \
		while (seen > 0)                                                                   \
			if (name##_try_cmpxchg(v, &seen, seen - 1))                                \
				break;                                                             \
		return seen - 1;                                                                   \
	}

DEFINE_ATOMIC_MACHINE(atomic, atomic_t, int)
DEFINE_ATOMIC_DERIVED(atomic, atomic_t, int)

#ifdef CONFIG_GENERIC_ATOMIC64 /* asm/config.h */
s64 atomic64_read(const atomic64_t *v);
void atomic64_set(atomic64_t *v, s64 i);
s64 atomic64_fetch_add(s64 i, atomic64_t *v);
s64 atomic64_fetch_and(s64 i, atomic64_t *v);
s64 atomic64_fetch_or(s64 i, atomic64_t *v);
s64 atomic64_fetch_xor(s64 i, atomic64_t *v);
s64 atomic64_xchg(atomic64_t *v, s64 new);
bool atomic64_try_cmpxchg(atomic64_t *v, s64 *old, s64 new);
#define atomic64_read_acquire(v) atomic64_read(v)
#define atomic64_set_release(v, i) atomic64_set(v, i)
#define atomic64_add(i, v) ((void)atomic64_fetch_add(i, v))
#define atomic64_sub(i, v) ((void)atomic64_fetch_add(-(s64)(i), v))
#define atomic64_fetch_sub(i, v) atomic64_fetch_add(-(s64)(i), v)
#define atomic64_and(i, v) ((void)atomic64_fetch_and(i, v))
#define atomic64_or(i, v) ((void)atomic64_fetch_or(i, v))
#define atomic64_xor(i, v) ((void)atomic64_fetch_xor(i, v))
#else
DEFINE_ATOMIC_MACHINE(atomic64, atomic64_t, s64)
#endif
DEFINE_ATOMIC_DERIVED(atomic64, atomic64_t, s64)

/* As wide as a pointer. */
typedef struct {
	long counter;
} atomic_long_t;
#define ATOMIC_LONG_INIT(i) { (i) }
DEFINE_ATOMIC_MACHINE(atomic_long, atomic_long_t, long)
DEFINE_ATOMIC_DERIVED(atomic_long, atomic_long_t, long)

#include <linux/atomic_orders.h>

#endif
