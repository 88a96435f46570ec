/* SPDX-License-Identifier: MIT */
/* Memory ordering: the compiler's fences do on the host. */
#ifndef _ASM_BARRIER_H
#define _ASM_BARRIER_H

#include <linux/compiler.h> /* barrier() */

#define mb() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define rmb() __atomic_thread_fence(__ATOMIC_ACQUIRE)
#define wmb() __atomic_thread_fence(__ATOMIC_RELEASE)
#define smp_mb() mb()
#define smp_rmb() rmb()
#define smp_wmb() wmb()

#define smp_mb__before_atomic() barrier()
#define smp_mb__after_atomic() barrier()
#define smp_load_acquire(p) __atomic_load_n(p, __ATOMIC_ACQUIRE)
#define smp_store_release(p, value) __atomic_store_n(p, value, __ATOMIC_RELEASE)
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
