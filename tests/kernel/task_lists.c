// SPDX-License-Identifier: MIT
/* kernel.task_lists: what modules from books walk: all threads, children and parents, numbers. */
#include <kunit/test.h>
#include <linux/kthread.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <quarry/sched.h>

static int sleeper(void *data)
{
	set_current_state(TASK_INTERRUPTIBLE);
	while (!kthread_should_stop()) {
		schedule();
		set_current_state(TASK_INTERRUPTIBLE);
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static bool has_child(const struct task_struct *parent, const struct task_struct *wanted)
{
	struct task_struct *child;
	bool found = false;

	spin_lock(&tasklist_lock);
	list_for_each_entry(child, &parent->children, sibling)
		found |= child == wanted;
	spin_unlock(&tasklist_lock);
	return found;
}

static bool is_listed(const struct task_struct *wanted)
{
	struct task_struct *task;
	bool found = false;

	rcu_read_lock();
	for_each_process(task)
		found |= task == wanted;
	rcu_read_unlock();
	return found;
}

/* Stops a thread that the caller holds, and waits until it is out of all lists. */
static void end(struct task_struct *task)
{
	kthread_stop(task);
	while (!(READ_ONCE(task->__state) & TASK_DEAD))
		schedule_timeout_uninterruptible(1);
}

static void a_thread_is_listed_while_it_lives(struct kunit *test)
{
	struct task_struct *task = kthread_run(sleeper, NULL, "listed");

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	get_task_struct(task);
	KUNIT_EXPECT_PTR_EQ(test, task->parent, current);
	KUNIT_EXPECT_TRUE(test, has_child(current, task));
	KUNIT_EXPECT_TRUE(test, is_listed(task));
	end(task);
	KUNIT_EXPECT_FALSE(test, has_child(current, task));
	KUNIT_EXPECT_FALSE(test, is_listed(task));
	put_task_struct(task);
}

static void a_number_is_an_object(struct kunit *test)
{
	struct task_struct *task = kthread_run(sleeper, NULL, "numbered");
	struct pid *pid;

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	get_task_struct(task);
	pid = find_get_pid(task->pid);
	KUNIT_EXPECT_PTR_EQ(test, pid, task->thread_pid);
	KUNIT_EXPECT_PTR_EQ(test, find_vpid(task->pid), task->thread_pid);
	KUNIT_EXPECT_EQ(test, pid_nr(pid), task->pid);
	KUNIT_EXPECT_PTR_EQ(test, pid_task(pid, PIDTYPE_PID), task);
	end(task);
	KUNIT_EXPECT_NULL(test, pid_task(pid, PIDTYPE_PID));
	KUNIT_EXPECT_NULL(test, find_vpid(task->pid));
	put_pid(pid);
	put_task_struct(task);
}

static int has_a_child(void *data)
{
	struct task_struct **child = data;

	*child = kthread_run(sleeper, NULL, "orphan");
	return sleeper(NULL);
}

static void orphans_belong_to_the_first_thread(struct kunit *test)
{
	struct task_struct *child = NULL, *parent = kthread_run(has_a_child, &child, "parent");

	KUNIT_ASSERT_FALSE(test, IS_ERR(parent));
	get_task_struct(parent);
	while (!READ_ONCE(child))
		schedule_timeout_uninterruptible(1);
	KUNIT_ASSERT_FALSE(test, IS_ERR(child));
	KUNIT_EXPECT_PTR_EQ(test, child->parent, parent);
	get_task_struct(child);
	end(parent);
	KUNIT_EXPECT_PTR_EQ(test, child->parent, &init_task);
	KUNIT_EXPECT_PTR_EQ(test, child->real_parent, &init_task);
	KUNIT_EXPECT_TRUE(test, has_child(&init_task, child));
	KUNIT_EXPECT_TRUE(test, list_empty(&parent->children));
	end(child);
	put_task_struct(child);
	put_task_struct(parent);
}

/* A walk that stands on a thread when it leaves the list would go round for ever if it led to itself. */
static void a_walk_goes_on_from_a_thread_that_left(struct kunit *test)
{
	struct task_struct *task = kthread_run(sleeper, NULL, "leaves");

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	get_task_struct(task);
	end(task);
	KUNIT_EXPECT_PTR_NE(test, task->tasks.next, &task->tasks);
	put_task_struct(task);
}

static void states_have_letters(struct kunit *test)
{
	struct task_struct task = { .__state = TASK_RUNNING };

	KUNIT_EXPECT_EQ(test, task_state_to_char(&task), 'R');
	task.state = TASK_INTERRUPTIBLE;
	KUNIT_EXPECT_EQ(test, task_state_to_char(&task), 'S');
	task.__state = TASK_UNINTERRUPTIBLE;
	KUNIT_EXPECT_EQ(test, task_state_to_char(&task), 'D');
}

static struct kunit_case task_lists_cases[] = {
	KUNIT_CASE(a_thread_is_listed_while_it_lives),
	KUNIT_CASE(a_number_is_an_object),
	KUNIT_CASE(orphans_belong_to_the_first_thread),
	KUNIT_CASE(a_walk_goes_on_from_a_thread_that_left),
	KUNIT_CASE(states_have_letters),
	{}
};
static struct kunit_suite task_lists_suite = {
	.name = "kernel.task_lists",
	.desc = "lists of threads, parents and children",
	.test_cases = task_lists_cases,
};
kunit_test_suite(task_lists_suite);
