// SPDX-License-Identifier: MIT
/*
 * Calls a function in a thread of its own. If it faults, that thread dies and not the caller, who hears
 * of it: for code that is not trusted to be right, such as a module's init or a module's tests.
 */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/sched/task.h>
#include <quarry/guarded.h>

struct job {
	int (*function)(void *);
	void *arg;
	int result;
	struct completion done;
};

static int run_job(void *arg)
{
	struct job *job = arg;

	job->result = job->function(job->arg);
	complete(&job->done);
	return 0;
}

/* How often to look whether the thread is still alive, as it cannot say so itself. */
#define LOOK_INTERVAL (HZ / 20)

/* Return: did it come to its end? */
static bool wait_for(struct job *job, struct task_struct *thread)
{
	while (!wait_for_completion_timeout(&job->done, LOOK_INTERVAL))
		if (READ_ONCE(thread->flags) & PF_EXITING)
			return try_wait_for_completion(&job->done);
	return true;
}

/**
 * run_guarded() - call a function in a thread of its own, and wait for it
 * @name: of the thread
 * @function: the function
 * @arg: its argument
 * @result: gets what it returned, if it did
 *
 * Context: process.
 * Return: 0; -EOWNERDEAD if the thread died in @function; -ENOMEM.
 */
int run_guarded(const char *name, int (*function)(void *arg), void *arg, int *result)
{
	struct job job = { .function = function, .arg = arg };
	struct task_struct *thread;
	bool ended;

	init_completion(&job.done);
	thread = kthread_create(run_job, &job, "%s", name);
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	get_task_struct(thread);
	wake_up_process(thread);
	ended = wait_for(&job, thread);
	put_task_struct(thread);
	*result = job.result;
	return ended ? 0 : -EOWNERDEAD;
}
EXPORT_SYMBOL(run_guarded);
