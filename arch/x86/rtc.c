// SPDX-License-Identifier: MIT
/*
 * The battery-backed clock (Motorola MC146818A data sheet): the time of day at boot, a reference for
 * the TSC where there is no PIT, and a last resort for the tick.
 *
 * It may be absent, so every wait ends by count.
 */
#include <asm/io.h>
#include <asm/processor.h>
#include <asm/time.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/printk.h>
#include <linux/sort.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <quarry/acpi.h>
#include <quarry/clock.h>

#define INDEX 0x70
#define DATA 0x71

#define SECONDS 0
#define MINUTES 2
#define HOURS 4
#define DAY 7
#define MONTH 8
#define YEAR 9
#define REG_A 10
#define REG_B 11
#define REG_C 12

#define A_UPDATING (1 << 7)
#define A_RATE 0x0f
#define A_128_HZ 9
#define A_256_HZ 8
#define B_PERIODIC (1 << 6)
#define B_BINARY (1 << 2)
#define B_24_HOURS (1 << 1)
#define C_PERIODIC (1 << 6)
#define HOURS_PM 0x80

#define RTC_IRQ 8
#define MEASURE_FEWEST 8 /* periods; slow ones, so that few are left out */
#define MEASURE_MOST 24
#define POLL_LIMIT 200000
#define SECONDS_MOST 8
#define PPM_GOOD 500 /* parts in a million */
#define PPM_BAD 20000

static DEFINE_RAW_SPINLOCK(lock); /* index, then data */

static u8 rtc_read(u8 index)
{
	unsigned long flags;
	u8 value;

	raw_spin_lock_irqsave(&lock, flags);
	outb(index, INDEX);
	value = inb(DATA);
	raw_spin_unlock_irqrestore(&lock, flags);
	return value;
}

static void rtc_write(u8 index, u8 value)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	outb(index, INDEX);
	outb(value, DATA);
	raw_spin_unlock_irqrestore(&lock, flags);
}

static bool __init rtc_present(void)
{
	const struct acpi_fadt_info *fadt = acpi_fadt();

	return !(fadt && fadt->no_cmos_rtc) && rtc_read(REG_B) != 0xff;
}

static u8 __init from_bcd(u8 value)
{
	return (value >> 4) * 10 + (value & 0xf);
}

static bool __init wait_period(void)
{
	for (int polls = 0; polls < POLL_LIMIT; polls++)
		if (rtc_read(REG_C) & C_PERIODIC)
			return true;
	return false;
}

static int __init compare_u64(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

/* Do the middle half of @n sorted values agree to a hundredth? */
static bool __init agree(const u64 *sorted, int n)
{
	return sorted[n * 3 / 4] - sorted[n / 4] < sorted[n / 2] / 100;
}

/* The middle of the densest part of @n sorted values: of the most that are within a sixteenth. */
static u64 __init densest(const u64 *sorted, int n)
{
	int first = 0, most = 0;

	for (int i = 0; i < n; i++) {
		int last = i;

		while (last + 1 < n && sorted[last + 1] <= sorted[i] + sorted[i] / 16)
			last++;
		if (last - i <= most)
			continue;
		most = last - i;
		first = i;
	}
	return sorted[first + most / 2];
}

/*
 * TSC ticks of a period. A busy host stops this CPU now and then: an emulated clock leaves out the
 * periods that pass meanwhile, and comes late, so that the next one seems short. Those are any lengths;
 * the periods that see nothing of it are all of one.
 */
static u64 __init measure_period(void)
{
	static u64 periods[MEASURE_MOST] __initdata;
	u64 last, now;
	int n = 0;

	rtc_read(REG_C);
	if (!wait_period())
		return 0;
	last = rdtsc();
	do {
		if (!wait_period())
			return 0;
		now = rdtsc();
		periods[n++] = now - last;
		last = now;
		if (n % MEASURE_FEWEST)
			continue;
		sort(periods, n, sizeof(periods[0]), compare_u64, NULL);
	} while (n < MEASURE_MOST && (n % MEASURE_FEWEST || !agree(periods, n)));
	return densest(periods, n);
}

/**
 * rtc_measure_tsc() - how fast does the TSC run?
 *
 * The clock's line is still closed, so that its interrupt stays a flag.
 *
 * Return: ticks a millisecond, or 0 if there is no clock.
 */
u32 __init rtc_measure_tsc(void)
{
	u8 a = rtc_read(REG_A), b = rtc_read(REG_B);
	u64 ticks, khz;

	rtc_write(REG_A, (a & ~A_RATE) | A_128_HZ);
	rtc_write(REG_B, b | B_PERIODIC);
	ticks = measure_period();
	rtc_write(REG_B, b);
	rtc_write(REG_A, a);
	khz = div_u64(ticks * 128, 1000);
	return tsc_is_plausible(khz) ? khz : 0;
}

/**
 * struct edge - the beginning of a second
 * @before, @after: the TSC when it was not there yet, and when it was
 * @second: which, 0 to 59
 */
struct edge {
	u64 before, after;
	unsigned int second;
};

/* At any rate this is longer than a second. */
#define SECOND_TICKS_MAX (1ULL << 34)

static unsigned int __init read_second(void)
{
	u8 second = rtc_read(SECONDS);

	return rtc_read(REG_B) & B_BINARY ? second : from_bcd(second);
}

/* Waits for the next second. While the clock counts on, its registers may show anything. */
static bool __init next_second(struct edge *edge)
{
	u64 start = rdtsc(), poll = start;
	unsigned int second = read_second();
	bool updating;

	edge->after = start;
	do {
		edge->before = poll; /* when the last look began */
		poll = edge->after;
		updating = rtc_read(REG_A) & A_UPDATING;
		edge->second = read_second();
		edge->after = rdtsc();
		if (edge->after - start > SECOND_TICKS_MAX)
			return false;
	} while (updating || edge->second == second);
	return true;
}

static u64 __init doubt(const struct edge *edge)
{
	return edge->after - edge->before;
}

/**
 * rtc_measure_tsc_seconds() - how fast does the TSC run, by the beginnings of whole seconds?
 *
 * It takes a second or two, but a host that stops this CPU does no harm: the seconds come from
 * the clock itself, not from an interrupt that may be late or left out, and a stop that hides where
 * one began is seen in the TSC. Then another one is waited for.
 *
 * Return: ticks a millisecond, right to PPM_GOOD, on a host that gives us little time to PPM_BAD; or 0
 * if the clock does not run.
 */
u32 __init rtc_measure_tsc_seconds(void)
{
	u64 ticks, ppm, least = PPM_BAD, khz = 0;
	struct edge first, last;

	if (!rtc_present() || !next_second(&first))
		return 0;
	for (int tries = 0; tries < SECONDS_MOST && least > PPM_GOOD && next_second(&last); tries++) {
		unsigned int seconds = (last.second + 60 - first.second) % 60;

		ticks = last.after - first.after;
		ppm = div64_u64((doubt(&first) + doubt(&last)) * 1000000, ticks);
		if (ppm < least && seconds) {
			least = ppm;
			khz = div_u64(ticks, seconds * 1000);
		}
		if (doubt(&last) < doubt(&first))
			first = last;
	}
	return khz;
}

static irqreturn_t rtc_interrupt(int irq, void *unused)
{
	if (!(rtc_read(REG_C) & C_PERIODIC)) /* reading makes it ready for the next */
		return IRQ_NONE;
	tick_for_all();
	return IRQ_HANDLED;
}

static void rtc_start_tick(void)
{
	rtc_write(REG_A, (rtc_read(REG_A) & ~A_RATE) | A_256_HZ);
	rtc_write(REG_B, rtc_read(REG_B) | B_PERIODIC);
	rtc_read(REG_C);
}

static const struct tick_device tick = { .name = "RTC", .start = rtc_start_tick };

const struct tick_device *__init rtc_tick_device(void)
{
	return rtc_present() && !request_irq(RTC_IRQ, rtc_interrupt, 0, "rtc", NULL) ? &tick : NULL;
}

struct date {
	u8 second, minute, hour, day, month, year, century;
};

static void __init read_date(struct date *date)
{
	const struct acpi_fadt_info *fadt = acpi_fadt();

	*date = (struct date){
		.second = rtc_read(SECONDS),
		.minute = rtc_read(MINUTES),
		.hour = rtc_read(HOURS),
		.day = rtc_read(DAY),
		.month = rtc_read(MONTH),
		.year = rtc_read(YEAR),
		.century = fadt && fadt->century ? rtc_read(fadt->century) : 0,
	};
}

/* While the clock counts on, its registers may be half old and half new: read until two are equal. */
static bool __init read_steady_date(struct date *date)
{
	struct date again;

	for (int tries = 0; tries < 10; tries++) {
		for (int polls = 0; polls < POLL_LIMIT && rtc_read(REG_A) & A_UPDATING; polls++)
			cpu_relax();
		read_date(date);
		read_date(&again);
		if (!memcmp(date, &again, sizeof(again)))
			return true;
	}
	return false;
}

static void __init to_binary(struct date *date, u8 reg_b)
{
	bool pm = !(reg_b & B_24_HOURS) && date->hour & HOURS_PM;

	if (!(reg_b & B_24_HOURS))
		date->hour &= ~HOURS_PM;
	if (!(reg_b & B_BINARY)) {
		u8 *field = &date->second;

		for (size_t i = 0; i < sizeof(*date); i++)
			field[i] = from_bcd(field[i]);
	}
	if (!(reg_b & B_24_HOURS))
		date->hour = date->hour % 12 + (pm ? 12 : 0);
}

static unsigned int __init full_year(const struct date *date)
{
	if (date->century >= 19 && date->century <= 29)
		return date->century * 100 + date->year;
	return date->year + (date->year < 70 ? 2000 : 1900);
}

/**
 * rtc_set_real_time() - set the time of day from the clock, if there is one with a possible date
 */
void __init rtc_set_real_time(void)
{
	struct date date;
	unsigned int year;

	if (!rtc_present() || !read_steady_date(&date))
		return;
	to_binary(&date, rtc_read(REG_B));
	year = full_year(&date);
	if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31 || date.hour > 23 ||
	    date.minute > 59 || date.second > 59 || year < 1970)
		return;
	clock_set_real_ns(mktime64(year, date.month, date.day, date.hour, date.minute, date.second) *
			  (u64)NSEC_PER_SEC);
	pr_info("rtc: %04u-%02u-%02u %02u:%02u:%02u\n", year, date.month, date.day, date.hour, date.minute,
		date.second);
}
