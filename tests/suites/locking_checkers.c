// SPDX-License-Identifier: MIT
/*
 * locking.checkers: each of the lock checkers is made to speak, once, and what comes after it works.
 * Debug builds only. What counts is the number of reports of a kind, not their text.
 */
#include <asm/irqflags.h>
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#ifdef CONFIG_DEBUG

static unsigned long before[NR_LOCKDEP_FINDINGS];

/* Each case begins with classes of which nothing is known. */
static struct lock_class_key keys[4];
static unsigned int keys_used;

static void remember(void)
{
	for (unsigned int i = 0; i < NR_LOCKDEP_FINDINGS; i++)
		before[i] = lockdep_reports(i);
}

static int forget_and_remember(struct kunit *test)
{
	lockdep_free_key_range(keys, sizeof(keys));
	keys_used = 0;
	remember();
	return 0;
}

#define fresh_class(lock) lockdep_set_class_and_name(lock, &keys[keys_used++], #lock)
#define fresh_spinlock(lock)                                                                       \
	do {                                                                                       \
		spin_lock_init(lock);                                                              \
		fresh_class(lock);                                                                 \
	} while (0)

/* So many new reports of one kind, and none of any other. */
static void expect_reports(struct kunit *test, enum lockdep_finding finding, unsigned long n)
{
	for (unsigned int i = 0; i < NR_LOCKDEP_FINDINGS; i++)
		KUNIT_EXPECT_EQ_MSG(test, lockdep_reports(i) - before[i], i == finding ? n : 0, "finding %u", i);
	KUNIT_EXPECT_EQ(test, current->nr_held_locks, 0);
	remember();
}

static void pair(spinlock_t *outer, spinlock_t *inner)
{
	spin_lock(outer);
	spin_lock(inner);
	spin_unlock(inner);
	spin_unlock(outer);
}

static void inversion_of_two(struct kunit *test)
{
	spinlock_t a, b;

	fresh_spinlock(&a);
	fresh_spinlock(&b);
	pair(&a, &b);
	pair(&a, &b);
	expect_reports(test, LOCKDEP_INVERSION, 0);
	pair(&b, &a);
	expect_reports(test, LOCKDEP_INVERSION, 1);
	pair(&b, &a); /* told once */
	expect_reports(test, LOCKDEP_INVERSION, 0);
}

static void inversion_through_a_third(struct kunit *test)
{
	spinlock_t a, b, c, d;

	fresh_spinlock(&a);
	fresh_spinlock(&b);
	fresh_spinlock(&c);
	fresh_spinlock(&d);
	pair(&a, &b);
	pair(&b, &c);
	pair(&c, &d);
	pair(&a, &d);
	expect_reports(test, LOCKDEP_INVERSION, 0);
	pair(&d, &a);
	expect_reports(test, LOCKDEP_INVERSION, 1);
}

static void inversion_of_sleeping_locks(struct kunit *test)
{
	struct mutex a;
	struct rw_semaphore b;

	mutex_init(&a);
	init_rwsem(&b);
	fresh_class(&a);
	fresh_class(&b);
	mutex_lock(&a);
	down_read(&b);
	mutex_unlock(&a); /* in any order */
	up_read(&b);
	expect_reports(test, LOCKDEP_INVERSION, 0);
	down_write(&b);
	mutex_lock(&a);
	up_write(&b);
	mutex_unlock(&a);
	expect_reports(test, LOCKDEP_INVERSION, 1);
}

/* Who does not wait breaks no order. */
static void trylock_has_no_order(struct kunit *test)
{
	spinlock_t a, b;

	fresh_spinlock(&a);
	fresh_spinlock(&b);
	pair(&a, &b);
	spin_lock(&b);
	KUNIT_EXPECT_EQ(test, spin_trylock(&a), 1);
	spin_unlock(&a);
	spin_unlock(&b);
	expect_reports(test, LOCKDEP_INVERSION, 0);
}

static void recursion_on_one_lock(struct kunit *test)
{
	u32 count = preempt_count();
	spinlock_t a;

	fresh_spinlock(&a);
	spin_lock(&a);
	spin_lock(&a); /* would spin for ever */
	spin_unlock(&a);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&a)); /* by the first of the two */
	spin_unlock(&a);
	KUNIT_EXPECT_FALSE(test, spin_is_locked(&a));
	KUNIT_EXPECT_EQ(test, preempt_count(), count);
	expect_reports(test, LOCKDEP_RECURSION, 1);
}

static void recursion_on_a_mutex(struct kunit *test)
{
	struct mutex a;

	mutex_init(&a);
	fresh_class(&a);
	mutex_lock(&a);
	mutex_lock(&a); /* would sleep for ever */
	mutex_unlock(&a);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&a));
	mutex_unlock(&a);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&a));
	expect_reports(test, LOCKDEP_RECURSION, 1);
}

static void recursion_in_a_class(struct kunit *test)
{
	struct lock_class_key *key = &keys[0];
	spinlock_t a, b;

	spin_lock_init(&a);
	spin_lock_init(&b);
	lockdep_set_class_and_name(&a, key, "one");
	lockdep_set_class_and_name(&b, key, "one");
	spin_lock(&a);
	spin_lock_nested(&b, 1); /* said to be in order */
	spin_unlock(&b);
	KUNIT_EXPECT_EQ(test, lockdep_reports(LOCKDEP_RECURSION), before[LOCKDEP_RECURSION]);
	spin_lock(&b);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&b));
	spin_unlock(&b);
	spin_unlock(&a);
	expect_reports(test, LOCKDEP_RECURSION, 1);
}

static void unlock_of_a_free_lock(struct kunit *test)
{
	struct rw_semaphore s;
	struct mutex m;
	spinlock_t a;

	fresh_spinlock(&a);
	preempt_disable(); /* which spin_unlock() undoes */
	spin_unlock(&a);
	KUNIT_EXPECT_EQ(test, a.raw_lock.word, 0);
	expect_reports(test, LOCKDEP_FREE, 1);
	mutex_init(&m);
	mutex_unlock(&m);
	expect_reports(test, LOCKDEP_FREE, 1);
	init_rwsem(&s);
	up_read(&s);
	up_write(&s);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&s.count), 0);
	expect_reports(test, LOCKDEP_FREE, 2);
}

/* Another thread's lock: the list of this thread does not have it. */
static void unlock_by_a_stranger(struct kunit *test)
{
	struct held_lock mine;
	struct mutex m;

	mutex_init(&m);
	mutex_lock(&m);
	mine = current->held_locks[--current->nr_held_locks];
	mutex_unlock(&m);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&m));
	expect_reports(test, LOCKDEP_STRANGER, 1);
	/* The owner comes back to a lock that was taken off it. */
	current->held_locks[current->nr_held_locks++] = mine;
	mutex_unlock(&m);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&m));
	expect_reports(test, LOCKDEP_STRANGER, 0);
}

static void lock_held_at_exit(struct kunit *test)
{
	struct mutex m;

	mutex_init(&m);
	debug_check_no_locks_held(current);
	expect_reports(test, LOCKDEP_EXIT, 0);
	mutex_lock(&m);
	debug_check_no_locks_held(current);
	expect_reports(test, LOCKDEP_EXIT, 1);
	KUNIT_EXPECT_NULL(test, m.dep_map.owner);
}

static void held_lock_freed(struct kunit *test)
{
	struct {
		char in_front[64];
		struct mutex m;
	} object;

	mutex_init(&object.m);
	mutex_lock(&object.m);
	debug_check_no_locks_freed(object.in_front, sizeof(object.in_front));
	KUNIT_EXPECT_EQ(test, lockdep_reports(LOCKDEP_FREED), before[LOCKDEP_FREED]);
	debug_check_no_locks_freed(&object, sizeof(object));
	expect_reports(test, LOCKDEP_FREED, 1);
}

/* As an interrupt handler would: the count says that this is one. */
static void pair_in_hardirq(spinlock_t *lock)
{
	unsigned long flags;

	local_irq_save(flags);
	preempt_count_add(HARDIRQ_OFFSET);
	spin_lock(lock);
	spin_unlock(lock);
	preempt_count_sub(HARDIRQ_OFFSET);
	local_irq_restore(flags);
}

static void irq_lock_with_irqs_on(struct kunit *test)
{
	unsigned long flags;
	spinlock_t a, b;

	fresh_spinlock(&a);
	fresh_spinlock(&b);
	pair_in_hardirq(&a);
	spin_lock_irqsave(&a, flags);
	spin_unlock_irqrestore(&a, flags);
	expect_reports(test, LOCKDEP_IRQ_UNSAFE, 0);
	spin_lock(&a);
	spin_unlock(&a);
	expect_reports(test, LOCKDEP_IRQ_UNSAFE, 1);
	spin_lock(&b);
	spin_unlock(&b);
	pair_in_hardirq(&b); /* the other way round */
	expect_reports(test, LOCKDEP_IRQ_UNSAFE, 1);
}

static void softirq_lock_with_softirqs_on(struct kunit *test)
{
	spinlock_t a;

	fresh_spinlock(&a);
	preempt_count_add(SOFTIRQ_OFFSET);
	spin_lock(&a);
	spin_unlock(&a);
	preempt_count_sub(SOFTIRQ_OFFSET);
	spin_lock_bh(&a);
	spin_unlock_bh(&a);
	expect_reports(test, LOCKDEP_IRQ_UNSAFE, 0);
	spin_lock(&a);
	spin_unlock(&a);
	expect_reports(test, LOCKDEP_IRQ_UNSAFE, 1);
}

static void readers_may_meet_in_interrupts(struct kunit *test)
{
	unsigned long flags;
	rwlock_t lock;

	rwlock_init(&lock);
	fresh_class(&lock);
	read_lock(&lock);
	local_irq_save(flags);
	preempt_count_add(HARDIRQ_OFFSET);
	read_lock(&lock);
	read_unlock(&lock);
	preempt_count_sub(HARDIRQ_OFFSET);
	local_irq_restore(flags);
	read_unlock(&lock);
	expect_reports(test, LOCKDEP_IRQ_UNSAFE, 0);
	write_lock(&lock); /* while a handler waits to read */
	write_unlock(&lock);
	expect_reports(test, LOCKDEP_IRQ_UNSAFE, 1);
}

static void sleeping_in_atomic_context(struct kunit *test)
{
	unsigned long flags;
	struct mutex m;

	mutex_init(&m);
	might_sleep();
	expect_reports(test, LOCKDEP_ATOMIC, 0);
	preempt_disable();
	might_sleep();
	might_sleep_if(false);
	cant_sleep();
	preempt_enable();
	expect_reports(test, LOCKDEP_ATOMIC, 1);
	local_irq_save(flags);
	mutex_lock(&m);
	local_irq_restore(flags);
	mutex_unlock(&m);
	expect_reports(test, LOCKDEP_ATOMIC, 1);
	cant_sleep();
	expect_reports(test, LOCKDEP_ATOMIC, 1);
}

static void rcu_pointer_without_lock(struct kunit *test)
{
	static int object, *pointer = &object;

	rcu_read_lock();
	KUNIT_EXPECT_PTR_EQ(test, rcu_dereference(pointer), &object);
	rcu_read_unlock();
	KUNIT_EXPECT_PTR_EQ(test, rcu_dereference_protected(pointer, true), &object);
	KUNIT_EXPECT_PTR_EQ(test, rcu_access_pointer(pointer), &object);
	expect_reports(test, LOCKDEP_RCU, 0);
	KUNIT_EXPECT_PTR_EQ(test, rcu_dereference(pointer), &object);
	KUNIT_EXPECT_PTR_EQ(test, rcu_dereference_protected(pointer, false), &object);
	expect_reports(test, LOCKDEP_RCU, 2);
	preempt_disable();
	rcu_read_unlock(); /* that nobody locked */
	expect_reports(test, LOCKDEP_RCU, 1);
}

static void destroyed_mutex(struct kunit *test)
{
	struct mutex m;

	mutex_init(&m);
	mutex_destroy(&m);
	expect_reports(test, LOCKDEP_DESTROYED, 0);
	mutex_lock(&m);
	mutex_unlock(&m);
	expect_reports(test, LOCKDEP_DESTROYED, 1);
}

static void knows_what_is_held(struct kunit *test)
{
	spinlock_t a;

	spin_lock_init(&a);
	KUNIT_EXPECT_FALSE(test, lockdep_is_held(&a));
	spin_lock(&a);
	KUNIT_EXPECT_TRUE(test, lockdep_is_held(&a));
	KUNIT_EXPECT_PTR_EQ(test, a.dep_map.owner, current);
	spin_unlock(&a);
	KUNIT_EXPECT_FALSE(test, lockdep_is_held(&a));
	KUNIT_EXPECT_NULL(test, a.dep_map.owner);
}

static struct kunit_case checkers_cases[] = {
	KUNIT_CASE(inversion_of_two),
	KUNIT_CASE(inversion_through_a_third),
	KUNIT_CASE(inversion_of_sleeping_locks),
	KUNIT_CASE(trylock_has_no_order),
	KUNIT_CASE(recursion_on_one_lock),
	KUNIT_CASE(recursion_on_a_mutex),
	KUNIT_CASE(recursion_in_a_class),
	KUNIT_CASE(unlock_of_a_free_lock),
	KUNIT_CASE(unlock_by_a_stranger),
	KUNIT_CASE(lock_held_at_exit),
	KUNIT_CASE(held_lock_freed),
	KUNIT_CASE(irq_lock_with_irqs_on),
	KUNIT_CASE(softirq_lock_with_softirqs_on),
	KUNIT_CASE(readers_may_meet_in_interrupts),
	KUNIT_CASE(sleeping_in_atomic_context),
	KUNIT_CASE(rcu_pointer_without_lock),
	KUNIT_CASE(destroyed_mutex),
	KUNIT_CASE(knows_what_is_held),
	{}
};

static struct kunit_suite checkers_suite = {
	.name = "locking.checkers",
	.desc = "each lock checker speaks, and the kernel goes on",
	.init = forget_and_remember,
	.test_cases = checkers_cases,
};
kunit_test_suite(checkers_suite);

#endif
