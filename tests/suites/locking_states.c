// SPDX-License-Identifier: MIT
/* locking.states: one thread takes each kind of lock in each way; what may then be had, and what not. */
#include <asm/irqflags.h>
#include <kunit/test.h>
#include <linux/bit_spinlock.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/mutex.h>
#include <linux/rculist.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>

static void spin_lock_and_word(struct kunit *test)
{
	spinlock_t lock;
	u32 before = preempt_count();

	spin_lock_init(&lock);
	KUNIT_EXPECT_FALSE(test, spin_is_locked(&lock));
	spin_lock(&lock);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&lock));
	KUNIT_EXPECT_FALSE(test, spin_is_contended(&lock));
	assert_spin_locked(&lock);
	KUNIT_EXPECT_EQ(test, preempt_count(), before + PREEMPT_OFFSET);
	KUNIT_EXPECT_EQ(test, spin_trylock(&lock), 0);
	KUNIT_EXPECT_EQ(test, preempt_count(), before + PREEMPT_OFFSET);
	spin_unlock(&lock);
	KUNIT_EXPECT_EQ(test, spin_trylock(&lock), 1);
	spin_unlock(&lock);
	KUNIT_EXPECT_EQ(test, lock.raw_lock.word, 0);
	KUNIT_EXPECT_EQ(test, preempt_count(), before);
}

static void spin_lock_and_interrupts(struct kunit *test)
{
	DEFINE_SPINLOCK(lock);
	unsigned long outer, inner;
	u32 before = preempt_count();

	spin_lock_irqsave(&lock, outer);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	spin_unlock(&lock);
	spin_lock_irqsave(&lock, inner);
	spin_unlock_irqrestore(&lock, inner);
	KUNIT_EXPECT_TRUE(test, irqs_disabled()); /* they were off before */
	local_irq_restore(outer);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	spin_lock_irq(&lock);
	KUNIT_EXPECT_EQ(test, spin_trylock_irq(&lock), 0); /* which turns interrupts on again */
	local_irq_disable();
	spin_unlock_irq(&lock);
	KUNIT_EXPECT_TRUE(test, spin_trylock_irqsave(&lock, outer));
	KUNIT_EXPECT_FALSE(test, spin_trylock_irqsave(&lock, inner));
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	spin_unlock_irqrestore(&lock, outer);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	spin_lock_bh(&lock);
	KUNIT_EXPECT_TRUE(test, in_softirq());
	KUNIT_EXPECT_FALSE(test, in_serving_softirq());
	spin_unlock_bh(&lock);
	KUNIT_EXPECT_EQ(test, preempt_count(), before);
}

/* The word, with waiters painted into it: nobody may pass them. */
static void tickets_keep_others_out(struct kunit *test)
{
	arch_spinlock_t lock = { .word = 3U << TICKET_NEXT_SHIFT | 2U << TICKET_SERVING_SHIFT };

	KUNIT_EXPECT_TRUE(test, arch_spin_is_locked(&lock));
	KUNIT_EXPECT_TRUE(test, arch_spin_is_contended(&lock));
	KUNIT_EXPECT_FALSE(test, arch_spin_trylock(&lock));
	/* The last ticket of a round, drawn and served at once: the numbers start again. */
	lock.word = TICKET_MASK << TICKET_NEXT_SHIFT | TICKET_MASK << TICKET_SERVING_SHIFT;
	arch_spin_wait_in_line(&lock);
	KUNIT_EXPECT_EQ(test, lock.word, 1);
	arch_spin_unlock(&lock);
	KUNIT_EXPECT_EQ(test, lock.word, 0);
}

static void rwlock_sides(struct kunit *test)
{
	DEFINE_RWLOCK(lock);
	u32 before = preempt_count();

	read_lock(&lock);
	KUNIT_EXPECT_EQ(test, write_trylock(&lock), 0);
	KUNIT_EXPECT_EQ(test, read_trylock(&lock), 1);
	read_unlock(&lock);
	read_unlock(&lock);
	write_lock(&lock);
	KUNIT_EXPECT_EQ(test, read_trylock(&lock), 0);
	KUNIT_EXPECT_EQ(test, write_trylock(&lock), 0);
	write_unlock(&lock);
	KUNIT_EXPECT_EQ(test, lock.count, 0);
	KUNIT_EXPECT_EQ(test, write_trylock(&lock), 1);
	write_unlock(&lock);
	lock.count = RW_READER | RW_WRITER_WAITS; /* a writer waits: no new readers */
	KUNIT_EXPECT_EQ(test, read_trylock(&lock), 0);
	KUNIT_EXPECT_EQ(test, lock.count, RW_READER | RW_WRITER_WAITS);
	KUNIT_EXPECT_EQ(test, preempt_count(), before);
}

static void mutex_states(struct kunit *test)
{
	struct mutex lock;

	mutex_init(&lock);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&lock));
	mutex_lock(&lock);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&lock));
	KUNIT_EXPECT_EQ(test, mutex_trylock(&lock), 0);
	mutex_unlock(&lock);
	KUNIT_EXPECT_EQ(test, mutex_trylock(&lock), 1);
	mutex_unlock(&lock);
	KUNIT_EXPECT_EQ(test, mutex_lock_interruptible(&lock), 0);
	mutex_unlock(&lock);
	KUNIT_EXPECT_EQ(test, mutex_lock_killable(&lock), 0);
	mutex_unlock(&lock);
	KUNIT_EXPECT_EQ(test, lock.owner, 0);
	lock.owner = MUTEX_WAITERS | MUTEX_HANDOFF; /* promised to the first who waits */
	KUNIT_EXPECT_EQ(test, mutex_trylock(&lock), 0);
	lock.owner = 0;
	mutex_destroy(&lock);
}

static void rwsem_states(struct kunit *test)
{
	struct rw_semaphore sem;

	init_rwsem(&sem);
	down_read(&sem);
	KUNIT_EXPECT_EQ(test, down_write_trylock(&sem), 0);
	KUNIT_EXPECT_EQ(test, down_read_trylock(&sem), 1);
	up_read(&sem);
	up_read(&sem);
	down_write(&sem);
	KUNIT_EXPECT_TRUE(test, rwsem_is_locked(&sem));
	KUNIT_EXPECT_EQ(test, down_read_trylock(&sem), 0);
	downgrade_write(&sem);
	KUNIT_EXPECT_EQ(test, down_read_trylock(&sem), 1);
	KUNIT_EXPECT_EQ(test, down_write_trylock(&sem), 0);
	up_read(&sem);
	up_read(&sem);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&sem.count), 0);
	KUNIT_EXPECT_EQ(test, down_write_killable(&sem), 0);
	up_write(&sem);
	atomic_long_set(&sem.count, RWSEM_READER | RWSEM_WAITERS);
	KUNIT_EXPECT_EQ(test, down_read_trylock(&sem), 0); /* somebody waits */
}

static void semaphore_counts(struct kunit *test)
{
	struct semaphore sem;

	sema_init(&sem, 2);
	down(&sem);
	KUNIT_EXPECT_EQ(test, down_interruptible(&sem), 0);
	KUNIT_EXPECT_EQ(test, down_trylock(&sem), 1);
	KUNIT_EXPECT_EQ(test, down_timeout(&sem, 2), -ETIME);
	KUNIT_EXPECT_TRUE(test, list_empty(&sem.wait_list));
	up(&sem);
	KUNIT_EXPECT_EQ(test, down_trylock(&sem), 0);
	up(&sem);
	up(&sem);
	up(&sem);
	KUNIT_EXPECT_EQ(test, sem.count, 3);
}

static void seqlock_tells_readers(struct kunit *test)
{
	DEFINE_SEQLOCK(lock);
	unsigned long flags;
	unsigned int seq = read_seqbegin(&lock);

	KUNIT_EXPECT_FALSE(test, read_seqretry(&lock, seq));
	write_seqlock(&lock);
	KUNIT_EXPECT_TRUE(test, read_seqretry(&lock, seq));
	KUNIT_EXPECT_TRUE(test, raw_read_seqcount(&lock.seqcount) & 1);
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&lock.seqcount, raw_seqcount_begin(&lock.seqcount)));
	write_sequnlock(&lock);
	KUNIT_EXPECT_TRUE(test, read_seqretry(&lock, seq));
	seq = read_seqbegin(&lock);
	read_seqlock_excl(&lock);
	read_sequnlock_excl(&lock);
	KUNIT_EXPECT_FALSE(test, read_seqretry(&lock, seq));
	write_seqlock_irqsave(&lock, flags);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	write_sequnlock_irqrestore(&lock, flags);
	KUNIT_EXPECT_TRUE(test, read_seqretry(&lock, seq));
	lock.seqcount.sequence = UINT_MAX - 1; /* the counter may wrap */
	seq = read_seqbegin(&lock);
	write_seqlock_bh(&lock);
	write_sequnlock_bh(&lock);
	KUNIT_EXPECT_TRUE(test, read_seqretry(&lock, seq));
	KUNIT_EXPECT_EQ(test, read_seqbegin(&lock), 0);
}

static void bit_lock_leaves_the_word(struct kunit *test)
{
	unsigned long word = 0xf0;
	u32 before = preempt_count();

	bit_spin_lock(0, &word);
	KUNIT_EXPECT_EQ(test, word, 0xf1);
	KUNIT_EXPECT_EQ(test, bit_spin_trylock(0, &word), 0);
	KUNIT_EXPECT_EQ(test, bit_spin_trylock(3, &word), 1);
	bit_spin_unlock(0, &word);
	bit_spin_unlock(3, &word);
	KUNIT_EXPECT_EQ(test, word, 0xf0);
	KUNIT_EXPECT_EQ(test, preempt_count(), before);
}

struct item {
	int value;
	struct list_head list;
	struct hlist_node node;
};

/* A reader that stands on what is taken out finds the way on. */
static void rcu_lists(struct kunit *test)
{
	struct item a = { 1 }, b = { 2 }, c = { 3 }, d = { 4 }, *pos;
	HLIST_HEAD(chain);
	LIST_HEAD(list);
	int seen = 0;

	list_add_rcu(&b.list, &list);
	list_add_rcu(&a.list, &list);
	list_add_tail_rcu(&c.list, &list);
	rcu_read_lock();
	list_for_each_entry_rcu(pos, &list, list) {
		seen = seen * 10 + pos->value;
		if (pos == &b)
			list_del_rcu(&b.list);
	}
	KUNIT_EXPECT_EQ(test, seen, 123);
	list_replace_rcu(&a.list, &d.list);
	seen = 0;
	list_for_each_entry_rcu(pos, &list, list)
		seen = seen * 10 + pos->value;
	KUNIT_EXPECT_EQ(test, seen, 43);
	hlist_add_head_rcu(&a.node, &chain);
	hlist_add_before_rcu(&b.node, &a.node);
	hlist_add_behind_rcu(&c.node, &a.node);
	hlist_del_rcu(&a.node);
	seen = 0;
	hlist_for_each_entry_rcu(pos, &chain, node)
		seen = seen * 10 + pos->value;
	KUNIT_EXPECT_EQ(test, seen, 23);
	rcu_read_unlock();
}

static struct kunit_case states_cases[] = {
	KUNIT_CASE(spin_lock_and_word),
	KUNIT_CASE(spin_lock_and_interrupts),
	KUNIT_CASE(tickets_keep_others_out),
	KUNIT_CASE(rwlock_sides),
	KUNIT_CASE(mutex_states),
	KUNIT_CASE(rwsem_states),
	KUNIT_CASE(semaphore_counts),
	KUNIT_CASE(seqlock_tells_readers),
	KUNIT_CASE(bit_lock_leaves_the_word),
	KUNIT_CASE(rcu_lists),
	{}
};

static struct kunit_suite states_suite = {
	.name = "locking.states",
	.desc = "each lock, taken in each way by one thread",
	.test_cases = states_cases,
};
kunit_test_suite(states_suite);
