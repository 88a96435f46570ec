/* SPDX-License-Identifier: MIT */
/* Threads, and who runs when. Theory in kernel/sched/core.c. */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <asm/barrier.h>
#include <asm/current.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <linux/cpumask.h>
#include <linux/list.h>
#include <linux/preempt.h>
#include <linux/signal_types.h>
#include <linux/smp.h>
#include <linux/spinlock_types.h>
#include <linux/string.h>
#include <linux/types.h>

/* What a thread waits for; a sum of these is what a wake-up may match. */
#define TASK_RUNNING 0x0000
#define TASK_INTERRUPTIBLE 0x0001
#define TASK_UNINTERRUPTIBLE 0x0002
#define __TASK_STOPPED 0x0004
#define EXIT_DEAD 0x0010
#define EXIT_ZOMBIE 0x0020
#define TASK_PARKED 0x0040
#define TASK_DEAD 0x0080
#define TASK_WAKEKILL 0x0100
#define TASK_NOLOAD 0x0400
#define TASK_NEW 0x0800
#define TASK_KILLABLE (TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_IDLE (TASK_UNINTERRUPTIBLE | TASK_NOLOAD)
#define TASK_NORMAL (TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)

#define PF_IDLE 0x00000002
#define PF_EXITING 0x00000004
#define PF_WQ_WORKER 0x00000020
#define PF_MEMALLOC 0x00000800
#define PF_KSWAPD 0x00020000
#define PF_MEMALLOC_NOFS 0x00040000
#define PF_MEMALLOC_NOIO 0x00080000
#define PF_KTHREAD 0x00200000
#define PF_NO_SETAFFINITY 0x04000000

#define SCHED_NORMAL 0
#define SCHED_FIFO 1
#define SCHED_RR 2
#define SCHED_IDLE 5

/* Smaller is more urgent: 0 to 99 are the real-time priorities 99 to 0, 100 to 139 the nice values. */
#define MAX_RT_PRIO 100
#define MAX_PRIO 140
#define DEFAULT_PRIO 120
#define NICE_TO_PRIO(nice) ((nice) + DEFAULT_PRIO)
#define PRIO_TO_NICE(prio) ((prio) - DEFAULT_PRIO)
#define MIN_NICE (-20)
#define MAX_NICE 19

#define TASK_COMM_LEN 16
#define ARCH_MIN_TASKALIGN 64

struct cred;
struct kthread;
struct mm_struct;
struct pid;

struct signal_struct {
	int nr_threads;
};
extern struct signal_struct init_signals;

struct sched_param {
	int sched_priority;
};

/**
 * struct task_struct - a thread
 * @sp: its stack pointer while it does not run; assembly knows that it comes first (q)
 * @stack: lowest address of its stack, THREAD_SIZE bytes (i)
 * @__state: TASK_*: TASK_RUNNING means running or waiting for a CPU (its own; who wakes it: q); @state was
 *	its name until 5.14
 * @flags: PF_* (its own)
 * @on_rq: it is on a run queue, or running (q)
 * @on_cpu: a CPU runs it, or has not yet left its stack (q)
 * @cpu: the CPU whose run queue it belongs to: waiting, running, or since it ran last (q)
 * @prio: what the run queue sorts by (q)
 * @static_prio: from its nice value
 * @normal_prio: what @prio would be without inheritance
 * @rt_priority: 1 to 99 under SCHED_FIFO and SCHED_RR, else 0
 * @policy: SCHED_*
 * @time_slice: ticks until others of its priority get their turn (q)
 * @run_list: place in the run queue (q)
 * @cpus_ptr: CPUs that it may run on: &cpus_mask
 * @cpus_mask: the set behind it (q)
 * @pid: its number; @tgid is the same, as each kernel thread is a process of its own (i)
 * @comm: its name
 * @thread_pid: its number as an object (i)
 * @parent: who created it, or init_task once that one has ended (tasklist_lock); @real_parent is the same,
 *	@group_leader the thread itself
 * @children: the threads whose parent it is; @sibling: place in that list (tasklist_lock)
 * @tasks: place in the list of all threads (tasklist_lock, or RCU to look)
 * @rcu: the list's reference goes a grace period after the thread has left it
 * @start_time: ktime_get_ns() when it was created (i)
 * @mm: its address space, NULL for a kernel thread; @active_mm the one its CPU has (mm/active_mm.c)
 * @cred: who it acts for: root; @real_cred likewise
 * @signal: what the threads of a process share: init_signals, in which there is nothing but their number
 * @kthread: what linux/kthread.h knows about it
 * @worker_private: what kernel/workqueue_pool.c knows about it, with PF_WQ_WORKER
 * @exit_code: what it gave to do_exit() or returned
 * @usage: references; the last frees stack and structure
 * @exec_ticks: how long it has run, for task_runtime(); while it runs, less the clock when it began (q)
 * @runtime_shown: task_runtime() when `top` looked last
 * @nvcsw: times it gave the CPU away, @nivcsw: times it was taken
 * @wait_channel: address of the function it sleeps in, for ps
 * @held_locks: locks it holds, innermost last, for the checkers; @nr_held_locks how many (its own)
 * @local_maps: its mappings by kmap_local_page() of pages that need no window, innermost last, for the
 *	checkers; @nr_local_maps how many (its own)
 * @rcu_read_lock_nesting: depth of rcu_read_lock()
 * @fail_nth: which of its next allocations is to fail on purpose (linux/fault-inject.h); UINT_MAX: it has
 * @make_it_fail: its allocations may fail by chance (its own)
 *
 * (i) never changes, (q) lock of the run queue that it belongs to.
 */
struct task_struct {
	unsigned long sp;
	void *stack;
	union {
		unsigned int __state;
		unsigned int state;
	};
	unsigned int flags;
	int on_rq;
	int on_cpu;
	unsigned int cpu;
	int prio, static_prio, normal_prio;
	unsigned int rt_priority;
	unsigned int policy;
	unsigned int time_slice;
	struct list_head run_list;
	const cpumask_t *cpus_ptr;
	cpumask_t cpus_mask;
	int nr_cpus_allowed;
	pid_t pid, tgid;
	char comm[TASK_COMM_LEN];
	struct pid *thread_pid;
	struct task_struct *parent, *real_parent, *group_leader;
	struct list_head children, sibling;
	struct list_head tasks;
	struct rcu_head rcu;
	u64 start_time;
	struct mm_struct *mm, *active_mm;
	const struct cred *cred, *real_cred;
	struct signal_struct *signal;
	struct kthread *kthread;
	void *worker_private;
	int exit_code;
	int usage;
	u64 exec_ticks, runtime_shown;
	unsigned long nvcsw, nivcsw;
	unsigned long wait_channel;
#ifdef CONFIG_DEBUG
	struct held_lock held_locks[MAX_HELD_LOCKS];
	unsigned int nr_held_locks;
	const void *local_maps[16];
	unsigned int nr_local_maps;
#endif
	int rcu_read_lock_nesting;
	void *journal_info;
	unsigned int fail_nth;
	bool make_it_fail;
};

#define task_pid_nr(task) ((task)->pid)
#define task_pid_vnr(task) ((task)->pid)
#define task_tgid_nr(task) ((task)->tgid)
#define task_tgid_vnr(task) ((task)->tgid)
#define task_ppid_nr(task) ((task)->real_parent->tgid)
#define task_pid(task) ((task)->thread_pid)
#define get_task_comm(buf, task) ({ strscpy(buf, (task)->comm, sizeof(buf)); buf; })
#define current_thread_info() ((struct thread_info *)current) /* low in the thread's structure */
#define task_cpu(task) READ_ONCE((task)->cpu)
#define task_stack_page(task) ((task)->stack)
#define task_is_running(task) (READ_ONCE((task)->__state) == TASK_RUNNING)
#define get_current_state() READ_ONCE(current->__state)

/* For a condition that a waker changes without a lock: the barrier orders the state ahead of its test. */
#define set_current_state(value)                                                                   \
	do {                                                                                       \
		WRITE_ONCE(current->__state, (value));                                             \
		smp_mb();                                                                          \
	} while (0)
#define __set_current_state(value) WRITE_ONCE(current->__state, (value))
#define set_task_state(task, value)                                                                \
	do {                                                                                       \
		WRITE_ONCE((task)->__state, (value));                                              \
		smp_mb();                                                                          \
	} while (0)

#define MAX_SCHEDULE_TIMEOUT ((long)(~0UL >> 1))

void schedule(void);
void yield(void);
int cond_resched(void);
int wake_up_process(struct task_struct *task);
int wake_up_state(struct task_struct *task, unsigned int state);
long schedule_timeout(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_uninterruptible(long timeout);
long schedule_timeout_killable(long timeout);
long schedule_timeout_idle(long timeout);
void io_schedule(void);

int set_cpus_allowed_ptr(struct task_struct *task, const struct cpumask *mask);
int sched_setscheduler(struct task_struct *task, int policy, const struct sched_param *param);
#define sched_setscheduler_nocheck(task, policy, param) sched_setscheduler(task, policy, param)
void sched_set_fifo(struct task_struct *task);
void sched_set_normal(struct task_struct *task, int nice);
void set_user_nice(struct task_struct *task, long nice);
static inline int task_nice(const struct task_struct *task)
{
	return PRIO_TO_NICE(task->static_prio);
}

void do_exit(long code) __noreturn;
void set_task_comm(struct task_struct *task, const char *name);
char task_state_to_char(const struct task_struct *task);
struct task_struct *find_task_by_vpid(pid_t nr);
struct task_struct *get_task_struct(struct task_struct *task);
void put_task_struct(struct task_struct *task);

static inline bool need_resched(void)
{
	return test_preempt_need_resched();
}

/* Kernel threads get no signals. */
#define signal_pending(task) ((void)(task), 0)
#define signal_pending_state(state, task) ((void)(state), (void)(task), 0)
#define fatal_signal_pending(task) ((void)(task), 0)

extern struct task_struct init_task;

#define next_task(task) list_entry((task)->tasks.next, struct task_struct, tasks)
/* Each thread is a process of its own. */
#define for_each_thread(process, thread)                                                           \
	for ((thread) = (process); (thread); (thread) = NULL)
#define for_each_process_thread(process, thread)                                                   \
	for_each_process(process)                                                                  \
		for_each_thread(process, thread)
#define do_each_thread(process, thread) for_each_process(process) { (thread) = (process); do /* until 6.6 */
#define while_each_thread(process, thread) while (0); }
#define thread_group_leader(task) ((void)(task), true)
#define get_nr_threads(task) ((task)->signal->nr_threads)

static inline struct task_struct *next_listed_task(const struct task_struct *task)
{
	struct task_struct *next = next_task(task);

	return next == &init_task ? NULL : next;
}

/* All threads, the one that boots and runs the monitor (pid 1) first; by RCU or with tasklist_lock held. */
#define for_each_process(task) for ((task) = &init_task; (task); (task) = next_listed_task(task))

#endif
