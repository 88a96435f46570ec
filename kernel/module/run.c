// SPDX-License-Identifier: MIT
/*
 * Runs a module's init or exit in a thread of its own. If it faults, that thread dies and not the
 * monitor; whoever waits here hears of it.
 */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched/task.h>
#include "internal.h"

struct job {
	struct module *module;
	int (*step)(struct module *);
	int result;
	struct completion done;
};

static int run_job(void *arg)
{
	struct job *job = arg;

	job->result = job->step(job->module);
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
 * module_run() - let a module do something
 * @module: the module
 * @name: of the thread
 * @step: what to do
 *
 * Context: process. Return: what @step returned; -EOWNERDEAD if its thread died, which marks the
 * module as broken; -ENOMEM.
 */
int module_run(struct module *module, const char *name, int (*step)(struct module *))
{
	struct job job = { .module = module, .step = step };
	struct task_struct *thread;

	init_completion(&job.done);
	thread = kthread_create(run_job, &job, "%s", name);
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	get_task_struct(thread);
	wake_up_process(thread);
	if (!wait_for(&job, thread)) {
		module->broken = true;
		module->taints |= 1UL << TAINT_DIE;
		add_taint(TAINT_DIE, LOCKDEP_STILL_OK);
		job.result = -EOWNERDEAD;
	}
	put_task_struct(thread);
	return job.result;
}
