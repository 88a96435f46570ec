/* SPDX-License-Identifier: MIT */
/* Memory ordering: the compiler's fences do on the host. */
#ifndef _ASM_BARRIER_H
#define _ASM_BARRIER_H

#define barrier() asm volatile("" : : : "memory")
#define mb() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define rmb() __atomic_thread_fence(__ATOMIC_ACQUIRE)
#define wmb() __atomic_thread_fence(__ATOMIC_RELEASE)
#define smp_mb() mb()
#define smp_rmb() rmb()
#define smp_wmb() wmb()

#endif
