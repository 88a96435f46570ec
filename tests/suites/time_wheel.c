// SPDX-License-Identifier: MIT
/* time.wheel: each timer comes out at its tick, against a plain array that is searched. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <quarry/timer_wheel.h>

#define TIMERS 64
#define STEPS 4000

static struct timer_wheel wheel;
static struct timer_list timers[TIMERS];

/* The oracle: when each timer is due, 0 while it is not in the wheel. */
static u64 due[TIMERS];

static void start_wheel(u64 now)
{
	wheel_init(&wheel, now);
	memset(timers, 0, sizeof(timers));
	memset(due, 0, sizeof(due));
}

static void add(unsigned int i, u64 when)
{
	timers[i].expires = when;
	wheel_add(&wheel, &timers[i]);
	due[i] = max(when, wheel.clk);
}

static void expect_due(struct kunit *test, struct list_head *list, u64 now)
{
	struct timer_list *timer, *next;
	u64 last = 0;

	list_for_each_entry_safe(timer, next, list, entry) {
		unsigned int i = timer - timers;

		KUNIT_EXPECT_NE(test, due[i], 0);
		KUNIT_EXPECT_LE(test, due[i], now);
		KUNIT_EXPECT_GE(test, due[i], last);
		last = due[i];
		due[i] = 0;
		wheel_remove(&wheel, timer);
		KUNIT_EXPECT_FALSE(test, timer_pending(timer));
	}
	for (unsigned int i = 0; i < TIMERS; i++)
		if (due[i])
			KUNIT_EXPECT_GT(test, due[i], now);
}

static void advance(struct kunit *test, u64 now)
{
	LIST_HEAD(list);

	wheel_advance(&wheel, now, &list);
	expect_due(test, &list, now);
	KUNIT_EXPECT_EQ(test, wheel.clk, now + 1);
}

/* The wheel never sleeps beyond the first timer, and wakes for something. */
static void expect_next(struct kunit *test)
{
	u64 first = ~0ULL, when = 0;
	unsigned int count = 0;

	for (unsigned int i = 0; i < TIMERS; i++) {
		if (!due[i])
			continue;
		first = min(first, due[i]);
		count++;
	}
	KUNIT_EXPECT_EQ(test, wheel.count, count);
	KUNIT_EXPECT_EQ(test, wheel_next(&wheel, &when), count != 0);
	if (count) {
		KUNIT_EXPECT_LE(test, when, first);
		KUNIT_EXPECT_GE(test, when, wheel.clk);
	}
}

static u64 random_delta(struct kunit *test)
{
	u32 bits = kunit_random(test) % 31;

	return kunit_random(test) & ((1U << bits) - 1);
}

static void random_step(struct kunit *test)
{
	unsigned int i = kunit_random(test) % TIMERS;

	switch (kunit_random(test) % 4) {
	case 0:
		if (due[i]) {
			wheel_remove(&wheel, &timers[i]);
			due[i] = 0;
		}
		break;
	case 1:
		advance(test, wheel.clk + random_delta(test) / 16);
		break;
	default:
		if (!due[i])
			add(i, wheel.clk + random_delta(test));
	}
}

static void wheel_agrees_with_oracle(struct kunit *test)
{
	start_wheel(kunit_random(test));
	for (int step = 0; step < STEPS; step++) {
		random_step(test);
		expect_next(test);
	}
	advance(test, wheel.clk + (1ULL << 31));
	KUNIT_EXPECT_EQ(test, wheel.count, 0);
}

/* Around each digit's turn-over, and around the wrap of 32 bits. */
static void wheel_turns_over(struct kunit *test)
{
	static const u64 turns[] = { 64, 4096, 1 << 18, 1 << 24, 1 << 30, 1ULL << 32, 1ULL << 36 };

	for (size_t n = 0; n < ARRAY_SIZE(turns); n++) {
		u64 base = turns[n] - 4;

		start_wheel(base);
		for (unsigned int i = 0; i < 8; i++)
			add(i, base + i);
		for (unsigned int i = 0; i < 8; i++) {
			advance(test, base + i);
			expect_next(test);
			KUNIT_EXPECT_EQ(test, wheel.count, 7 - i);
		}
	}
}

/* A timer that is added just when the clock has come to the beginning of an upper list. */
static void wheel_sorts_in_at_boundary(struct kunit *test)
{
	start_wheel(10);
	add(0, 65);
	advance(test, 63);
	add(1, 70);
	expect_next(test);
	advance(test, 65);
	KUNIT_EXPECT_EQ(test, due[0], 0);
	KUNIT_EXPECT_EQ(test, due[1], 70);
}

static void wheel_keeps_order(struct kunit *test)
{
	LIST_HEAD(list);
	struct timer_list *timer;
	unsigned int i = 0;

	start_wheel(1000);
	for (unsigned int n = 0; n < TIMERS; n++)
		add(n, 5000);
	wheel_advance(&wheel, 5000, &list);
	list_for_each_entry(timer, &list, entry)
		KUNIT_EXPECT_EQ(test, timer - timers, i++);
	KUNIT_EXPECT_EQ(test, i, TIMERS);
}

static void wheel_takes_overdue(struct kunit *test)
{
	start_wheel(1000);
	add(0, 10);
	add(1, 1000);
	advance(test, 1000);
	KUNIT_EXPECT_EQ(test, wheel.count, 0);
}

static struct kunit_case wheel_cases[] = {
	KUNIT_CASE(wheel_agrees_with_oracle), KUNIT_CASE(wheel_turns_over),    KUNIT_CASE(wheel_sorts_in_at_boundary),
	KUNIT_CASE(wheel_keeps_order),	      KUNIT_CASE(wheel_takes_overdue), {},
};

static struct kunit_suite wheel_suite = {
	.name = "time.wheel",
	.desc = "the timer wheel expires each timer at its tick",
	.test_cases = wheel_cases,
};
kunit_test_suite(wheel_suite);
