/* SPDX-License-Identifier: MIT */
/* Kernel threads. Theory in kernel/kthread.c. */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/kthread_worker.h>
#include <linux/numa.h>
#include <linux/sched.h>

__attribute__((format(printf, 4, 5))) struct task_struct *
kthread_create_on_node(int (*threadfn)(void *data), void *data, int node, const char *namefmt, ...);

/**
 * kthread_create() - make a thread that sleeps until wake_up_process()
 * @threadfn: what it does; its value is what kthread_stop() returns
 * @data: handed to it
 * @namefmt: its name, as for printf(), with the arguments behind it
 *
 * Context: process. Return: the thread, or ERR_PTR(-ENOMEM).
 */
#define kthread_create(threadfn, data, namefmt, arg...)                                            \
	kthread_create_on_node(threadfn, data, NUMA_NO_NODE, namefmt, ##arg)

struct task_struct *kthread_create_on_cpu(int (*threadfn)(void *data), void *data, unsigned int cpu,
					  const char *namefmt);

/**
 * kthread_run() - make a thread and let it run
 * @threadfn: what it does
 * @data: handed to it
 * @namefmt: its name, as for printf(), with the arguments behind it
 *
 * Context: process. Return: the thread, or ERR_PTR(-ENOMEM).
 */
#define kthread_run(threadfn, data, namefmt, ...)                                                  \
	({                                                                                         \
		struct task_struct *__new = kthread_create(threadfn, data, namefmt, ##__VA_ARGS__); \
												   \
		if (!IS_ERR(__new))                                                             \
			wake_up_process(__new);                                                 \
		__new;                                                                             \
	})

/* As kthread_run(), on one CPU. */
static inline struct task_struct *kthread_run_on_cpu(int (*threadfn)(void *data), void *data, unsigned int cpu,
						     const char *namefmt)
{
	struct task_struct *thread = kthread_create_on_cpu(threadfn, data, cpu, namefmt);

	if (!IS_ERR(thread))
		wake_up_process(thread);
	return thread;
}

void kthread_bind(struct task_struct *k, unsigned int cpu);
void kthread_bind_mask(struct task_struct *k, const struct cpumask *mask);
void kthread_set_per_cpu(struct task_struct *k, int cpu);
bool kthread_is_per_cpu(struct task_struct *k);

int kthread_stop(struct task_struct *k);
int kthread_stop_put(struct task_struct *k);
bool kthread_should_stop(void);
bool __kthread_should_park(struct task_struct *k);
bool kthread_should_park(void);
bool kthread_should_stop_or_park(void);
int kthread_park(struct task_struct *k);
void kthread_unpark(struct task_struct *k);
void kthread_parkme(void);
void kthread_exit(long result) __noreturn;

struct completion;
void kthread_complete_and_exit(struct completion *done, long code) __noreturn;
#define complete_and_exit(done, code) kthread_complete_and_exit(done, code) /* until 5.16 */

void *kthread_data(struct task_struct *k);
void *kthread_probe_data(struct task_struct *k);
int (*kthread_func(struct task_struct *k))(void *data);

#endif
