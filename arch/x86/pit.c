// SPDX-License-Identifier: MIT
/*
 * The programmable interval timer (Intel 8254 data sheet). Channel 2 measures the TSC; channel 0 ticks
 * on machines without a local APIC timer, and is the clock where there is no other counter at all.
 *
 * As a clock it is a ring of PIT_RELOAD ticks that has to be read at least once a round, which its own
 * interrupt does.
 */
#include <asm/io.h>
#include <asm/processor.h>
#include <asm/time.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/spinlock.h>

#define CHANNEL_0 0x40
#define CHANNEL_2 0x42
#define COMMAND 0x43
#define LATCH_CHANNEL_0 0x00
#define CHANNEL_0_PERIODIC 0x34 /* low then high byte, mode 2: counts down and reloads */
#define CHANNEL_2_ONE_SHOT 0xb0 /* low then high byte, mode 0: output rises at the end */

#define PORT_B 0x61
#define PORT_B_GATE_2 0x01
#define PORT_B_SPEAKER 0x02
#define PORT_B_OUT_2 0x20

#define PIT_RELOAD (PIT_HZ / HZ)
#define PIT_IRQ 0

#define MEASURE_TICKS 1193 /* one millisecond */
#define WARM_UP_TICKS 20   /* caches, and an emulator's translations, are filled */
#define MAX_TRIES 5
#define POLL_LIMIT 200000

/**
 * struct measurement - TSC ticks while the PIT counted
 * @ticks: how many; 0 if the output never rose, or was high at once: there is no PIT
 * @doubt: by how many that may be wrong: the moments of start and end are each known to lie between
 *	two readings, which are far apart if a host took the CPU away there
 */
struct measurement {
	u64 ticks;
	u64 doubt;
};

static struct measurement __init measure(u32 pit_ticks)
{
	u64 before, start, last, now;
	int polls = 0;

	outb(CHANNEL_2_ONE_SHOT, COMMAND);
	outb(pit_ticks & 0xff, CHANNEL_2);
	before = rdtsc();
	outb(pit_ticks >> 8, CHANNEL_2);
	start = now = rdtsc();
	do {
		last = now;
		now = rdtsc();
	} while (!(inb(PORT_B) & PORT_B_OUT_2) && ++polls < POLL_LIMIT);
	if (polls < 2 || polls == POLL_LIMIT)
		return (struct measurement){ 0, ~0ULL };
	return (struct measurement){ (last + now - before - start) / 2, (start - before) + (rdtsc() - last) };
}

/* The surest of some measurements; the first will do if its doubt is small. */
u32 __init pit_measure_tsc(void)
{
	struct measurement best = { 0, ~0ULL };
	u64 khz;

	outb((inb(PORT_B) & ~PORT_B_SPEAKER) | PORT_B_GATE_2, PORT_B);
	measure(WARM_UP_TICKS);
	for (int tries = 0; tries < MAX_TRIES && best.doubt > best.ticks / 100; tries++) {
		struct measurement this = measure(MEASURE_TICKS);

		if (this.doubt < best.doubt)
			best = this;
	}
	khz = div_u64(div_u64(best.ticks * PIT_HZ, MEASURE_TICKS), 1000);
	return tsc_is_plausible(khz) ? khz : 0;
}

static DEFINE_RAW_SPINLOCK(lock); /* the latch, and the three below */
static u16 last_count;
static u64 total;
static bool started;

static u16 read_count(void)
{
	u8 low;

	outb(LATCH_CHANNEL_0, COMMAND);
	low = inb(CHANNEL_0);
	return low | inb(CHANNEL_0) << 8;
}

/* An NMI that finds the lock taken gets the last answer. */
static u64 pit_read(void)
{
	unsigned long flags;
	u16 count;

	if (!raw_spin_trylock_irqsave(&lock, flags))
		return total;
	count = read_count();
	total += (last_count + PIT_RELOAD - count) % PIT_RELOAD;
	last_count = count;
	raw_spin_unlock_irqrestore(&lock, flags);
	return total;
}

static struct clock clock = { .name = "pit", .read = pit_read, .mask = ~0ULL };

/* Does channel 0 count? Without a PIT its port shows the same for ever. */
static bool start_channel_0(void)
{
	outb(CHANNEL_0_PERIODIC, COMMAND);
	outb(PIT_RELOAD & 0xff, CHANNEL_0);
	outb(PIT_RELOAD >> 8, CHANNEL_0);
	for (int i = 0; i < 10; i++)
		io_delay();
	last_count = read_count();
	for (int i = 0; i < 100; i++) {
		u16 count = read_count();

		if (count && count != last_count && count <= PIT_RELOAD)
			return true;
	}
	return false;
}

static bool __init start_once(void)
{
	if (!started)
		started = start_channel_0();
	return started;
}

const struct clock *__init pit_clock(void)
{
	clock_set_rate(&clock, PIT_HZ);
	return start_once() ? &clock : NULL;
}

static irqreturn_t pit_interrupt(int irq, void *unused)
{
	tick_for_all();
	return IRQ_HANDLED;
}

static void pit_start_tick(void)
{
}

static const struct tick_device tick = { .name = "PIT", .start = pit_start_tick };

const struct tick_device *__init pit_tick_device(void)
{
	return start_once() && !request_irq(PIT_IRQ, pit_interrupt, 0, "timer", NULL) ? &tick : NULL;
}
