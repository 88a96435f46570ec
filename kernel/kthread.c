// SPDX-License-Identifier: MIT
/*
 * Kernel threads as modules see them: created asleep, run, parked, stopped.
 *
 * Theory
 *	A stop is a request: kthread_stop() sets a flag, wakes the thread and waits until it has ended.
 *	The thread asks kthread_should_stop() and returns, or calls do_exit(). One that is stopped before
 *	it ever ran ends with -EINTR, without running its function.
 *
 *	A thread may also end without being asked. Whoever created it may still call kthread_stop() and
 *	gets its value; or nobody ever does. Which of the two will come cannot be known, so the
 *	structure of a thread that has ended is kept: until it is stopped, or until MAX_ENDED more
 *	threads have ended, whichever is first. Its stack is given back at once.
 *
 *	A parked thread sleeps in kthread_parkme() until it is unparked. That it is there is decided
 *	under its lock, so that a park that follows an unpark waits for a new arrival.
 *
 * Invariants
 *	struct kthread lies behind its task_struct, in the same page, and goes with it.
 *	A thread is on the list of the ended from kthread_exit_hook() on, with a reference, until that
 *	reference is dropped.
 *
 * Lock order: kthread->lock or ended_lock, then what wake_up_process() takes.
 *
 * Limits: kthread_stop() of a thread that ended MAX_ENDED threads ago is a use of freed memory.
 */
#include <linux/completion.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/string.h>
#include <quarry/kthread_hook.h>
#include <quarry/sched.h>

#define MAX_ENDED 64
#define SPINS_FOR_EXIT 1000 /* on another CPU the rest of do_exit() takes less */

enum kthread_bits { SHOULD_STOP = 1, SHOULD_PARK = 2, IS_PARKED = 4, IS_PER_CPU = 8, HAS_ENDED = 16 };

/**
 * struct kthread - what this file knows about a thread
 * @lock: guards flags
 * @flags: of enum kthread_bits; read without the lock too
 * @threadfn: what it does (i)
 * @data: handed to it (i)
 * @cpu: where it belongs, if IS_PER_CPU
 * @parked: it has arrived in kthread_parkme()
 * @exited: it has ended
 * @task: the thread (i)
 * @ended: place in the list of the ended (ended_lock)
 */
struct kthread {
	spinlock_t lock;
	unsigned int flags;
	int (*threadfn)(void *data);
	void *data;
	unsigned int cpu;
	struct completion parked, exited;
	struct task_struct *task;
	struct list_head ended;
};

static_assert(sizeof(struct task_struct) + sizeof(struct kthread) <= PAGE_SIZE);

/* Threads that have ended and that nobody has stopped, the oldest first. */
static LIST_HEAD(ended_threads);
static unsigned int nr_ended;
static DEFINE_SPINLOCK(ended_lock);

static void init_kthread(struct task_struct *task, int (*threadfn)(void *data), void *data)
{
	struct kthread *k = (struct kthread *)(task + 1);

	k->threadfn = threadfn;
	k->data = data;
	k->task = task;
	spin_lock_init(&k->lock);
	init_completion(&k->parked);
	init_completion(&k->exited);
	INIT_LIST_HEAD(&k->ended);
	task->kthread = k;
}

static bool test_flags(const struct task_struct *task, unsigned int flags)
{
	return task->kthread && READ_ONCE(task->kthread->flags) & flags;
}

static void set_flags(struct kthread *k, unsigned int flags)
{
	unsigned long irq;

	spin_lock_irqsave(&k->lock, irq);
	WRITE_ONCE(k->flags, k->flags | flags);
	spin_unlock_irqrestore(&k->lock, irq);
}

/* The first function of every thread made here. */
static int kthread_main(void *arg)
{
	struct kthread *k = current->kthread;

	if (test_flags(current, SHOULD_PARK))
		kthread_parkme();
	if (test_flags(current, SHOULD_STOP))
		return -EINTR;
	return k->threadfn(k->data);
}

static struct task_struct *create(int (*threadfn)(void *data), void *data, const char *name)
{
	struct task_struct *task = thread_create(kthread_main, NULL, raw_smp_processor_id());

	if (!task)
		return ERR_PTR(-ENOMEM);
	init_kthread(task, threadfn, data);
	set_task_comm(task, name);
	/* It has never run; wake_up_process() is what starts it. */
	smp_store_release(&task->__state, TASK_UNINTERRUPTIBLE);
	return task;
}

/**
 * kthread_create_on_node() - make a thread that sleeps until wake_up_process()
 * @threadfn: what it does; its value is what kthread_stop() returns
 * @data: handed to it
 * @node: NUMA node for its stack, or NUMA_NO_NODE; stacks come from wherever they are free
 * @namefmt: its name, as for printf()
 *
 * Context: process. Return: the thread, or ERR_PTR(-ENOMEM).
 */
struct task_struct *kthread_create_on_node(int (*threadfn)(void *data), void *data, int node,
					   const char *namefmt, ...)
{
	char name[TASK_COMM_LEN];
	va_list args;

	va_start(args, namefmt);
	vsnprintf(name, sizeof(name), namefmt, args);
	va_end(args);
	return create(threadfn, data, name);
}
EXPORT_SYMBOL(kthread_create_on_node);

/**
 * kthread_create_on_cpu() - make a thread that stays on a CPU
 * @threadfn: what it does
 * @data: handed to it
 * @cpu: the CPU
 * @namefmt: its name, where %u becomes the CPU's number
 *
 * It comes back to its CPU when it is unparked.
 *
 * Context: process. Return: the thread, or ERR_PTR(-ENOMEM).
 */
struct task_struct *kthread_create_on_cpu(int (*threadfn)(void *data), void *data, unsigned int cpu,
					  const char *namefmt)
{
	char name[TASK_COMM_LEN];
	struct task_struct *task;

	snprintf(name, sizeof(name), namefmt, cpu);
	task = create(threadfn, data, name);
	if (!IS_ERR(task)) {
		kthread_bind(task, cpu);
		kthread_set_per_cpu(task, cpu);
	}
	return task;
}
EXPORT_SYMBOL(kthread_create_on_cpu);

/**
 * kthread_bind() - tie a thread to a CPU
 * @k: a thread that has not run yet
 * @cpu: the CPU
 */
void kthread_bind(struct task_struct *k, unsigned int cpu)
{
	kthread_bind_mask(k, cpumask_of(cpu));
}
EXPORT_SYMBOL(kthread_bind);

/**
 * kthread_bind_mask() - tie a thread to some CPUs
 * @k: a thread that has not run yet
 * @mask: the CPUs
 */
void kthread_bind_mask(struct task_struct *k, const struct cpumask *mask)
{
	if (set_cpus_allowed_ptr(k, mask))
		pr_warn("kthread: %s: none of its CPUs is there\n", k->comm);
	k->flags |= PF_NO_SETAFFINITY;
}
EXPORT_SYMBOL(kthread_bind_mask);

/**
 * kthread_set_per_cpu() - say that a thread belongs to a CPU
 * @k: the thread
 * @cpu: the CPU, or -1 for none
 */
void kthread_set_per_cpu(struct task_struct *k, int cpu)
{
	unsigned long irq;

	spin_lock_irqsave(&k->kthread->lock, irq);
	k->kthread->cpu = cpu;
	k->kthread->flags = cpu < 0 ? k->kthread->flags & ~IS_PER_CPU : k->kthread->flags | IS_PER_CPU;
	spin_unlock_irqrestore(&k->kthread->lock, irq);
}

/* Does it belong to a CPU? */
bool kthread_is_per_cpu(struct task_struct *k)
{
	return test_flags(k, IS_PER_CPU);
}
EXPORT_SYMBOL(kthread_is_per_cpu);

/**
 * kthread_should_stop() - has somebody called kthread_stop() for this thread?
 *
 * Context: the thread itself.
 */
bool kthread_should_stop(void)
{
	return test_flags(current, SHOULD_STOP);
}
EXPORT_SYMBOL(kthread_should_stop);

/* As kthread_should_park(), of any thread. */
bool __kthread_should_park(struct task_struct *k)
{
	return test_flags(k, SHOULD_PARK);
}
EXPORT_SYMBOL(__kthread_should_park);

/**
 * kthread_should_park() - has somebody called kthread_park() for this thread?
 *
 * Context: the thread itself, which should then call kthread_parkme().
 */
bool kthread_should_park(void)
{
	return test_flags(current, SHOULD_PARK);
}
EXPORT_SYMBOL(kthread_should_park);

/* One of the two. */
bool kthread_should_stop_or_park(void)
{
	return test_flags(current, SHOULD_STOP | SHOULD_PARK);
}
EXPORT_SYMBOL(kthread_should_stop_or_park);

/**
 * kthread_parkme() - sleep here as long as the thread is asked to be parked
 *
 * Context: the thread itself; may sleep.
 */
void kthread_parkme(void)
{
	struct kthread *k = current->kthread;

	spin_lock_irq(&k->lock);
	while (k->flags & SHOULD_PARK) {
		if (!(k->flags & IS_PARKED)) {
			k->flags |= IS_PARKED;
			complete_all(&k->parked);
		}
		__set_current_state(TASK_PARKED); /* the lock orders it: who unparks has to take it */
		spin_unlock_irq(&k->lock);
		schedule();
		spin_lock_irq(&k->lock);
	}
	__set_current_state(TASK_RUNNING);
	spin_unlock_irq(&k->lock);
}
EXPORT_SYMBOL(kthread_parkme);

/**
 * kthread_park() - ask a thread to park, and wait until it has
 * @k: the thread; kthread_create() made it, and it has not ended
 *
 * Context: process; may sleep. Return: 0, -EBUSY if it is parked already, -ENOSYS if it has ended.
 */
int kthread_park(struct task_struct *k)
{
	struct kthread *kthread = k->kthread;

	if (!kthread)
		return -ENOSYS;
	spin_lock_irq(&kthread->lock);
	if (kthread->flags & (SHOULD_PARK | HAS_ENDED)) {
		bool ended = kthread->flags & HAS_ENDED;

		spin_unlock_irq(&kthread->lock);
		return ended ? -ENOSYS : -EBUSY;
	}
	reinit_completion(&kthread->parked);
	WRITE_ONCE(kthread->flags, kthread->flags | SHOULD_PARK);
	spin_unlock_irq(&kthread->lock);
	if (k != current) {
		wake_up_process(k);
		wait_for_completion(&kthread->parked);
	}
	return 0;
}
EXPORT_SYMBOL(kthread_park);

/**
 * kthread_unpark() - let a parked thread go on
 * @k: the thread; nothing happens if it is not parked
 *
 * Context: process.
 */
void kthread_unpark(struct task_struct *k)
{
	struct kthread *kthread = k->kthread;

	if (!kthread || !test_flags(k, SHOULD_PARK))
		return;
	if (kthread_is_per_cpu(k))
		set_cpus_allowed_ptr(k, cpumask_of(kthread->cpu));
	spin_lock_irq(&kthread->lock);
	WRITE_ONCE(kthread->flags, kthread->flags & ~(SHOULD_PARK | IS_PARKED));
	wake_up_state(k, TASK_PARKED);
	spin_unlock_irq(&kthread->lock);
}
EXPORT_SYMBOL(kthread_unpark);

/* Takes a thread off the list of the ended, if it is there; true for the one who has to put it. */
static bool claim_ended(struct kthread *k)
{
	bool mine;

	spin_lock(&ended_lock);
	mine = !list_empty(&k->ended);
	if (mine) {
		list_del_init(&k->ended);
		nr_ended--;
	}
	spin_unlock(&ended_lock);
	return mine;
}

/* The thread has said that it ends; waits until no CPU stands on its stack, and the stack is free. */
static void wait_until_gone(const struct task_struct *task)
{
	for (int i = 0; READ_ONCE(task->stack); i++) {
		if (i < SPINS_FOR_EXIT)
			cpu_relax();
		else
			schedule_timeout_uninterruptible(1);
	}
}

/**
 * kthread_stop() - ask a thread to end, and wait until it has
 * @k: from kthread_create(); it may have ended already, and is gone on return
 *
 * Context: process; may sleep; not the thread itself.
 *
 * Return: what its function returned or gave to do_exit(); -EINTR if it never ran.
 */
int kthread_stop(struct task_struct *k)
{
	struct kthread *kthread = k->kthread;
	int code;

	get_task_struct(k);
	set_flags(kthread, SHOULD_STOP);
	kthread_unpark(k);
	wake_up_process(k);
	wait_for_completion(&kthread->exited);
	wait_until_gone(k);
	code = k->exit_code;
	if (claim_ended(kthread))
		put_task_struct(k);
	put_task_struct(k);
	return code;
}
EXPORT_SYMBOL(kthread_stop);

/* As kthread_stop(), and gives back the caller's own get_task_struct(). */
int kthread_stop_put(struct task_struct *k)
{
	int code = kthread_stop(k);

	put_task_struct(k);
	return code;
}
EXPORT_SYMBOL(kthread_stop_put);

/* The oldest of the ended threads beyond the first @keep, taken off the list; or NULL. */
static struct kthread *oldest_ended(unsigned int keep)
{
	struct kthread *k = NULL;

	spin_lock(&ended_lock);
	if (nr_ended > keep) {
		k = list_first_entry(&ended_threads, struct kthread, ended);
		list_del_init(&k->ended);
		nr_ended--;
	}
	spin_unlock(&ended_lock);
	return k;
}

/**
 * kthread_forget_ended() - free what is kept of ended threads: nobody is going to stop them
 *
 * Context: process; may sleep. On return the stacks of threads that had ended before are free too.
 */
void kthread_forget_ended(void)
{
	struct kthread *k;

	while ((k = oldest_ended(0))) {
		wait_until_gone(k->task);
		put_task_struct(k->task);
	}
}

/**
 * kthread_exit_hook() - a thread ends: tell whoever waits in kthread_stop()
 * @task: the thread, which calls this in do_exit()
 */
void kthread_exit_hook(struct task_struct *task)
{
	struct kthread *k = task->kthread, *oldest;

	if (!k)
		return;
	get_task_struct(task);
	spin_lock(&ended_lock);
	list_add_tail(&k->ended, &ended_threads);
	nr_ended++;
	spin_unlock(&ended_lock);
	oldest = oldest_ended(MAX_ENDED);
	if (oldest)
		put_task_struct(oldest->task);
	set_flags(k, HAS_ENDED);
	complete_all(&k->parked); /* it will not park any more */
	complete_all(&k->exited);
}

/* do_exit() by the name that Linux uses since 5.17. */
void kthread_exit(long result)
{
	do_exit(result);
}
EXPORT_SYMBOL(kthread_exit);

/**
 * kthread_complete_and_exit() - end the calling thread, and say so
 * @done: completed, if not NULL; the thread's function may be unloaded then
 * @code: what kthread_stop() returns
 */
void kthread_complete_and_exit(struct completion *done, long code)
{
	if (done)
		complete(done);
	do_exit(code);
}
EXPORT_SYMBOL(kthread_complete_and_exit);

/**
 * kthread_data() - what a thread's function was handed
 * @k: from kthread_create()
 */
void *kthread_data(struct task_struct *k)
{
	return k->kthread->data;
}
EXPORT_SYMBOL(kthread_data);

/* As kthread_data(), NULL for a thread that kthread_create() did not make. */
void *kthread_probe_data(struct task_struct *k)
{
	return k->kthread ? k->kthread->data : NULL;
}

/* A thread's function. */
int (*kthread_func(struct task_struct *k))(void *data)
{
	return k->kthread ? k->kthread->threadfn : NULL;
}
EXPORT_SYMBOL(kthread_func);
