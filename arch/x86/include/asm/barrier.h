/* SPDX-License-Identifier: MIT */
/*
 * Memory ordering. x86 keeps loads in order and stores in order; only a store may be passed by a
 * later load (Intel SDM vol. 3A, 9.2). A locked instruction is a full barrier on every x86, the
 * fence instructions are not there before SSE2.
 */
#ifndef _ASM_BARRIER_H
#define _ASM_BARRIER_H

#include <linux/compiler.h> /* barrier() */

#ifdef CONFIG_64BIT
#define mb() asm volatile("mfence" : : : "memory")
#define rmb() asm volatile("lfence" : : : "memory")
#define wmb() asm volatile("sfence" : : : "memory")
#define smp_mb() asm volatile("lock; addl $0, -4(%%rsp)" : : : "memory", "cc")
#else
#define mb() asm volatile("lock; addl $0, -4(%%esp)" : : : "memory", "cc")
#define rmb() mb()
#define wmb() mb()
#define smp_mb() mb()
#endif
#define smp_rmb() barrier()
#define smp_wmb() barrier()

/* A locked instruction is a full barrier already; the compiler has to be told. */
#define smp_mb__before_atomic() barrier()
#define smp_mb__after_atomic() barrier()

/* What comes behind stays behind / what came before stays before, for the other CPUs. */
#define smp_load_acquire(p)                                                                        \
	({                                                                                         \
		typeof(*(p)) __loaded = READ_ONCE(*(p));                                           \
		barrier();                                                                         \
		__loaded;                                                                          \
	})
#define smp_store_release(p, value)                                                                \
	do {                                                                                       \
		barrier();                                                                         \
		WRITE_ONCE(*(p), value);                                                           \
	} while (0)
#define smp_store_mb(var, value) ((void)__atomic_exchange_n(&(var), value, __ATOMIC_SEQ_CST))

/* Spins until @condition holds for VAL, the value at @p; returns that value. Needs cpu_relax(). */
#define smp_cond_load_relaxed(p, condition)                                                        \
	({                                                                                         \
		typeof(*(p)) VAL;                                                                  \
		while (VAL = READ_ONCE(*(p)), !(condition))                                        \
			cpu_relax();                                                               \
		VAL;                                                                               \
	})
#define smp_cond_load_acquire(p, condition)                                                        \
	({                                                                                         \
		typeof(*(p)) __accepted = smp_cond_load_relaxed(p, condition);                     \
		smp_rmb();                                                                         \
		__accepted;                                                                        \
	})

#define virt_mb() smp_mb()
#define dma_rmb() smp_rmb()
#define dma_wmb() smp_wmb()

#endif
