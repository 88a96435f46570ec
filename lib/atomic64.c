// SPDX-License-Identifier: MIT
/*
 * atomic64_t where no instruction changes 8 bytes at once: a spin lock out of a small table, chosen
 * by the variable's address, with interrupts off, so that handlers may use the variable too. Two
 * variables that share a lock wait for each other now and then; nothing is called with it held.
 */
#include <asm/irqflags.h>
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <quarry/ticket_lock.h>

#ifdef CONFIG_GENERIC_ATOMIC64

#define NR_LOCKS 16

static struct {
	arch_spinlock_t lock;
} __aligned(64) locks[NR_LOCKS];

static arch_spinlock_t *lock_of(const atomic64_t *v)
{
	unsigned long address = (unsigned long)v >> 3;

	return &locks[(address ^ address >> 4 ^ address >> 9) % NR_LOCKS].lock;
}

static unsigned long take(const atomic64_t *v)
{
	unsigned long flags;

	local_irq_save(flags);
	arch_spin_lock(lock_of(v));
	return flags;
}

static void give(const atomic64_t *v, unsigned long flags)
{
	arch_spin_unlock(lock_of(v));
	local_irq_restore(flags);
}

s64 atomic64_read(const atomic64_t *v)
{
	unsigned long flags = take(v);
	s64 value = v->counter;

	give(v, flags);
	return value;
}

/* "v->counter = expression of was", returning what was. */
#define DEFINE_ATOMIC64(function, expression)                                                      \
	s64 function                                                                               \
	{                                                                                          \
		unsigned long flags = take(v);                                                     \
		s64 was = v->counter;                                                              \
		v->counter = (expression);                                                         \
		give(v, flags);                                                                    \
		return was;                                                                        \
	}
DEFINE_ATOMIC64(atomic64_fetch_add(s64 i, atomic64_t *v), was + i)
DEFINE_ATOMIC64(atomic64_fetch_and(s64 i, atomic64_t *v), was & i)
DEFINE_ATOMIC64(atomic64_fetch_or(s64 i, atomic64_t *v), was | i)
DEFINE_ATOMIC64(atomic64_fetch_xor(s64 i, atomic64_t *v), was ^ i)
DEFINE_ATOMIC64(atomic64_xchg(atomic64_t *v, s64 new), new)

void atomic64_set(atomic64_t *v, s64 i)
{
	atomic64_xchg(v, i);
}

bool atomic64_try_cmpxchg(atomic64_t *v, s64 *old, s64 new)
{
	unsigned long flags = take(v);
	s64 was = v->counter;
	bool same = was == *old;

	if (same)
		v->counter = new;
	give(v, flags);
	*old = was;
	return same;
}

EXPORT_SYMBOL(atomic64_read);
EXPORT_SYMBOL(atomic64_set);
EXPORT_SYMBOL(atomic64_try_cmpxchg);
EXPORT_SYMBOL(atomic64_fetch_add);
EXPORT_SYMBOL(atomic64_fetch_and);
EXPORT_SYMBOL(atomic64_fetch_or);
EXPORT_SYMBOL(atomic64_fetch_xor);
EXPORT_SYMBOL(atomic64_xchg);

#endif
