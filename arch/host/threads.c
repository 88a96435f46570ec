// SPDX-License-Identifier: MIT
/*
 * Threads and CPUs of the host, as far as locks and per-CPU variables need them. A thread that
 * host_run_threads() started is a task with a CPU to itself, though all of them call it CPU 0: its
 * preemption count and interrupt flag are its own. To sleep is to wait until somebody has set the
 * state back to running.
 */
#include <host/host.h>
#include <linux/cpumask.h>
#include <linux/percpu-defs.h>
#include <linux/sched.h>
#include <quarry/time.h>

__thread u32 host_preempt_count;
int cpu_number;
unsigned int nr_cpu_ids = 1;
struct cpumask __cpu_possible_mask = { { 1 } }, __cpu_present_mask = { { 1 } }, __cpu_online_mask = { { 1 } };
unsigned long __per_cpu_offset[NR_CPUS];

static __thread struct task_struct this_task;
static pid_t last_pid;

struct task_struct *get_current(void)
{
	struct task_struct *task = &this_task;

	if (!task->pid) {
		task->pid = __atomic_add_fetch(&last_pid, 1, __ATOMIC_RELAXED);
		task->on_cpu = 1;
		__builtin_memcpy(task->comm, "host", 5);
	}
	return task;
}

void preempt_schedule(void)
{
}

/* Wall-clock time, so that a lost wake-up ends the test with a message. */
#define LONGEST_SLEEP_NS 60000000000ULL

void schedule(void)
{
	struct task_struct *task = current;
	u64 begin = sched_clock();

	__atomic_store_n(&task->on_cpu, 0, __ATOMIC_RELEASE);
	while (__atomic_load_n(&task->__state, __ATOMIC_ACQUIRE) != TASK_RUNNING) {
		host_yield();
		if (sched_clock() - begin > LONGEST_SLEEP_NS)
			host_die("schedule(): nobody wakes this thread");
	}
	__atomic_store_n(&task->on_cpu, 1, __ATOMIC_RELEASE);
}

/* A jiffy is 4 ms. */
long schedule_timeout(long timeout)
{
	struct task_struct *task = current;
	u64 end;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	end = sched_clock() + (u64)timeout * 4000000;
	while (READ_ONCE(task->__state) != TASK_RUNNING && sched_clock() < end)
		host_yield();
	WRITE_ONCE(task->__state, TASK_RUNNING);
	return sched_clock() < end ? (long)((end - sched_clock()) / 4000000) : 0;
}

long schedule_timeout_uninterruptible(long timeout)
{
	WRITE_ONCE(current->__state, TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}

int wake_up_state(struct task_struct *task, unsigned int state)
{
	unsigned int seen = READ_ONCE(task->__state);

	while (seen & state)
		if (__atomic_compare_exchange_n(&task->__state, &seen, TASK_RUNNING, false, __ATOMIC_SEQ_CST,
						__ATOMIC_SEQ_CST))
			return 1;
	return 0;
}

int wake_up_process(struct task_struct *task)
{
	return wake_up_state(task, TASK_NORMAL);
}

void yield(void)
{
	host_yield();
}

int cond_resched(void)
{
	return 0;
}

/* There is no other CPU to call. */
void on_each_cpu(smp_call_func_t func, void *info, int wait)
{
	func(info);
}

void smp_call_function_many(const struct cpumask *mask, smp_call_func_t func, void *info, bool wait)
{
}

int smp_call_function_single(int cpu, smp_call_func_t func, void *info, int wait)
{
	if (cpu)
		return -ENXIO;
	func(info);
	return 0;
}
