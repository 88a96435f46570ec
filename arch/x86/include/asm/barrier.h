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

#endif
