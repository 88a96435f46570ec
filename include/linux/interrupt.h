/* SPDX-License-Identifier: MIT */
/*
 * Interrupts, softirqs and tasklets as drivers see them.
 * Theory in kernel/irq/handle.c and kernel/irq/softirq.c.
 */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <asm/irqflags.h>
#include <linux/bitops.h>
#include <linux/bottom_half.h>
#include <linux/cpumask.h>
#include <linux/hardirq.h>
#include <linux/irqreturn.h>
#include <linux/percpu-defs.h>
#include <linux/types.h>

#define IRQF_TRIGGER_NONE 0x00000000
#define IRQF_TRIGGER_RISING 0x00000001
#define IRQF_TRIGGER_FALLING 0x00000002
#define IRQF_TRIGGER_HIGH 0x00000004
#define IRQF_TRIGGER_LOW 0x00000008
#define IRQF_TRIGGER_MASK 0x0000000f
#define IRQF_SHARED 0x00000080	     /* others may have the line, too, if they say so as well */
#define IRQF_PROBE_SHARED 0x00000100 /* the caller expects that sharing may fail: no message */
#define IRQF_NO_AUTOEN 0x00080000    /* stays disabled until enable_irq() */

typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);

/**
 * struct irqaction - one handler of an interrupt
 * @handler: the function
 * @dev_id: handed to it
 * @name: of the device
 * @flags: IRQF_*
 * @irq: the interrupt
 * @next: of the same interrupt
 */
struct irqaction {
	irq_handler_t handler;
	void *dev_id;
	const char *name;
	unsigned long flags;
	unsigned int irq;
	struct irqaction *next;
};

/**
 * request_irq() - have a function called for an interrupt, and open the line
 * @irq: its number: 0 to 15 as the ISA bus counts, above that the global system interrupt
 * @handler: called with interrupts off; it makes the device release the line, and returns
 *	IRQ_HANDLED, or IRQ_NONE if it was not its device
 * @flags: IRQF_*; without a trigger the line's own is kept
 * @name: of the device, for /proc/interrupts; not copied
 * @dev_id: handed to @handler; tells this handler from others, so a shared one needs it
 *
 * Context: any but interrupts. Return: 0; -EINVAL for an impossible number or no handler, -ENODEV
 * where no interrupt controller delivers it (poll the device then), -EBUSY if somebody has the line
 * and cannot share it, -ENOMEM.
 */
int __must_check request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name,
			     void *dev_id);

/**
 * free_irq() - undo request_irq(); the last handler of a line closes it
 * @irq: its number
 * @dev_id: what request_irq() got
 *
 * The handler runs nowhere any more when this returns.
 *
 * Context: any but interrupts. Return: the name that request_irq() got; NULL, after a warning, if
 * there is no such handler.
 */
const void *free_irq(unsigned int irq, void *dev_id);

/**
 * disable_irq() - keep an interrupt's handlers from running, and wait until they do not
 * @irq: its number
 *
 * Nests. What comes meanwhile is remembered, once.
 *
 * Context: any but a handler of that interrupt, which would wait for itself.
 */
void disable_irq(unsigned int irq);

/* As disable_irq(), but a handler on another CPU may still be running. Context: any. */
void disable_irq_nosync(unsigned int irq);

/* Undo one disable_irq(); handlers run at once for what came meanwhile. Context: any. */
void enable_irq(unsigned int irq);

/**
 * irq_set_affinity() - choose the CPUs that get an interrupt
 * @irq: its number
 * @mask: some CPU of it, online, will
 *
 * Return: 0; -EINVAL if none of @mask is online or there is no such interrupt, -EIO if its
 * controller cannot.
 */
int irq_set_affinity(unsigned int irq, const struct cpumask *mask);

/**
 * irqs_delivered() - does any controller deliver devices' interrupts?
 *
 * Without, devices must be polled.
 */
bool irqs_delivered(void);

/*
 * Softirqs: work that interrupt handlers leave for later, with interrupts on, on the same CPU. A
 * lower number goes first.
 */
enum {
	HI_SOFTIRQ = 0, /* tasklet_hi_schedule() */
	TIMER_SOFTIRQ,	/* timers that are due */
	TASKLET_SOFTIRQ,
	SCHED_SOFTIRQ,
	RCU_SOFTIRQ,
	NR_SOFTIRQS
};

extern const char *const softirq_to_name[NR_SOFTIRQS];

/**
 * open_softirq() - say what a softirq does
 * @nr: which
 * @action: called with interrupts on, softirqs off, on the CPU that raised it
 */
void open_softirq(int nr, void (*action)(void));

/**
 * raise_softirq() - have a softirq run on this CPU soon
 * @nr: which; raising it again before it runs changes nothing
 *
 * It runs when the interrupt is over that raises it, or at local_bh_enable(); raised by a thread it
 * runs in ksoftirqd, or with the next interrupt.
 *
 * Context: any but NMI.
 */
void raise_softirq(unsigned int nr);
void raise_softirq_irqoff(unsigned int nr); /* with interrupts off already */

/* Run what is pending, unless in an interrupt. */
void do_softirq(void);

/**
 * ksoftirqd_wake - how the scheduler's thread for softirqs of this CPU is woken
 *
 * NULL until there are threads. Called with interrupts off. The thread calls run_ksoftirqd().
 */
extern void (*ksoftirqd_wake)(void);
void run_ksoftirqd(void);
void ksoftirqd_init(void);

/**
 * struct tasklet_struct - a function to be called once, soon, in softirq context
 * @next: the one behind it in a CPU's queue
 * @state: TASKLET_STATE_*, bits
 * @count: how often it is disabled; runs only while 0
 * @use_callback: which of the two
 * @func: the function up to 5.8
 * @callback: the function since
 * @data: handed to @func
 *
 * A tasklet never runs on two CPUs at once; different ones may.
 */
struct tasklet_struct {
	struct tasklet_struct *next;
	unsigned long state;
	int count;
	bool use_callback;
	union {
		void (*func)(unsigned long data);
		void (*callback)(struct tasklet_struct *t);
	};
	unsigned long data;
};

enum {
	TASKLET_STATE_SCHED, /* in a queue */
	TASKLET_STATE_RUN    /* a CPU runs it */
};

#define __TASKLET_NEW(disabled, _callback)                                                         \
	{ .count = (disabled), .use_callback = true, .callback = (_callback) }
#define __TASKLET_OLD(disabled, _func, _data) { .count = (disabled), .func = (_func), .data = (_data) }

/* (name, callback), or up to 5.8 (name, function, data): the number of arguments tells. */
#define DECLARE_TASKLET(name, ...) __DECLARE_TASKLET(name, 0, __VA_ARGS__)
#define DECLARE_TASKLET_DISABLED(name, ...) __DECLARE_TASKLET(name, 1, __VA_ARGS__)
#define DECLARE_TASKLET_OLD(name, func) struct tasklet_struct name = __TASKLET_OLD(0, func, 0)
#define DECLARE_TASKLET_DISABLED_OLD(name, func) struct tasklet_struct name = __TASKLET_OLD(1, func, 0)
#define __DECLARE_TASKLET_1(name, disabled, callback)                                              \
	struct tasklet_struct name = __TASKLET_NEW(disabled, callback)
#define __DECLARE_TASKLET_2(name, disabled, func, data)                                            \
	struct tasklet_struct name = __TASKLET_OLD(disabled, func, data)
#define __TASKLET_PICK(_1, _2, form, ...) form
#define __DECLARE_TASKLET(name, disabled, ...)                                                     \
	__TASKLET_PICK(__VA_ARGS__, __DECLARE_TASKLET_2, __DECLARE_TASKLET_1, )(name, disabled, __VA_ARGS__)

#define from_tasklet(var, callback_tasklet, tasklet_fieldname)                                     \
	container_of(callback_tasklet, typeof(*var), tasklet_fieldname)

void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *t));
void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long data), unsigned long data);

void __tasklet_schedule(struct tasklet_struct *t);
void __tasklet_hi_schedule(struct tasklet_struct *t);

/**
 * tasklet_schedule() - have a tasklet run on this CPU
 * @t: the tasklet; one that waits already still runs just once
 *
 * Context: any but NMI.
 */
static inline void tasklet_schedule(struct tasklet_struct *t)
{
	if (!test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		__tasklet_schedule(t);
}

/* As tasklet_schedule(), ahead of timers and of other tasklets. */
static inline void tasklet_hi_schedule(struct tasklet_struct *t)
{
	if (!test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		__tasklet_hi_schedule(t);
}

/**
 * tasklet_disable() - keep a tasklet from running until tasklet_enable(), and wait until it does not
 * @t: the tasklet. Scheduled meanwhile, it waits. Nests.
 *
 * Context: not in the tasklet itself.
 */
void tasklet_disable(struct tasklet_struct *t);
void tasklet_disable_nosync(struct tasklet_struct *t);
void tasklet_enable(struct tasklet_struct *t);

/**
 * tasklet_kill() - wait until a tasklet is neither waiting nor running
 * @t: the tasklet; nobody must schedule it any more, and it must not be disabled
 *
 * Context: process.
 */
void tasklet_kill(struct tasklet_struct *t);
void tasklet_unlock_wait(struct tasklet_struct *t);

#endif
