/* SPDX-License-Identifier: MIT */
/* Work that is queued when some time has passed; include linux/workqueue.h. */
#ifndef _LINUX_WORKQUEUE_DELAYED_H
#define _LINUX_WORKQUEUE_DELAYED_H

#include <linux/timer.h>

/**
 * struct delayed_work - a work and the timer that queues it
 * @work: the work; pending from the start of the timer on
 * @timer: the timer
 * @wq: where it will be queued
 * @cpu: and on which CPU
 */
struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
	struct workqueue_struct *wq;
	int cpu;
};

static inline struct delayed_work *to_delayed_work(struct work_struct *work)
{
	return container_of(work, struct delayed_work, work);
}

void delayed_work_timer_fn(struct timer_list *timer);

#define __DELAYED_WORK_INITIALIZER(name, function)                                                 \
	{ .work = __WORK_INITIALIZER((name).work, function),                                       \
	  .timer = __TIMER_INITIALIZER(delayed_work_timer_fn, TIMER_IRQSAFE) }
#define DECLARE_DELAYED_WORK(name, function)                                                       \
	struct delayed_work name = __DELAYED_WORK_INITIALIZER(name, function)
#define INIT_DELAYED_WORK(dwork, function)                                                         \
	do {                                                                                       \
		INIT_WORK(&(dwork)->work, function);                                               \
		timer_setup(&(dwork)->timer, delayed_work_timer_fn, TIMER_IRQSAFE);                \
	} while (0)
#define INIT_DELAYED_WORK_ONSTACK(dwork, function) INIT_DELAYED_WORK(dwork, function)
static inline void destroy_delayed_work_on_stack(struct delayed_work *dwork)
{
}

#define delayed_work_pending(dwork) work_pending(&(dwork)->work)

/* @delay in jiffies; 0: queue it now. */
bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay);
bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay);
bool flush_delayed_work(struct delayed_work *dwork);
bool cancel_delayed_work(struct delayed_work *dwork);
bool cancel_delayed_work_sync(struct delayed_work *dwork);

static inline bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	return queue_delayed_work_on(WORK_CPU_UNBOUND, wq, dwork, delay);
}

static inline bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	return mod_delayed_work_on(WORK_CPU_UNBOUND, wq, dwork, delay);
}

static inline bool schedule_delayed_work(struct delayed_work *dwork, unsigned long delay)
{
	return queue_delayed_work(system_wq, dwork, delay);
}

static inline bool schedule_delayed_work_on(int cpu, struct delayed_work *dwork, unsigned long delay)
{
	return queue_delayed_work_on(cpu, system_wq, dwork, delay);
}

#endif
