/* SPDX-License-Identifier: MIT */
/* Between the scheduler and the rest of the kernel; threads are created by linux/kthread.h. */
#ifndef _QUARRY_SCHED_H
#define _QUARRY_SCHED_H

#include <linux/sched.h>

void sched_init(void);
void sched_init_cpu(unsigned int cpu, struct task_struct *idle);
void scheduler_tick(void);
unsigned long sched_atomic_reports(void);
struct task_struct *idle_task(unsigned int cpu);
u64 task_runtime(const struct task_struct *task);
void preempt_schedule_irq(void);
void schedule_idle(void);
void cpu_idle(void) __noreturn;

/* rt_throttle.c */
void sched_rt_limits(int *period_us, int *runtime_us);
int sched_set_rt_limits(int period_us, int runtime_us);

/* thread.c */
struct task_struct *thread_create(int (*function)(void *), void *arg, unsigned int cpu);
struct task_struct *thread_create_idle(unsigned int cpu);
void run_thread_function(void) __noreturn;
void wake_up_new_task(struct task_struct *task);

/* stack.c */
void stack_init(void);
unsigned long stack_cache_shrink(void);
unsigned long stack_pages(void);
void *stack_map(size_t size, const void *caller);

/* Bytes below each stack that are not mapped. */
#define STACK_GUARD THREAD_SIZE
void *stack_alloc(void);
void stack_free(void *stack);
void stack_mark(void *stack);
void stack_mark_unused(void *stack);
size_t stack_used(const void *stack);
bool stack_end_intact(const void *stack);

struct pid *new_pid(void);
extern spinlock_t tasklist_lock; /* the list of all threads */

#endif
