// SPDX-License-Identifier: MIT
/*
 * locking.rcu: a grace period ends behind every reader that was there when it began, on whatever CPU,
 * and callbacks come once, after one.
 */
#include "test_threads.h"
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

#define NR_OBJECTS 32
#define UPDATES 24
#define ALIVE 0x600d
#define DEAD 0xdead

struct object {
	struct rcu_head head;
	unsigned int magic;
	bool in_use;
	unsigned int order;
};

static struct object objects[NR_OBJECTS], *current_object;
static DEFINE_SPINLOCK(objects_lock);
static struct test_threads threads;
static atomic_t writers, seen_dead, callbacks_made;

static struct object *new_object(void)
{
	struct object *found = NULL;

	spin_lock_bh(&objects_lock);
	for (int i = 0; i < NR_OBJECTS && !found; i++)
		if (!objects[i].in_use)
			found = &objects[i];
	if (found) {
		found->in_use = true;
		found->magic = ALIVE;
	}
	spin_unlock_bh(&objects_lock);
	return found;
}

static void free_object(struct object *object)
{
	WRITE_ONCE(object->magic, DEAD);
	spin_lock_bh(&objects_lock);
	object->in_use = false;
	spin_unlock_bh(&objects_lock);
}

static void free_by_callback(struct rcu_head *head)
{
	free_object(container_of(head, struct object, head));
	atomic_inc(&callbacks_made);
}

static struct object *replace(struct object *new)
{
	struct object *old;

	spin_lock_bh(&objects_lock);
	old = rcu_replace_pointer(current_object, new, lockdep_is_held(&objects_lock));
	spin_unlock_bh(&objects_lock);
	return old;
}

static void write(unsigned int index)
{
	for (int i = 0; i < UPDATES; i++) {
		struct object *new = new_object(), *old;

		if (!new) {
			rcu_barrier();
			continue;
		}
		old = replace(new);
		if ((i + (int)index) & 1) {
			synchronize_rcu();
			free_object(old);
		} else {
			call_rcu(&old->head, free_by_callback);
		}
	}
	atomic_dec(&writers);
}

static void read(void)
{
	while (atomic_read(&writers)) {
		for (int i = 0; i < 100; i++) {
			const struct object *object;

			rcu_read_lock();
			object = rcu_dereference(current_object);
			for (int k = 0; k < 50; k++)
				if (READ_ONCE(object->magic) != ALIVE)
					atomic_inc(&seen_dead);
			rcu_read_unlock();
		}
		yield(); /* to a writer, which would else wait for the end of this turn */
	}
}

static void read_or_write(unsigned int index, void *unused)
{
	if (index % 4 < 2)
		write(index);
	else
		read();
}

static void readers_never_meet_the_dead(struct kunit *test)
{
	unsigned int n = min(2 * num_online_cpus() + 2, 16U);

	memset(objects, 0, sizeof(objects));
	current_object = new_object();
	atomic_set(&seen_dead, 0);
	atomic_set(&writers, 0);
	for (unsigned int i = 0; i < n; i++)
		if (i % 4 < 2)
			atomic_inc(&writers);
	test_threads_start(test, &threads, n, read_or_write, NULL);
	test_threads_wait(&threads);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, atomic_read(&seen_dead), 0);
	for (int i = 0; i < NR_OBJECTS; i++)
		KUNIT_EXPECT_EQ(test, objects[i].in_use, &objects[i] == current_object);
}

static atomic_t reading, let_go, grace_period_over;

/* Thread 0 reads until it is told to stop; thread 2, on another CPU, waits for that. */
static void hold_or_wait(unsigned int index, void *unused)
{
	if (index == 0) {
		rcu_read_lock();
		atomic_set(&reading, 1);
		while (!atomic_read(&let_go))
			cpu_relax();
		if (atomic_read(&grace_period_over))
			atomic_inc(&seen_dead);
		rcu_read_unlock();
	} else if (index == 2) {
		while (!atomic_read(&reading))
			cpu_relax();
		synchronize_rcu();
		atomic_set(&grace_period_over, 1);
	}
}

static void grace_period_waits_for_a_reader(struct kunit *test)
{
	if (num_online_cpus() < 3)
		kunit_skip(test, "needs three CPUs");
	atomic_set(&reading, 0);
	atomic_set(&let_go, 0);
	atomic_set(&grace_period_over, 0);
	atomic_set(&seen_dead, 0);
	test_threads_start(test, &threads, 3, hold_or_wait, NULL);
	for (int i = 0; i < 1000 && !atomic_read(&reading); i++)
		msleep(1);
	msleep(20);
	KUNIT_EXPECT_EQ(test, atomic_read(&grace_period_over), 0);
	atomic_set(&let_go, 1);
	test_threads_wait(&threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&grace_period_over), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&seen_dead), 0);
}

static unsigned int calls_so_far;

static void note_order(struct rcu_head *head)
{
	container_of(head, struct object, head)->order = ++calls_so_far;
}

/* Also from where nobody may sleep. */
static void callbacks_come_once_and_in_order(struct kunit *test)
{
	unsigned long flags;

	memset(objects, 0, sizeof(objects));
	calls_so_far = 0;
	local_irq_save(flags); /* on one CPU */
	for (int i = 0; i < NR_OBJECTS; i++)
		call_rcu(&objects[i].head, note_order);
	local_irq_restore(flags);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, calls_so_far, NR_OBJECTS);
	for (unsigned int i = 0; i < NR_OBJECTS; i++)
		KUNIT_EXPECT_EQ(test, objects[i].order, i + 1);
}

static void barrier_with_nothing_to_wait_for(struct kunit *test)
{
	for (int i = 0; i < 5; i++) {
		synchronize_rcu();
		rcu_barrier();
	}
}

static struct kunit_case rcu_cases[] = {
	KUNIT_CASE(readers_never_meet_the_dead),
	KUNIT_CASE(grace_period_waits_for_a_reader),
	KUNIT_CASE(callbacks_come_once_and_in_order),
	KUNIT_CASE(barrier_with_nothing_to_wait_for),
	{}
};

static struct kunit_suite rcu_suite = {
	.name = "locking.rcu",
	.desc = "read-copy-update",
	.test_cases = rcu_cases,
};
kunit_test_suite(rcu_suite);
