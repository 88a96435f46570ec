// SPDX-License-Identifier: MIT
/*
 * From a number to a thread, and who threads act for. A struct pid is only the number, held; each thread
 * holds its own until it is freed. Numbers are not used again (kernel/sched/thread.c counts up), so looking
 * for the thread when it is asked for finds the right one or none.
 */
#include <linux/cred.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <quarry/sched.h>

const struct cred init_cred;
struct signal_struct init_signals = { .nr_threads = 1 };
EXPORT_SYMBOL(init_cred);
EXPORT_SYMBOL(init_signals);

static struct task_struct *find(pid_t nr, bool hold)
{
	struct task_struct *task, *found = NULL;

	spin_lock(&tasklist_lock);
	list_for_each_entry(task, &init_task.tasks, tasks)
		if (task->pid == nr)
			found = task;
	if (init_task.pid == nr)
		found = &init_task;
	if (found && hold)
		get_task_struct(found);
	spin_unlock(&tasklist_lock);
	return found;
}

/** find_task_by_vpid - without a reference: the thread may end at any time */
struct task_struct *find_task_by_vpid(pid_t nr)
{
	return find(nr, false);
}
EXPORT_SYMBOL(find_task_by_vpid);

/** find_get_task_by_vpid - with a reference for put_task_struct() */
struct task_struct *find_get_task_by_vpid(pid_t nr)
{
	return find(nr, true);
}
EXPORT_SYMBOL(find_get_task_by_vpid);

/** new_pid - for a thread that is being made; it has no number yet; NULL without memory */
struct pid *new_pid(void)
{
	struct pid *pid = kmalloc(sizeof(*pid), GFP_KERNEL);

	if (pid)
		*pid = (struct pid){ REFCOUNT_INIT(1), 0 };
	return pid;
}

struct pid *find_get_pid(pid_t nr)
{
	struct task_struct *task = find(nr, true);
	struct pid *pid;

	if (!task)
		return NULL;
	pid = get_pid(task->thread_pid);
	put_task_struct(task);
	return pid;
}
EXPORT_SYMBOL(find_get_pid);

/** find_vpid - without a reference: under rcu_read_lock(), or while the thread cannot end */
struct pid *find_vpid(pid_t nr)
{
	struct task_struct *task = find(nr, false);

	return task ? task->thread_pid : NULL;
}
EXPORT_SYMBOL(find_vpid);

struct pid *get_task_pid(struct task_struct *task, enum pid_type type)
{
	return get_pid(task->thread_pid);
}
EXPORT_SYMBOL(get_task_pid);

struct pid *get_pid(struct pid *pid)
{
	if (pid)
		refcount_inc(&pid->count);
	return pid;
}
EXPORT_SYMBOL(get_pid);

void put_pid(struct pid *pid)
{
	if (pid && refcount_dec_and_test(&pid->count))
		kfree(pid);
}
EXPORT_SYMBOL(put_pid);

struct task_struct *pid_task(struct pid *pid, enum pid_type type)
{
	return pid ? find(pid->nr, false) : NULL;
}
EXPORT_SYMBOL(pid_task);

struct task_struct *get_pid_task(struct pid *pid, enum pid_type type)
{
	return pid ? find(pid->nr, true) : NULL;
}
EXPORT_SYMBOL(get_pid_task);
