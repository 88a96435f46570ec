// SPDX-License-Identifier: MIT
/*
 * Counters with a part for each CPU: linux/percpu_counter.h.
 *
 * Invariant: the value is the common sum and all CPUs' parts. Only a part that has reached a batch is
 * moved, under the lock, so |sum - value| < batch * CPUs.
 *
 * Locking: a CPU changes its own part with interrupts off, and another's only by reading; the sum is
 * changed under fbc->lock. So all of it works in any context but NMI.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/percpu_counter.h>

int percpu_counter_batch = 32;
EXPORT_SYMBOL(percpu_counter_batch);

/* As on Linux: twice as much as there are CPUs, but not less than 32. */
static s32 default_batch(void)
{
	return max(32, (int)num_online_cpus() * 2);
}

int __percpu_counter_init(struct percpu_counter *fbc, s64 amount, gfp_t gfp)
{
	percpu_counter_batch = default_batch();
	fbc->count = amount;
	fbc->counters = alloc_percpu_gfp(s32, gfp);
	return fbc->counters ? 0 : -ENOMEM;
}
EXPORT_SYMBOL(__percpu_counter_init);

/**
 * percpu_counter_destroy() - end a counter; once more does nothing
 * @fbc: the counter; nobody else uses it
 */
void percpu_counter_destroy(struct percpu_counter *fbc)
{
	free_percpu(fbc->counters);
	fbc->counters = NULL;
}
EXPORT_SYMBOL(percpu_counter_destroy);

/**
 * percpu_counter_set() - give it a value
 * @fbc: the counter
 * @amount: the value; what others add at the same time may be lost
 */
void percpu_counter_set(struct percpu_counter *fbc, s64 amount)
{
	unsigned long flags;
	unsigned int cpu;

	raw_spin_lock_irqsave(&fbc->lock, flags);
	for_each_possible_cpu(cpu)
		*per_cpu_ptr(fbc->counters, cpu) = 0;
	fbc->count = amount;
	raw_spin_unlock_irqrestore(&fbc->lock, flags);
}
EXPORT_SYMBOL(percpu_counter_set);

/* Moves this CPU's part, and @amount with it, to the sum; interrupts are off. */
static void flush_locally(struct percpu_counter *fbc, s64 part)
{
	raw_spin_lock(&fbc->lock);
	fbc->count += part;
	*this_cpu_ptr(fbc->counters) = 0; /* inside: whoever adds all up must not see it twice */
	raw_spin_unlock(&fbc->lock);
}

/**
 * percpu_counter_add_batch() - add
 * @fbc: the counter
 * @amount: how much, may be negative
 * @batch: what this CPU may hold back
 */
void percpu_counter_add_batch(struct percpu_counter *fbc, s64 amount, s32 batch)
{
	unsigned long flags;
	s64 part;

	local_irq_save(flags);
	part = *this_cpu_ptr(fbc->counters) + amount;
	if (part >= batch || part <= -batch)
		flush_locally(fbc, part);
	else
		*this_cpu_ptr(fbc->counters) = part;
	local_irq_restore(flags);
}
EXPORT_SYMBOL(percpu_counter_add_batch);

/**
 * percpu_counter_sync() - add this CPU's part to the sum
 * @fbc: the counter
 */
void percpu_counter_sync(struct percpu_counter *fbc)
{
	unsigned long flags;

	local_irq_save(flags);
	flush_locally(fbc, *this_cpu_ptr(fbc->counters));
	local_irq_restore(flags);
}
EXPORT_SYMBOL(percpu_counter_sync);

/* Two words in 32-bit mode: the lock keeps them together. */
s64 percpu_counter_read(struct percpu_counter *fbc)
{
	unsigned long flags;
	s64 count;

	if (sizeof(long) == sizeof(s64))
		return READ_ONCE(fbc->count);
	raw_spin_lock_irqsave(&fbc->lock, flags);
	count = fbc->count;
	raw_spin_unlock_irqrestore(&fbc->lock, flags);
	return count;
}
EXPORT_SYMBOL(percpu_counter_read);

s64 __percpu_counter_sum(struct percpu_counter *fbc)
{
	unsigned long flags;
	unsigned int cpu;
	s64 sum;

	raw_spin_lock_irqsave(&fbc->lock, flags);
	sum = fbc->count;
	for_each_possible_cpu(cpu)
		sum += READ_ONCE(*per_cpu_ptr(fbc->counters, cpu));
	raw_spin_unlock_irqrestore(&fbc->lock, flags);
	return sum;
}
EXPORT_SYMBOL(__percpu_counter_sum);

int __percpu_counter_compare(struct percpu_counter *fbc, s64 rhs, s32 batch)
{
	s64 count = percpu_counter_read(fbc), slack = (s64)batch * num_online_cpus();

	if (count - rhs > slack)
		return 1;
	if (rhs - count > slack)
		return -1;
	count = __percpu_counter_sum(fbc);
	return (count > rhs) - (count < rhs);
}
EXPORT_SYMBOL(__percpu_counter_compare);
