// SPDX-License-Identifier: MIT
/* What one tick is; locks; per-CPU memory. */
#include <linux/atomic.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include "measure.h"

static DEFINE_PER_CPU(unsigned long, pcpu_counter);
static DEFINE_SPINLOCK(the_lock);
static DEFINE_MUTEX(the_mutex);
static atomic_t the_atomic;

void bench_calibration(void)
{
	static u8 buf[4096] __aligned(4096);

	/* iteration counter, compare, branch */
	BENCH_OFF("cal_empty_loop", 10000, barrier());
	/* exactly 1000 one-byte NOPs and the loop */
	BENCH_OFF("cal_nop1000", 100, asm volatile(".rept 1000\n\tnop\n\t.endr"));
	/* one ordered TSC read */
	BENCH_OFF("cal_tsc_read", 1000, tsc_now());
	/* how a repeated string instruction is counted */
	BENCH_OFF("cal_rep_stosb_4096", 100, {
		unsigned long c = 4096;
		void *d = buf;
		asm volatile("rep stosb" : "+c"(c), "+D"(d) : "a"(0) : "memory");
	});
	BENCH_OFF("cal_rep_stosl_1024", 100, {
		unsigned long c = 1024;
		void *d = buf;
		asm volatile("rep stosl" : "+c"(c), "+D"(d) : "a"(0) : "memory");
	});
	BENCH_OFF("cal_rep_movsl_512", 100, {
		unsigned long c = 512;
		void *d = buf, *s = buf + 2048;
		asm volatile("rep movsl" : "+c"(c), "+D"(d), "+S"(s) :: "memory");
	});
	BENCH_OFF("clear_page", 100, clear_page(buf); keep(buf));
}

void bench_locks(void)
{
	unsigned long fl;

	BENCH_OFF("spin_pair", 10000, spin_lock(&the_lock); spin_unlock(&the_lock));
	BENCH_ON("spin_irqsave_pair", 10000,
		spin_lock_irqsave(&the_lock, fl); spin_unlock_irqrestore(&the_lock, fl));
	BENCH_ON("irqsave_pair", 10000, local_irq_save(fl); local_irq_restore(fl));
	BENCH_ON("preempt_pair", 10000, preempt_disable(); preempt_enable());
	BENCH_ON("mutex_pair", 10000, mutex_lock(&the_mutex); mutex_unlock(&the_mutex));
	BENCH_OFF("atomic_inc", 10000, atomic_inc(&the_atomic));
}

void bench_percpu(void)
{
	u64 __percpu *p;

	BENCH_ON("percpu_u64", 1000, p = alloc_percpu(u64);
		if (unlikely(!p)) failed = true; else free_percpu(p));
	BENCH_OFF("this_cpu_inc", 10000, this_cpu_inc(pcpu_counter));
}
