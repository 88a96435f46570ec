// SPDX-License-Identifier: MIT
/*
 * Timers: functions called when jiffies reaches a value.
 *
 * Purpose: each CPU has a wheel (timer_wheel.c) of the timers that it started. Its tick sees whether
 * one is due, and the TIMER softirq calls the functions, with interrupts on.
 *
 * Invariants: a timer is in one wheel at most, and its flags name that wheel's CPU, or the last one's.
 * Starting a timer moves it to the CPU that does so, unless its function is just running elsewhere:
 * then it stays there, so that a timer's function never runs on two CPUs at once, and
 * timer_delete_sync() has one place to look at.
 *
 * Locks: a base's lock, with interrupts off. Two are never held at once: a timer that moves is marked
 * TIMER_MIGRATING in between, and who wants it waits that long.
 *
 * Complexity: O(1) to start, change and stop.
 */
#include <asm/barrier.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <quarry/tick.h>
#include <quarry/timer_wheel.h>

/**
 * struct timer_base - a CPU's timers
 * @lock: guards all of it, and entry, slot and flags of the timers in it
 * @wheel: those that wait
 * @running: the one whose function is being called
 * @changed: one was added since timers_next() looked
 */
struct timer_base {
	raw_spinlock_t lock;
	struct timer_wheel wheel;
	struct timer_list *running;
	bool changed;
};

static DEFINE_PER_CPU_ZEROED(struct timer_base, bases);

enum start { START_ALWAYS, START_IF_PENDING, START_IF_EARLIER };

void timer_setup(struct timer_list *timer, void (*function)(struct timer_list *timer), unsigned int flags)
{
	*timer = (struct timer_list){ .function = function, .flags = flags | raw_smp_processor_id() };
}
EXPORT_SYMBOL(timer_setup);

static struct timer_base *lock_base_of(struct timer_list *timer, unsigned long *irqflags)
{
	for (;;) {
		u32 flags = READ_ONCE(timer->flags);

		if (!(flags & TIMER_MIGRATING)) {
			struct timer_base *base = per_cpu_ptr(&bases, flags & TIMER_CPUMASK);

			raw_spin_lock_irqsave(&base->lock, *irqflags);
			if (timer->flags == flags)
				return base;
			raw_spin_unlock_irqrestore(&base->lock, *irqflags);
		}
		cpu_relax();
	}
}

static bool detach(struct timer_base *base, struct timer_list *timer)
{
	if (!timer_pending(timer))
		return false;
	wheel_remove(&base->wheel, timer);
	return true;
}

/* From the base whose lock is held to that of a CPU, whose lock is held then. */
static struct timer_base *move_to(struct timer_base *base, struct timer_list *timer, unsigned int cpu)
{
	struct timer_base *to = per_cpu_ptr(&bases, cpu);

	if (base == to || base->running == timer)
		return base;
	WRITE_ONCE(timer->flags, timer->flags | TIMER_MIGRATING);
	raw_spin_unlock(&base->lock);
	raw_spin_lock(&to->lock);
	smp_store_release(&timer->flags, (timer->flags & ~(TIMER_MIGRATING | TIMER_CPUMASK)) | cpu);
	return to;
}

/* An empty wheel's clock may be far behind. */
static void enqueue(struct timer_base *base, struct timer_list *timer, unsigned long expires)
{
	if (!base->wheel.count)
		base->wheel.clk = get_jiffies_64() + 1;
	timer->expires = expires;
	wheel_add(&base->wheel, timer);
	base->changed = true;
}

static int start(struct timer_list *timer, unsigned long expires, enum start when, int cpu)
{
	unsigned long flags;
	struct timer_base *base = lock_base_of(timer, &flags);
	bool pending = timer_pending(timer);
	bool start_it = timer->function != NULL;

	if (when == START_IF_PENDING)
		start_it &= pending;
	else if (when == START_IF_EARLIER)
		start_it &= !pending || time_before(expires, timer->expires);
	if (start_it) {
		detach(base, timer);
		base = move_to(base, timer, cpu < 0 ? raw_smp_processor_id() : cpu);
		enqueue(base, timer, expires);
	}
	raw_spin_unlock_irqrestore(&base->lock, flags);
	return pending;
}

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	return start(timer, expires, START_ALWAYS, -1);
}
EXPORT_SYMBOL(mod_timer);

int mod_timer_pending(struct timer_list *timer, unsigned long expires)
{
	return start(timer, expires, START_IF_PENDING, -1);
}
EXPORT_SYMBOL(mod_timer_pending);

int timer_reduce(struct timer_list *timer, unsigned long expires)
{
	return start(timer, expires, START_IF_EARLIER, -1);
}
EXPORT_SYMBOL(timer_reduce);

void add_timer(struct timer_list *timer)
{
	if (!WARN_ON_ONCE(timer_pending(timer)))
		start(timer, timer->expires, START_ALWAYS, -1);
}
EXPORT_SYMBOL(add_timer);

void add_timer_on(struct timer_list *timer, int cpu)
{
	if (WARN_ON_ONCE(timer_pending(timer)))
		return;
	start(timer, timer->expires, START_ALWAYS, cpu);
	/* It may have gone to sleep until a later one. */
	if (cpu != raw_smp_processor_id())
		smp_send_reschedule(cpu);
}
EXPORT_SYMBOL(add_timer_on);

int timer_delete(struct timer_list *timer)
{
	unsigned long flags;
	struct timer_base *base = lock_base_of(timer, &flags);
	int was_pending = detach(base, timer);

	raw_spin_unlock_irqrestore(&base->lock, flags);
	return was_pending;
}
EXPORT_SYMBOL(timer_delete);

static int try_to_stop(struct timer_list *timer, bool for_good)
{
	unsigned long flags;
	struct timer_base *base = lock_base_of(timer, &flags);
	int result = -1;

	if (for_good)
		timer->function = NULL;
	if (base->running != timer)
		result = detach(base, timer);
	raw_spin_unlock_irqrestore(&base->lock, flags);
	return result;
}

int try_to_del_timer_sync(struct timer_list *timer)
{
	return try_to_stop(timer, false);
}
EXPORT_SYMBOL(try_to_del_timer_sync);

static int stop_sync(struct timer_list *timer, bool for_good)
{
	int result;

	WARN_ON_ONCE(in_hardirq() && !(timer->flags & TIMER_IRQSAFE));
	while ((result = try_to_stop(timer, for_good)) < 0)
		cpu_relax();
	return result;
}

int timer_delete_sync(struct timer_list *timer)
{
	return stop_sync(timer, false);
}
EXPORT_SYMBOL(timer_delete_sync);

int timer_shutdown_sync(struct timer_list *timer)
{
	return stop_sync(timer, true);
}
EXPORT_SYMBOL(timer_shutdown_sync);

int timer_shutdown(struct timer_list *timer)
{
	timer->function = NULL;
	return timer_delete(timer);
}
EXPORT_SYMBOL(timer_shutdown);

static void call(struct timer_list *timer, void (*function)(struct timer_list *))
{
	unsigned int before = preempt_count();

	if (timer->flags & TIMER_OLD_STYLE)
		((void (*)(unsigned long))(void (*)(void))function)(timer->data);
	else
		function(timer);
	if (preempt_count() != before) {
		pr_err("timer: %ps entered with preempt_count %08x, left with %08x\n", function, before,
		       preempt_count());
		preempt_count_set(before);
	}
}

/* With the base's lock held, which is let go for the call. */
static void expire(struct timer_base *base, struct timer_list *timer)
{
	void (*function)(struct timer_list *) = timer->function;
	bool irqs_on = !(timer->flags & TIMER_IRQSAFE);

	detach(base, timer);
	if (!function)
		return;
	base->running = timer;
	raw_spin_unlock(&base->lock);
	if (irqs_on)
		local_irq_enable();
	call(timer, function);
	if (irqs_on)
		local_irq_disable();
	raw_spin_lock(&base->lock);
	base->running = NULL;
}

static void run_timers(void)
{
	struct timer_base *base = this_cpu_ptr(&bases);
	struct list_head due;

	INIT_LIST_HEAD(&due);
	raw_spin_lock_irq(&base->lock);
	wheel_advance(&base->wheel, get_jiffies_64(), &due);
	while (!list_empty(&due))
		expire(base, list_first_entry(&due, struct timer_list, entry));
	raw_spin_unlock_irq(&base->lock);
}

/**
 * timers_next() - when does this CPU's wheel want to be looked at?
 * @when: out: jiffies_64 at that time
 *
 * Context: interrupts off. Return: false if it holds no timer.
 */
bool timers_next(u64 *when)
{
	struct timer_base *base = this_cpu_ptr(&bases);
	bool any;

	raw_spin_lock(&base->lock);
	any = wheel_next(&base->wheel, when);
	base->changed = false;
	raw_spin_unlock(&base->lock);
	return any;
}

/**
 * timers_changed() - may timers_next() have another answer than the last time?
 *
 * Context: interrupts off.
 */
bool timers_changed(void)
{
	return READ_ONCE(this_cpu_ptr(&bases)->changed);
}

/**
 * timers_tick() - have this CPU's timers run that are due
 *
 * Context: the tick, interrupts off.
 */
void timers_tick(void)
{
	u64 when;

	if (timers_next(&when) && when <= get_jiffies_64())
		raise_softirq_irqoff(TIMER_SOFTIRQ);
}

/**
 * timers_init() - prepare the wheels of all possible CPUs
 */
void __init timers_init(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		raw_spin_lock_init(&per_cpu(bases, cpu).lock);
		wheel_init(&per_cpu(bases, cpu).wheel, get_jiffies_64() + 1);
	}
	open_softirq(TIMER_SOFTIRQ, run_timers);
}
