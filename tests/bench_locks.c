// SPDX-License-Identifier: MIT
/*
 * What locks cost where nobody waits: a pair of taking and giving back, and the pieces of which they
 * are made. Names and operations as in the measurements of Linux.
 */
#include <asm/irqflags.h>
#include <linux/atomic.h>
#include <linux/mutex.h>
#include <linux/percpu-defs.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <quarry/bench.h>

static DEFINE_SPINLOCK(the_lock);
static DEFINE_MUTEX(the_mutex);
static DEFINE_RWLOCK(the_rwlock);
static atomic_t the_atomic;
static DEFINE_PER_CPU(unsigned long, the_counter);

/* Each case is a loop around one or two statements. */
#define DEFINE_BENCH(name, ...)                                                                    \
	static bool run_##name(unsigned int n, unsigned long unused)                               \
	{                                                                                          \
		unsigned long flags;                                                               \
		(void)flags;                                                                       \
		while (n--) {                                                                      \
			__VA_ARGS__;                                                               \
		}                                                                                  \
		return true;                                                                       \
	}                                                                                          \
	BENCH_CASE(name, #name, run_##name, 0)

DEFINE_BENCH(spin_pair, spin_lock(&the_lock); spin_unlock(&the_lock));
DEFINE_BENCH(spin_irqsave_pair, spin_lock_irqsave(&the_lock, flags); spin_unlock_irqrestore(&the_lock, flags));
DEFINE_BENCH(irqsave_pair, local_irq_save(flags); local_irq_restore(flags));
DEFINE_BENCH(preempt_pair, preempt_disable(); preempt_enable());
DEFINE_BENCH(mutex_pair, mutex_lock(&the_mutex); mutex_unlock(&the_mutex));
DEFINE_BENCH(atomic_inc, atomic_inc(&the_atomic));
DEFINE_BENCH(this_cpu_inc, this_cpu_inc(the_counter));
DEFINE_BENCH(read_pair, read_lock(&the_rwlock); read_unlock(&the_rwlock));
DEFINE_BENCH(rcu_pair, rcu_read_lock(); rcu_read_unlock());
