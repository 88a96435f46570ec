// SPDX-License-Identifier: MIT
/*
 * The life of a thread: created asleep, run, ended by do_exit() or by its function's return, freed
 * by whoever lets go of it last. The stack goes as soon as no CPU stands on it.
 *
 * A task_struct takes a page until there is a slab allocator.
 */
#include <asm/sections.h>
#include <asm/switch_to.h>
#include <linux/export.h>
#include <linux/cred.h>
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/panic.h>
#include <linux/pid.h>
#include <linux/rculist.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <quarry/kthread_hook.h>
#include <quarry/sched.h>
#include "runqueue.h"

static_assert(sizeof(struct task_struct) <= PAGE_SIZE);

static struct pid init_pid = { REFCOUNT_INIT(1), 1 }, idle_pid = { REFCOUNT_INIT(1), 0 };

/* The thread that boots and then runs the monitor. */
struct task_struct init_task = {
	.on_rq = 1,
	.on_cpu = 1,
	.prio = DEFAULT_PRIO,
	.static_prio = DEFAULT_PRIO,
	.normal_prio = DEFAULT_PRIO,
	.time_slice = TIME_SLICE,
	.cpus_ptr = &init_task.cpus_mask,
	.cpus_mask = { { [0 ... BITS_TO_LONGS(NR_CPUS) - 1] = ~0UL } },
	.nr_cpus_allowed = NR_CPUS,
	.flags = PF_KTHREAD,
	.pid = 1,
	.tgid = 1,
	.comm = "monitor",
	.parent = &init_task,
	.real_parent = &init_task,
	.group_leader = &init_task,
	.thread_pid = &init_pid,
	.children = LIST_HEAD_INIT(init_task.children),
	.sibling = LIST_HEAD_INIT(init_task.sibling),
	.tasks = LIST_HEAD_INIT(init_task.tasks),
	.stack = init_stack_begin,
	.cred = &init_cred,
	.real_cred = &init_cred,
	.signal = &init_signals,
	.active_mm = &init_mm,
	.usage = 1,
};
EXPORT_SYMBOL(init_task);

DEFINE_SPINLOCK(tasklist_lock);
EXPORT_SYMBOL(tasklist_lock);
static pid_t last_pid = 1;

/* What a new thread does, handed over on its stack. */
struct thread_job {
	int (*function)(void *arg);
	void *arg;
};

static struct thread_job *job_of(const struct task_struct *task)
{
	return (struct thread_job *)((char *)task->stack + THREAD_SIZE) - 1;
}

static void init_fields(struct task_struct *task, unsigned int cpu)
{
	const struct task_struct *parent = current;

	*task = (struct task_struct){
		.__state = TASK_NEW,
		.flags = PF_KTHREAD,
		.cpu = cpu,
		.prio = DEFAULT_PRIO,
		.static_prio = DEFAULT_PRIO,
		.normal_prio = DEFAULT_PRIO,
		.time_slice = TIME_SLICE,
		.cpus_ptr = &task->cpus_mask,
		.cpus_mask = init_task.cpus_mask,
		.nr_cpus_allowed = NR_CPUS,
		.parent = (struct task_struct *)parent,
		.real_parent = (struct task_struct *)parent,
		.group_leader = task,
		.thread_pid = &idle_pid,
		.start_time = ktime_get_ns(),
		.cred = &init_cred,
		.real_cred = &init_cred,
		.signal = &init_signals,
		.active_mm = &init_mm,
		.usage = 1,
	};
	INIT_LIST_HEAD(&task->children);
	INIT_LIST_HEAD(&task->sibling);
	INIT_LIST_HEAD(&task->tasks);
}

static struct task_struct *new_task(unsigned int cpu)
{
	struct task_struct *task = (void *)get_zeroed_page(GFP_KERNEL);

	if (!task)
		return NULL;
	init_fields(task, cpu);
	task->stack = stack_alloc();
	if (!task->stack) {
		free_page((unsigned long)task);
		return NULL;
	}
	return task;
}

static void free_task(struct task_struct *task)
{
	if (task->thread_pid != &idle_pid)
		put_pid(task->thread_pid);
	free_page((unsigned long)task);
}

/* The list has a reference of its own. */
static void publish(struct task_struct *task)
{
	get_task_struct(task);
	spin_lock(&tasklist_lock);
	task->pid = task->tgid = task->thread_pid->nr = ++last_pid;
	list_add_tail_rcu(&task->tasks, &init_task.tasks);
	list_add_tail(&task->sibling, &task->parent->children);
	spin_unlock(&tasklist_lock);
}

static void put_listed(struct rcu_head *head)
{
	put_task_struct(container_of(head, struct task_struct, rcu));
}

/* Out of the lists; whoever walks them under RCU goes on from here, and keeps the structure so long. */
static void unpublish(struct task_struct *task)
{
	struct task_struct *child;

	spin_lock(&tasklist_lock);
	list_for_each_entry(child, &task->children, sibling)
		child->parent = child->real_parent = &init_task;
	list_splice_tail_init(&task->children, &init_task.children);
	list_del(&task->sibling);
	list_del_rcu(&task->tasks);
	spin_unlock(&tasklist_lock);
	call_rcu(&task->rcu, put_listed);
}

/**
 * thread_create() - make a thread that has not run yet
 * @function: what it does; the value becomes its exit code
 * @arg: handed to it
 * @cpu: where it would like to run
 *
 * wake_up_new_task() starts it. One reference is the thread's own until it has ended.
 *
 * Context: process. Return: the thread, or NULL without memory.
 */
struct task_struct *thread_create(int (*function)(void *), void *arg, unsigned int cpu)
{
	struct task_struct *task = new_task(cpu);
	struct pid *pid = new_pid();

	if (!task || !pid)
		goto no_memory;
	task->thread_pid = pid;
	*job_of(task) = (struct thread_job){ function, arg };
	/* 16 bytes are kept free for the job, and the stack stays aligned. */
	task->sp = thread_stack_init((unsigned long)task->stack + THREAD_SIZE - 16);
	publish(task);
	return task;
no_memory:
	put_pid(pid);
	if (task) {
		stack_free(task->stack);
		free_task(task);
	}
	return NULL;
}

static int idle_function(void *unused)
{
	cpu_idle();
}

/**
 * thread_create_idle() - a CPU's idle thread
 * @cpu: the CPU; the thread stays there and counts as running from the start
 */
struct task_struct *thread_create_idle(unsigned int cpu)
{
	struct task_struct *task = new_task(cpu);

	if (!task)
		return NULL;
	*job_of(task) = (struct thread_job){ idle_function, NULL };
	task->sp = thread_stack_init((unsigned long)task->stack + THREAD_SIZE - 16);
	task->__state = TASK_RUNNING;
	task->flags |= PF_IDLE | PF_NO_SETAFFINITY;
	task->prio = task->static_prio = task->normal_prio = MAX_PRIO;
	cpumask_copy(&task->cpus_mask, cpumask_of(cpu));
	task->nr_cpus_allowed = 1;
	snprintf(task->comm, sizeof(task->comm), "swapper/%u", cpu);
	return task;
}

/**
 * run_thread_function() - what thread_create() was given; does not return
 */
void run_thread_function(void)
{
	struct thread_job job = *job_of(current);

	do_exit(job.function(job.arg));
}

/**
 * do_exit() - end the thread that calls
 * @code: what kthread_stop() returns
 *
 * Context: process. Does not return.
 */
void do_exit(long code)
{
	struct task_struct *task = current;

	/* What a worker was lies in a stack frame that is gone: schedule() must not ask it. */
	task->flags = (task->flags | PF_EXITING) & ~PF_WQ_WORKER;
	task->exit_code = code;
	debug_check_no_locks_held(task);
	kthread_exit_hook(task);
	exit_mm();
	unpublish(task);
	preempt_disable();
	WRITE_ONCE(task->__state, TASK_DEAD);
	preempt_enable_no_resched();
	schedule();
	unreachable();
}
EXPORT_SYMBOL(do_exit);

/**
 * free_dead_task() - the last CPU has left a dead thread's stack
 * @task: the thread
 */
void free_dead_task(struct task_struct *task)
{
	stack_free(task->stack);
	WRITE_ONCE(task->stack, NULL);
	put_task_struct(task);
}

/**
 * get_task_struct() - keep a thread's structure although the thread may end
 * @task: the thread
 */
struct task_struct *get_task_struct(struct task_struct *task)
{
	__atomic_fetch_add(&task->usage, 1, __ATOMIC_RELAXED);
	return task;
}
EXPORT_SYMBOL(get_task_struct);

/**
 * put_task_struct() - undo get_task_struct()
 * @task: the thread
 */
void put_task_struct(struct task_struct *task)
{
	if (__atomic_sub_fetch(&task->usage, 1, __ATOMIC_ACQ_REL) == 0)
		free_task(task);
}
EXPORT_SYMBOL(put_task_struct);

/**
 * set_task_comm() - name a thread
 * @task: the thread
 * @name: cut to TASK_COMM_LEN - 1 characters
 */
void set_task_comm(struct task_struct *task, const char *name)
{
	strscpy(task->comm, name, sizeof(task->comm));
}
EXPORT_SYMBOL(set_task_comm);

/**
 * sched_init() - the boot thread becomes a thread like others, and CPU 0 gets its idle thread
 *
 * Once pages can be allocated.
 */
void __init sched_init(void)
{
	struct task_struct *idle;

	stack_init();
	stack_mark_unused(init_stack_begin);
	idle = thread_create_idle(0);
	if (!idle)
		panic("sched: no memory for the idle thread");
	sched_init_cpu(0, idle);
	cpu_rq(0)->curr = &init_task;
	init_task.exec_ticks = idle->exec_ticks;
	idle->exec_ticks = 0;
}
