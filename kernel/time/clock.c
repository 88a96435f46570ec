// SPDX-License-Identifier: MIT
/*
 * The time: nanoseconds since the kernel was entered, from the best counter that the machine has.
 *
 * Purpose: ktime_get_ns() and sched_clock(), on all CPUs, in all contexts.
 *
 * A base point is kept: the counter's value and the time then. The time now is that of the base point
 * and what the counter has gained since. The base point moves on only before a narrow counter wraps,
 * and when another counter takes over, so that the clock does not lose roundings at each tick.
 *
 * Invariants: the time never goes back. An NMI may read it while this CPU is just moving the base
 * point, so readers cannot wait for a writer: there are two copies, and a sequence number whose low
 * bit says which one is whole. A reader that was overtaken reads again.
 *
 * Locks: clock_lock for writers, with interrupts off; readers take none.
 * Complexity: O(1); one multiplication, two for deltas beyond 2^shift ticks.
 */
#include <asm/barrier.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/spinlock.h>
#include <linux/timekeeping.h>
#include <quarry/clock.h>
#include <quarry/proc.h>
#include <quarry/time.h>

/**
 * struct base_point - where the reckoning starts
 * @clock: the counter
 * @ticks: its value
 * @ns: the time then
 */
struct base_point {
	const struct clock *clock;
	u64 ticks;
	u64 ns;
};

/* Before any counter is known: time that only says what came after what. */
static u64 calls;

static u64 count_call(void)
{
	return ++calls;
}

static const struct clock order_only = { .name = "none", .read = count_call, .mask = ~0ULL, .mult = 1 };

static struct base_point points[2] = { { &order_only }, { &order_only } };
static unsigned int sequence;
static DEFINE_RAW_SPINLOCK(clock_lock);
static u64 real_offset; /* time of day less ktime, in nanoseconds */

void clock_set_rate(struct clock *clock, u64 hz)
{
	/* The largest shift for which the multiplier has 32 bits. */
	clock->shift = 32;
	while (clock->shift && div64_u64(1000000000ULL << clock->shift, hz) > U32_MAX)
		clock->shift--;
	clock->mult = div64_u64(1000000000ULL << clock->shift, hz);
}

u64 clock_ticks_to_ns(const struct clock *clock, u64 ticks)
{
	u64 low = ticks & ((1ULL << clock->shift) - 1);

	/* The product of the whole could have more than 64 bits. */
	return (ticks >> clock->shift) * clock->mult + (low * clock->mult >> clock->shift);
}

static u64 time_from(const struct base_point *point)
{
	const struct clock *clock = point->clock;

	return point->ns + clock_ticks_to_ns(clock, (clock->read() - point->ticks) & clock->mask);
}

u64 ktime_get_ns(void)
{
	unsigned int seen;
	u64 ns;

	do {
		seen = READ_ONCE(sequence);
		smp_rmb();
		ns = time_from(&points[seen & 1]);
		smp_rmb();
	} while (seen != READ_ONCE(sequence));
	return ns;
}
EXPORT_SYMBOL(ktime_get_ns);

/**
 * sched_clock() - nanoseconds since the kernel was entered
 *
 * The same as ktime_get_ns(). Until time_init() has run, and on a machine without any counter, it
 * only says what came after what.
 *
 * Context: any.
 */
u64 sched_clock(void)
{
	return ktime_get_ns();
}
EXPORT_SYMBOL(sched_clock);

/* While one copy is written, readers use the other. */
static void publish(const struct base_point *point)
{
	points[(sequence + 1) & 1] = *point;
	smp_wmb();
	WRITE_ONCE(sequence, sequence + 1);
	smp_wmb();
}

void clock_begin(const struct clock *clock, u64 ticks)
{
	const struct base_point point = { clock, ticks, 0 };

	publish(&point);
	publish(&point);
}

void clock_use(const struct clock *clock)
{
	struct base_point point = { .clock = clock };
	unsigned long flags;

	raw_spin_lock_irqsave(&clock_lock, flags);
	point.ns = ktime_get_ns();
	point.ticks = clock->read();
	publish(&point);
	publish(&point);
	raw_spin_unlock_irqrestore(&clock_lock, flags);
}

const struct clock *clock_in_use(void)
{
	return READ_ONCE(points[sequence & 1].clock);
}

/* Moves the base point when a quarter of the counter's range has passed. */
void clock_tick(void)
{
	const struct base_point *point = &points[READ_ONCE(sequence) & 1];
	struct base_point next;
	unsigned long flags;

	if (point->clock->mask == ~0ULL ||
	    ((point->clock->read() - point->ticks) & point->clock->mask) < point->clock->mask / 4)
		return;
	raw_spin_lock_irqsave(&clock_lock, flags);
	next = points[sequence & 1];
	next.ticks += (next.clock->read() - next.ticks) & next.clock->mask;
	next.ns += clock_ticks_to_ns(next.clock, (next.ticks - points[sequence & 1].ticks));
	next.ticks &= next.clock->mask;
	publish(&next);
	publish(&next);
	raw_spin_unlock_irqrestore(&clock_lock, flags);
}

u64 clock_max_silence_ns(void)
{
	const struct clock *clock = clock_in_use();

	return clock->mask == ~0ULL ? ~0ULL : clock_ticks_to_ns(clock, clock->mask / 2);
}

u64 ktime_get_real_ns(void)
{
	return ktime_get_ns() + READ_ONCE(real_offset);
}
EXPORT_SYMBOL(ktime_get_real_ns);

void clock_set_real_ns(u64 ns)
{
	WRITE_ONCE(real_offset, ns - ktime_get_ns());
}

time64_t ktime_get_seconds(void)
{
	return div_u64(ktime_get_ns(), NSEC_PER_SEC);
}
EXPORT_SYMBOL(ktime_get_seconds);

time64_t ktime_get_real_seconds(void)
{
	return div_u64(ktime_get_real_ns(), NSEC_PER_SEC);
}
EXPORT_SYMBOL(ktime_get_real_seconds);

void ktime_get_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(ktime_get_ns());
}
EXPORT_SYMBOL(ktime_get_ts64);

void ktime_get_real_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(ktime_get_real_ns());
}
EXPORT_SYMBOL(ktime_get_real_ts64);

static int clock_show(struct seq_file *m, void *v)
{
	const struct clock *clock = clock_in_use();

	seq_printf(m, "clock: %s\nfineness: %llu ps\ntime: %llu ns\nreal time: %llu ns\n", clock->name,
		   (1000ULL * clock->mult) >> clock->shift, ktime_get_ns(), ktime_get_real_ns());
	return 0;
}
PROC_FILE(clock, clock_show);
