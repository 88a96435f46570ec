/* SPDX-License-Identifier: MIT */
/*
 * Sequence counters: readers do not lock; they read, and read again if a writer was there.
 *
 *	do {
 *		seq = read_seqbegin(&lock);
 *		copy = data;
 *	} while (read_seqretry(&lock, seq));
 *
 * The counter is odd while somebody writes. Writers are never held up by readers; a reader is, as
 * long as there is always a writer. The data must not hold pointers that a writer frees.
 *
 * With a bare seqcount_t the writer sees to it that there is no second one, and that it is not
 * preempted (or, if readers are in interrupt handlers, interrupted): a reader on its CPU would spin
 * for ever. seqlock_t brings a spin lock for that.
 */
#ifndef _LINUX_SEQLOCK_H
#define _LINUX_SEQLOCK_H

#include <asm/barrier.h>
#include <asm/processor.h>
#include <linux/spinlock.h>

typedef struct seqcount {
	unsigned int sequence;
} seqcount_t;

#define SEQCNT_ZERO(name) { 0 }

static inline void seqcount_init(seqcount_t *s)
{
	s->sequence = 0;
}

/* Waits until nobody writes; what read_seqcount_retry() is then asked with. */
static inline unsigned int read_seqcount_begin(const seqcount_t *s)
{
	unsigned int sequence;

	while ((sequence = READ_ONCE(s->sequence)) & 1)
		cpu_relax();
	smp_rmb();
	return sequence;
}

/* The counter as it is, odd or even. */
static inline unsigned int raw_read_seqcount(const seqcount_t *s)
{
	unsigned int sequence = READ_ONCE(s->sequence);

	smp_rmb();
	return sequence;
}

/* As read_seqcount_begin() without waiting: while somebody writes, the retry is sure to fail. */
static inline unsigned int raw_seqcount_begin(const seqcount_t *s)
{
	return raw_read_seqcount(s) & ~1U;
}

/* Has somebody written since? Then what was read is worth nothing. */
static inline int read_seqcount_retry(const seqcount_t *s, unsigned int start)
{
	smp_rmb();
	return unlikely(READ_ONCE(s->sequence) != start);
}

static inline void raw_write_seqcount_begin(seqcount_t *s)
{
	WRITE_ONCE(s->sequence, s->sequence + 1);
	smp_wmb();
}

static inline void raw_write_seqcount_end(seqcount_t *s)
{
	smp_wmb();
	WRITE_ONCE(s->sequence, s->sequence + 1);
}

static inline void write_seqcount_begin(seqcount_t *s)
{
#ifdef CONFIG_DEBUG
	WARN_ON_ONCE(!preempt_count() && !irqs_disabled());
#endif
	raw_write_seqcount_begin(s);
}

static inline void write_seqcount_end(seqcount_t *s)
{
	raw_write_seqcount_end(s);
}

/* Readers that are at it will have to read again, though nothing is being written. */
static inline void write_seqcount_invalidate(seqcount_t *s)
{
	smp_wmb();
	WRITE_ONCE(s->sequence, s->sequence + 2);
}

/**
 * typedef seqlock_t - a sequence counter with a lock for its writers
 * @seqcount: the counter
 * @lock: held while writing
 */
typedef struct {
	seqcount_t seqcount;
	spinlock_t lock;
} seqlock_t;

#define __SEQLOCK_UNLOCKED(lockname) { .lock = __SPIN_LOCK_UNLOCKED(lockname) }
#define DEFINE_SEQLOCK(name) seqlock_t name = __SEQLOCK_UNLOCKED(name)
#define seqlock_init(s)                                                                            \
	do {                                                                                       \
		seqcount_init(&(s)->seqcount);                                                     \
		spin_lock_init(&(s)->lock);                                                        \
	} while (0)

static inline unsigned int read_seqbegin(const seqlock_t *s)
{
	return read_seqcount_begin(&s->seqcount);
}

static inline unsigned int read_seqretry(const seqlock_t *s, unsigned int start)
{
	return read_seqcount_retry(&s->seqcount, start);
}

/* Writing; and reading with writers and such readers kept out (_excl). */
#define DEFINE_SEQLOCK_FORM(suffix)                                                                \
	static inline void write_seqlock##suffix(seqlock_t *s)                                     \
	{                                                                                          \
		spin_lock##suffix(&s->lock);                                                       \
		raw_write_seqcount_begin(&s->seqcount);                                            \
	}                                                                                          \
	static inline void write_sequnlock##suffix(seqlock_t *s)                                   \
	{                                                                                          \
		raw_write_seqcount_end(&s->seqcount);                                              \
		spin_unlock##suffix(&s->lock);                                                     \
	}                                                                                          \
	static inline void read_seqlock_excl##suffix(seqlock_t *s)                                 \
	{                                                                                          \
		spin_lock##suffix(&s->lock);                                                       \
	}                                                                                          \
	static inline void read_sequnlock_excl##suffix(seqlock_t *s)                               \
	{                                                                                          \
		spin_unlock##suffix(&s->lock);                                                     \
	}
DEFINE_SEQLOCK_FORM()
DEFINE_SEQLOCK_FORM(_irq)
DEFINE_SEQLOCK_FORM(_bh)

static inline unsigned long __write_seqlock_irqsave(seqlock_t *s)
{
	unsigned long flags;

	spin_lock_irqsave(&s->lock, flags);
	raw_write_seqcount_begin(&s->seqcount);
	return flags;
}

#define write_seqlock_irqsave(s, flags) ((void)((flags) = __write_seqlock_irqsave(s)))

static inline void write_sequnlock_irqrestore(seqlock_t *s, unsigned long flags)
{
	raw_write_seqcount_end(&s->seqcount);
	spin_unlock_irqrestore(&s->lock, flags);
}

#endif
