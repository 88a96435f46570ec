// SPDX-License-Identifier: MIT
/*
 * The log ring under fire. An "NMI" that writes to the log (once, or more than the ring holds) is
 * let loose after any instruction of a writer and of a reader (each run takes a sample of them); and several threads write
 * and read at once, as several CPUs will.
 */
#include <host/host.h>
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/log_ring.h>

#define FLOOD 4500 /* records of one cell: more than there are cells */
#define WRITERS 4
#define PER_WRITER 30000

static struct log_ring ring;
static char buffer[LOG_TEXT_MAX];
static u32 lost, seq;
static enum log_read result;
static struct log_info info;
static u32 nr_accepted; /* by log_ring_write(), since the ring was made */

/* Every byte of a record follows from the time it bears. */
static void write_tagged(u64 tag, u16 len)
{
	struct log_info head = { .ts_ns = tag, .len = len, .level = tag % 8 };
	char text[LOG_TEXT_MAX];
	u16 i;

	for (i = 0; i < len; i++)
		text[i] = (char)(tag * 31 + i);
	if (log_ring_write(&ring, &head, text))
		__atomic_fetch_add(&nr_accepted, 1, __ATOMIC_RELAXED);
}

static bool intact(const struct log_info *head, const char *text)
{
	u16 i;

	for (i = 0; i < head->len; i++) {
		if (text[i] != (char)(head->ts_ns * 31 + i))
			return false;
	}
	return head->level == head->ts_ns % 8;
}

static void begin(u32 filled)
{
	u32 i;

	log_ring_init(&ring);
	nr_accepted = 0;
	for (i = 0; i < filled; i++)
		write_tagged(i, 100);
}

static char outer_text[70];
static const struct log_info outer_info = {
	.ts_ns = 1000001, .len = sizeof(outer_text), .level = 1,
};

/* As few instructions as can be: each is a signal. */
static void write_outer(void *arg)
{
	nr_accepted += log_ring_write(&ring, &outer_info, outer_text);
}

static void write_nested(void *arg)
{
	u32 i, n = *(u32 *)arg;

	for (i = 0; i < n; i++)
		write_tagged(2000000 + i, n > 1 ? 20 : 300);
}

static void read_outer(void *arg)
{
	result = log_ring_read(&ring, &seq, &info, buffer, &lost);
}

/* All that was accepted is there, or was overwritten by what came later, and is whole. */
static void check_all(struct kunit *test, unsigned long step)
{
	u32 at = 0, gone = 0, n = 0;

	while (log_ring_read(&ring, &at, &info, buffer, &gone) == LOG_READ_OK) {
		n++;
		KUNIT_ASSERT_TRUE_MSG(test, intact(&info, buffer), "record %u, step %lu", at, step);
	}
	KUNIT_ASSERT_EQ_MSG(test, n + gone, nr_accepted, "step %lu", step);
	KUNIT_ASSERT_EQ_MSG(test, log_ring_next(&ring), nr_accepted, "step %lu", step);
}

static void writer_interrupted(struct kunit *test, u32 filled, u32 nested, u32 stride)
{
	unsigned long step, places = 0;
	int done = 1;
	u16 i;

	for (i = 0; i < sizeof(outer_text); i++)
		outer_text[i] = (char)(outer_info.ts_ns * 31 + i);
	for (step = 0; done; step += 1 + kunit_random(test) % stride, places++) {
		begin(filled);
		done = host_interrupt_after(step, write_outer, NULL, write_nested, &nested);
		if (done < 0)
			kunit_skip(test, "no single steps on this machine");
		check_all(test, step);
		if (nested == 1)
			KUNIT_ASSERT_EQ(test, ring.dropped, 0);
	}
	kunit_info(test, "%lu places in %lu instructions", places, step);
}

static void races_writer_in_empty_ring(struct kunit *test)
{
	writer_interrupted(test, 0, 1, 80);
}

static void races_writer_in_full_ring(struct kunit *test)
{
	writer_interrupted(test, 3000, 1, 80);
}

static void races_writer_lapped(struct kunit *test)
{
	writer_interrupted(test, 10, FLOOD, 80);
}

/* A reader of a record that is overwritten meanwhile gets the oldest one, whole. */
static void races_reader_lapped(struct kunit *test)
{
	unsigned long step;
	u32 nested = FLOOD;
	int done = 1;

	for (step = 0; done; step += 1 + kunit_random(test) % 80) {
		begin(10);
		seq = 3;
		lost = 0;
		done = host_interrupt_after(step, read_outer, NULL, write_nested, &nested);
		if (done < 0)
			kunit_skip(test, "no single steps on this machine");
		KUNIT_ASSERT_EQ(test, result, LOG_READ_OK);
		KUNIT_ASSERT_EQ_MSG(test, seq, 4 + lost, "step %lu", step);
		KUNIT_ASSERT_TRUE_MSG(test, intact(&info, buffer), "step %lu", step);
	}
}

static u32 threads_got, threads_lost, threads_torn, threads_disorder;

static void thread(unsigned int index, void *arg)
{
	static char text[LOG_TEXT_MAX];
	u64 last[WRITERS] = {};
	struct log_info head;
	u32 at = 0, i;

	if (index) {
		for (i = 1; i <= PER_WRITER; i++)
			write_tagged((u64)i * WRITERS + index - 1, 20 + i % 90);
		return;
	}
	while (log_ring_next(&ring) < WRITERS * PER_WRITER - ring.dropped || at != log_ring_next(&ring)) {
		if (log_ring_read(&ring, &at, &head, text, &threads_lost) != LOG_READ_OK)
			continue;
		threads_got++;
		threads_torn += !intact(&head, text);
		threads_disorder += head.ts_ns <= last[head.ts_ns % WRITERS];
		last[head.ts_ns % WRITERS] = head.ts_ns;
	}
}

static void races_threads(struct kunit *test)
{
	begin(0);
	threads_got = threads_lost = threads_torn = threads_disorder = 0;
	host_run_threads(WRITERS + 1, thread, NULL);
	KUNIT_EXPECT_EQ(test, threads_torn, 0);
	KUNIT_EXPECT_EQ(test, threads_disorder, 0);
	KUNIT_EXPECT_EQ(test, threads_got + threads_lost, nr_accepted);
	KUNIT_EXPECT_EQ(test, nr_accepted + ring.dropped, WRITERS * PER_WRITER);
	kunit_info(test, "read %u, overwritten %u, dropped %u", threads_got, threads_lost,
		   ring.dropped);
}

static struct kunit_case races_cases[] = {
	KUNIT_CASE(races_writer_in_empty_ring), KUNIT_CASE(races_writer_in_full_ring),
	KUNIT_CASE(races_writer_lapped), KUNIT_CASE(races_reader_lapped),
	KUNIT_CASE(races_threads), {},
};

static struct kunit_suite races_suite = {
	.name = "kernel.log_races",
	.desc = "the log ring interrupted anywhere, and by several CPUs",
	.test_cases = races_cases,
};
kunit_test_suite(races_suite);
