// SPDX-License-Identifier: MIT
/*
 * The tick, and jiffies.
 *
 * Purpose: HZ times a second a timer interrupts each CPU that has something to do. The tick counts
 * jiffies, ends threads' turns, and starts the timers that are due.
 *
 * jiffies is not counted by ticks but read off the clock, by whichever CPU's tick first sees that the
 * time has come: a tick that was lost, or that all CPUs slept through, costs nothing.
 *
 * A CPU that goes idle asks for no tick until its next timer is due, so an idle machine sleeps. A tick
 * that was programmed for an exact time (the local APIC's timer) keeps to multiples of TICK_NSEC.
 *
 * Machines with one CPU and no local APIC have a device that ticks all the time, or none: then whoever
 * waits calls tick_poll().
 *
 * Locks: jiffies_lock guards jiffies_64 and next_jiffy_ns; each CPU's next_tick_ns is its own, with
 * interrupts off.
 */
#include <asm/barrier.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <quarry/clock.h>
#include <quarry/sched.h>
#include <quarry/tick.h>

#define MAX_SLEEP_NS (4 * (u64)NSEC_PER_SEC)

u64 jiffies_64 = INITIAL_JIFFIES;
EXPORT_SYMBOL(jiffies_64);
asm(".globl jiffies\n\t.set jiffies, jiffies_64");
EXPORT_SYMBOL(jiffies);

static DEFINE_RAW_SPINLOCK(jiffies_lock);
static u64 next_jiffy_ns = TICK_NSEC;

static const struct tick_device *device;
static bool running; /* the boot CPU's ticks have begun */
static bool keep_ticking; /* nohz=off, or devices must be polled */

static DEFINE_PER_CPU(u64, next_tick_ns);
DEFINE_PER_CPU(bool, tick_stopped);
DEFINE_PER_CPU(unsigned long, tick_count);

bool tick_running(void)
{
	return running;
}

static int __init parse_nohz(char *arg)
{
	keep_ticking = arg && !strcmp(arg, "off");
	return 0;
}
early_param("nohz", parse_nohz);

/* Where it is two words, one access cannot read it. */
u64 get_jiffies_64(void)
{
	unsigned long flags;
	u64 now;

	if (sizeof(jiffies) == sizeof(now))
		return jiffies;
	raw_spin_lock_irqsave(&jiffies_lock, flags);
	now = jiffies_64;
	raw_spin_unlock_irqrestore(&jiffies_lock, flags);
	return now;
}
EXPORT_SYMBOL(get_jiffies_64);

static u64 read_next_jiffy_ns(void)
{
	unsigned long flags;
	u64 next;

	raw_spin_lock_irqsave(&jiffies_lock, flags);
	next = next_jiffy_ns;
	raw_spin_unlock_irqrestore(&jiffies_lock, flags);
	return next;
}

/* A first look without the lock, which a torn read at worst makes late by one tick. */
static void update_jiffies(u64 now)
{
	u64 ticks;

	if (now < READ_ONCE(next_jiffy_ns) || !raw_spin_trylock(&jiffies_lock))
		return;
	if (now >= next_jiffy_ns) {
		ticks = div_u64(now - next_jiffy_ns, TICK_NSEC) + 1;
		jiffies_64 += ticks;
		next_jiffy_ns += ticks * TICK_NSEC;
	}
	raw_spin_unlock(&jiffies_lock);
}

void tick_catch_up(void)
{
	clock_tick();
	update_jiffies(ktime_get_ns());
}

static void program_at(u64 when, u64 now)
{
	device->program(clamp_t(u64, when > now ? when - now : 1, 1, device->max_ns));
}

/* The first multiple of a tick behind @now. */
static void program_next_tick(u64 now)
{
	u64 next = this_cpu_read(next_tick_ns);

	if (next <= now)
		next += (div_u64(now - next, TICK_NSEC) + 1) * TICK_NSEC;
	this_cpu_write(next_tick_ns, next);
	program_at(next, now);
}

void tick_handler(void)
{
	u64 now;

	clock_tick();
	now = ktime_get_ns();
	update_jiffies(now);
	this_cpu_inc(tick_count);
	timers_tick();
	scheduler_tick();
	if (device && device->program)
		program_next_tick(now);
	this_cpu_write(tick_stopped, false);
}

void tick_poll(void)
{
	unsigned long flags;

	if (device)
		return;
	local_irq_save(flags);
	if (ktime_get_ns() >= read_next_jiffy_ns()) {
		irq_enter();
		tick_handler();
		irq_exit();
	}
	local_irq_restore(flags);
}

/* When this CPU has to be awake next. */
static u64 next_event_ns(u64 now)
{
	u64 limit = now + min3(MAX_SLEEP_NS, device->max_ns, clock_max_silence_ns()), when, jiffy;

	if (!timers_next(&when))
		return limit;
	jiffy = get_jiffies_64();
	if (when <= jiffy)
		return now;
	return min(limit, read_next_jiffy_ns() + (when - jiffy - 1) * TICK_NSEC);
}

/*
 * The CPU is about to halt: no ticks until its next timer is due. False if it should not: there was
 * work after all, or nothing would wake it.
 */
static bool tick_idle_enter(void)
{
	u64 now, next;

	if (local_softirq_pending()) {
		do_softirq();
		return false;
	}
	if (!device)
		return false;
	if (!device->program || keep_ticking)
		return true;
	if (this_cpu_read(tick_stopped) && !timers_changed())
		return true; /* woken for something else: it is to be woken at the same time as before */
	now = ktime_get_ns();
	next = next_event_ns(now);
	if (next > this_cpu_read(next_tick_ns)) {
		this_cpu_write(tick_stopped, true);
		program_at(next, now);
	}
	return true;
}

void tick_idle_exit(void)
{
	if (!this_cpu_read(tick_stopped))
		return;
	tick_catch_up();
	this_cpu_write(tick_stopped, false);
	program_next_tick(ktime_get_ns());
}

void tick_idle_halt(void)
{
	if (tick_idle_enter()) {
		safe_halt();
	} else {
		local_irq_enable();
		tick_poll();
		cpu_relax();
	}
	local_irq_disable();
}

void tick_setup_cpu(void)
{
	if (!device)
		return;
	device->start();
	if (device->program) {
		this_cpu_write(next_tick_ns, read_next_jiffy_ns());
		program_next_tick(ktime_get_ns());
	}
}

void __init tick_init(void)
{
	timers_init();
	device = tick_device_choose();
	keep_ticking |= !irqs_delivered();
	tick_catch_up();
	tick_setup_cpu();
	running = true;
	pr_info("tick: %s, HZ=%d, by %s; clock %s\n",
		device ? device->program && !keep_ticking ? "stops when idle" : "periodic" : "polled", HZ,
		device ? device->name : "whoever waits", clock_in_use()->name);
}
