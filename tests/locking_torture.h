/* SPDX-License-Identifier: MIT */
/*
 * Several threads take one lock in turn, for reading and for writing, at random. Writers change four
 * words one after the other; readers see them equal, or the lock let somebody in. At the end the
 * words say how many writers there were: none is lost. Bounded by a number of operations.
 *
 * For the suite on the host (threads of a process) and that in the kernel (threads on all CPUs).
 */
#ifndef _TESTS_LOCKING_TORTURE_H
#define _TESTS_LOCKING_TORTURE_H

#include <linux/atomic.h>
#include <linux/bit_spinlock.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>

enum torture_kind {
	TORTURE_SPIN,
	TORTURE_SPIN_IRQSAVE,
	TORTURE_SPIN_TRY,
	TORTURE_BIT,
	TORTURE_RWLOCK,
	TORTURE_SEQLOCK,
	TORTURE_MUTEX,
	TORTURE_RWSEM,
	TORTURE_SEMAPHORE,
	NR_TORTURE_KINDS,
};

struct torture {
	enum torture_kind kind;
	spinlock_t spin;
	unsigned long bit;
	rwlock_t rw;
	seqlock_t seq;
	struct mutex mutex;
	struct rw_semaphore rwsem;
	struct semaphore semaphore;
	unsigned long word[4];
	atomic_long_t writes, errors;
	unsigned int operations; /* of each thread */
	u32 seed;
};

static void torture_init(struct torture *t, enum torture_kind kind, unsigned int operations, u32 seed)
{
	*t = (struct torture){ .kind = kind, .operations = operations, .seed = seed };
	spin_lock_init(&t->spin);
	rwlock_init(&t->rw);
	seqlock_init(&t->seq);
	mutex_init(&t->mutex);
	init_rwsem(&t->rwsem);
	sema_init(&t->semaphore, 1);
}

/* Numerical Recipes' quick generator: the upper bits are good enough here. */
static u32 torture_random(u32 *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 16;
}

static void torture_pause(u32 *random)
{
	for (u32 n = torture_random(random) % 64; n; n--)
		barrier();
}

static void torture_write(struct torture *t, u32 *random)
{
	for (int i = 0; i < 4; i++) {
		WRITE_ONCE(t->word[i], READ_ONCE(t->word[i]) + 1);
		if (i == 1)
			torture_pause(random);
	}
	atomic_long_inc(&t->writes);
}

static bool torture_consistent(const struct torture *t, u32 *random)
{
	unsigned long first = READ_ONCE(t->word[0]), second = READ_ONCE(t->word[1]);

	torture_pause(random);
	return first == second && second == READ_ONCE(t->word[2]) && second == READ_ONCE(t->word[3]);
}

static void torture_read(struct torture *t, u32 *random)
{
	if (!torture_consistent(t, random))
		atomic_long_inc(&t->errors);
}

static void torture_seqlock_read(struct torture *t, u32 *random)
{
	unsigned int seq;
	bool consistent;

	do {
		seq = read_seqbegin(&t->seq);
		consistent = torture_consistent(t, random);
	} while (read_seqretry(&t->seq, seq));
	if (!consistent)
		atomic_long_inc(&t->errors);
}

/* The kinds that know no readers, and trylocks that may fail: then the operation is left out. */
static void torture_exclusive(struct torture *t, void (*work)(struct torture *, u32 *), u32 *random)
{
	unsigned long flags;

	switch (t->kind) {
	case TORTURE_SPIN_IRQSAVE:
		spin_lock_irqsave(&t->spin, flags);
		work(t, random);
		spin_unlock_irqrestore(&t->spin, flags);
		break;
	case TORTURE_SPIN_TRY:
		if (!spin_trylock(&t->spin))
			break;
		work(t, random);
		spin_unlock(&t->spin);
		break;
	case TORTURE_BIT:
		bit_spin_lock(3, &t->bit);
		work(t, random);
		bit_spin_unlock(3, &t->bit);
		break;
	case TORTURE_MUTEX:
		if (torture_random(random) & 1)
			mutex_lock(&t->mutex);
		else if (!mutex_trylock(&t->mutex))
			break;
		work(t, random);
		mutex_unlock(&t->mutex);
		break;
	case TORTURE_SEMAPHORE:
		if (torture_random(random) & 1)
			down(&t->semaphore);
		else if (down_timeout(&t->semaphore, 1))
			break;
		work(t, random);
		up(&t->semaphore);
		break;
	default:
		spin_lock(&t->spin);
		work(t, random);
		spin_unlock(&t->spin);
	}
}

static void torture_rwlock(struct torture *t, bool writes, u32 *random)
{
	if (writes) {
		write_lock(&t->rw);
		torture_write(t, random);
		write_unlock(&t->rw);
	} else {
		read_lock(&t->rw);
		torture_read(t, random);
		read_unlock(&t->rw);
	}
}

static void torture_rwsem(struct torture *t, bool writes, u32 *random)
{
	if (!writes) {
		down_read(&t->rwsem);
		torture_read(t, random);
		up_read(&t->rwsem);
		return;
	}
	down_write(&t->rwsem);
	torture_write(t, random);
	if (torture_random(random) & 1) {
		up_write(&t->rwsem);
		return;
	}
	downgrade_write(&t->rwsem);
	torture_read(t, random);
	up_read(&t->rwsem);
}

static void torture_seqlock(struct torture *t, bool writes, u32 *random)
{
	if (writes) {
		write_seqlock(&t->seq);
		torture_write(t, random);
		write_sequnlock(&t->seq);
	} else {
		torture_seqlock_read(t, random);
	}
}

/* What thread number @index does. */
static void torture_run(struct torture *t, unsigned int index)
{
	u32 random = t->seed + index * 2654435761U;

	for (unsigned int n = 0; n < t->operations; n++) {
		bool writes = torture_random(&random) % 4 == 0;

		if (t->kind == TORTURE_RWLOCK)
			torture_rwlock(t, writes, &random);
		else if (t->kind == TORTURE_RWSEM)
			torture_rwsem(t, writes, &random);
		else if (t->kind == TORTURE_SEQLOCK)
			torture_seqlock(t, writes, &random);
		else
			torture_exclusive(t, writes ? torture_write : torture_read, &random);
	}
}

/* Every lock is free again, with nobody in a queue. */
static bool torture_all_free(const struct torture *t)
{
	return !t->spin.raw_lock.word && !t->bit && !t->rw.count && !t->rw.queue.word &&
	       !(t->seq.seqcount.sequence & 1) && !t->mutex.owner && list_empty(&t->mutex.wait_list) &&
	       !atomic_long_read(&t->rwsem.count) && list_empty(&t->rwsem.wait_list) && t->semaphore.count == 1;
}

#define torture_check(test, t)                                                                     \
	do {                                                                                       \
		KUNIT_EXPECT_EQ(test, atomic_long_read(&(t)->errors), 0);                          \
		for (int __i = 0; __i < 4; __i++)                                                  \
			KUNIT_EXPECT_EQ(test, (t)->word[__i], (unsigned long)atomic_long_read(&(t)->writes)); \
		KUNIT_EXPECT_GT(test, atomic_long_read(&(t)->writes), 0);                          \
		KUNIT_EXPECT_TRUE(test, torture_all_free(t));                                      \
	} while (0)

#endif
