// SPDX-License-Identifier: MIT
/* The log ring, and the way from printk()'s format to lines on a console. */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "../../kernel/log.h"

static char text[LOG_TEXT_MAX + 1];

static int log_init(struct kunit *test)
{
	struct log_ring *ring = alloc_pages_exact(sizeof(*ring), GFP_KERNEL | __GFP_NOWARN);

	if (!ring)
		kunit_skip(test, "no memory for a second log");
	log_ring_init(ring);
	test->priv = ring;
	return 0;
}

static void log_exit(struct kunit *test)
{
	struct log_ring *ring = test->priv;

	if (ring)
		free_pages_exact(ring, sizeof(*ring));
}

/* Record @n says its number, and is as long as its number wants. */
static u16 length_of(u32 n)
{
	return n % 97 == 0 ? LOG_TEXT_MAX - n % 5 : 12 + n * 7 % 150;
}

static void make_text(u32 n, char *to)
{
	u32 i, len = length_of(n);

	for (i = 0; i < len; i++)
		to[i] = 'a' + (n + i * i) % 26;
	snprintf(to, 12, "%010u:", n);
	to[11] = ' ';
}

static bool write_numbered(struct log_ring *ring, u32 n)
{
	static char to[LOG_TEXT_MAX];
	struct log_info info = { .ts_ns = n, .len = length_of(n), .level = n % 8 };

	make_text(n, to);
	return log_ring_write(ring, &info, to);
}

static bool is_numbered(u32 n, const struct log_info *info)
{
	static char expected[LOG_TEXT_MAX];

	make_text(n, expected);
	return info->ts_ns == n && info->level == n % 8 && info->len == length_of(n) &&
	       !memcmp(text, expected, info->len);
}

static void log_empty(struct kunit *test)
{
	struct log_ring *ring = test->priv;
	struct log_info info;
	u32 seq = 0, lost = 0;

	KUNIT_EXPECT_EQ(test, log_ring_first(ring), 0);
	KUNIT_EXPECT_EQ(test, log_ring_next(ring), 0);
	KUNIT_EXPECT_FALSE(test, log_ring_ready(ring, 0));
	KUNIT_EXPECT_EQ(test, log_ring_read(ring, &seq, &info, text, &lost), LOG_READ_NONE);
	KUNIT_EXPECT_EQ(test, seq, 0);
	KUNIT_EXPECT_EQ(test, lost, 0);
}

static void log_lengths(struct kunit *test)
{
	static const u16 lengths[] = { 0, 1, 47, 48, 49, 111, 112, 113, 1023, 1024, 1025, 5000 };
	static char long_text[5000];
	struct log_ring *ring = test->priv;
	struct log_info info;
	u32 seq = 0, lost = 0, i;

	for (i = 0; i < sizeof(long_text); i++)
		long_text[i] = 'A' + i % 53;
	for (i = 0; i < ARRAY_SIZE(lengths); i++) {
		struct log_info head = { .ts_ns = ~0ULL - i, .len = lengths[i], .level = 3 };

		KUNIT_EXPECT_TRUE(test, log_ring_write(ring, &head, long_text));
		KUNIT_EXPECT_TRUE(test, log_ring_ready(ring, i));
		KUNIT_ASSERT_EQ(test, log_ring_read(ring, &seq, &info, text, &lost), LOG_READ_OK);
		KUNIT_EXPECT_EQ(test, info.len, min_t(u16, lengths[i], LOG_TEXT_MAX));
		KUNIT_EXPECT_EQ(test, info.ts_ns, ~0ULL - i);
		KUNIT_EXPECT_EQ(test, memcmp(text, long_text, info.len), 0);
	}
	KUNIT_EXPECT_EQ(test, lost, 0);
}

/* Whatever is written, what is there are the newest, without a gap, and they fill the ring. */
static void log_keeps_newest(struct kunit *test)
{
	struct log_ring *ring = test->priv;
	struct log_info info;
	u32 n, seq = 0, lost = 0, bytes = 0, oldest;

	for (n = 0; n < 20000; n++)
		KUNIT_ASSERT_TRUE(test, write_numbered(ring, n));
	KUNIT_EXPECT_EQ(test, log_ring_next(ring), 20000);
	oldest = log_ring_first(ring);
	for (n = oldest; log_ring_read(ring, &seq, &info, text, &lost) == LOG_READ_OK; n++) {
		KUNIT_ASSERT_EQ(test, seq, n + 1);
		KUNIT_ASSERT_TRUE(test, is_numbered(n, &info));
		bytes += info.len + sizeof(info);
	}
	KUNIT_EXPECT_EQ(test, n, 20000);
	KUNIT_EXPECT_EQ(test, lost, oldest);
	KUNIT_EXPECT_GT(test, bytes, LOG_RING_SIZE / 2);
	KUNIT_EXPECT_EQ(test, ring->dropped, 0);
}

/* A reader that sleeps now and then gets every line that is still there, and the exact loss. */
static void log_sleeping_reader(struct kunit *test)
{
	struct log_ring *ring = test->priv;
	struct log_info info;
	u32 written = 0, seq = 0, lost = 0, got = 0;

	while (written < 100000) {
		u32 burst = kunit_random(test) % 4 ? kunit_random(test) % 50 :
						     kunit_random(test) % 9000;
		u32 reads = kunit_random(test) % 3 ? burst : kunit_random(test) % 3000;

		while (burst--)
			KUNIT_ASSERT_TRUE(test, write_numbered(ring, written++));
		while (reads-- && log_ring_read(ring, &seq, &info, text, &lost) == LOG_READ_OK) {
			got++;
			KUNIT_ASSERT_EQ(test, seq, got + lost);
			KUNIT_ASSERT_TRUE(test, is_numbered(seq - 1, &info));
			KUNIT_ASSERT_GE(test, seq - 1, log_ring_first(ring));
		}
	}
	while (log_ring_read(ring, &seq, &info, text, &lost) == LOG_READ_OK)
		got++;
	KUNIT_EXPECT_EQ(test, got + lost, written);
}

/* Record numbers wrap at 32 bits; so does everything that is kept with fewer. */
static void log_numbers_wrap(struct kunit *test)
{
	struct log_ring *ring = test->priv;
	u32 start = 0U - 5000, seq = start, lost = 0, n;
	struct log_info info;

	for (n = start - LOG_CELLS; n != start; n++)
		ring->slots[n % LOG_CELLS].stamp = n + 1;
	ring->head = ring->tail = start << 16;
	KUNIT_EXPECT_EQ(test, log_ring_first(ring), start);
	for (n = start; n != 5000; n++) {
		KUNIT_ASSERT_TRUE(test, write_numbered(ring, n));
		KUNIT_ASSERT_EQ(test, log_ring_next(ring), n + 1);
		if (n % 3 == 0)
			continue;
		KUNIT_ASSERT_EQ(test, log_ring_read(ring, &seq, &info, text, &lost), LOG_READ_OK);
		KUNIT_ASSERT_TRUE(test, is_numbered(seq - 1, &info));
	}
	while (log_ring_read(ring, &seq, &info, text, &lost) == LOG_READ_OK)
		KUNIT_ASSERT_TRUE(test, is_numbered(seq - 1, &info));
	KUNIT_EXPECT_EQ(test, seq, 5000);
}

/* An unfinished record at the end of the ring stops writers that would need its cells, no others. */
static void log_unfinished(struct kunit *test)
{
	struct log_ring *ring = test->priv;
	struct log_info info;
	u32 seq = 0, lost = 0, n;

	ring->head = 1U << 16 | 1; /* record 0 has one cell, and is being written */
	KUNIT_EXPECT_EQ(test, log_ring_read(ring, &seq, &info, text, &lost), LOG_READ_BUSY);
	for (n = 1; write_numbered(ring, n); n++)
		KUNIT_ASSERT_LT(test, n, LOG_CELLS);
	KUNIT_EXPECT_GT(test, n, 1000);
	KUNIT_EXPECT_EQ(test, ring->dropped, 1);
	KUNIT_EXPECT_FALSE(test, log_ring_ready(ring, 0));
	KUNIT_EXPECT_TRUE(test, log_ring_ready(ring, 1));
	KUNIT_EXPECT_EQ(test, log_ring_first(ring), 0);

	ring->slots[0].place = 1U << 16;
	ring->slots[0].stamp = 1; /* now it is finished, and may be overwritten */
	KUNIT_EXPECT_TRUE(test, write_numbered(ring, n));
	KUNIT_EXPECT_GT(test, log_ring_first(ring), 0);
}

static __printf(2, 3) int log_printf(struct log_ring *ring, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = log_vprintf(ring, 1500000000, fmt, args);
	va_end(args);
	return len;
}

static void log_marks(struct kunit *test)
{
	struct log_ring *ring = test->priv;
	struct log_info info;
	u32 seq = 0, lost = 0;

#define EXPECT_RECORD(level_, flags_, text_)                                                       \
	do {                                                                                       \
		KUNIT_ASSERT_EQ(test, log_ring_read(ring, &seq, &info, text, &lost), LOG_READ_OK); \
		text[info.len] = 0;                                                                \
		KUNIT_EXPECT_EQ(test, info.level, level_);                                         \
		KUNIT_EXPECT_EQ(test, info.flags, flags_);                                         \
		KUNIT_EXPECT_STREQ(test, text, text_);                                             \
	} while (0)

	KUNIT_EXPECT_EQ(test, log_printf(ring, KERN_ERR "no %d\n", 42), 8);
	EXPECT_RECORD(3, LOG_NEWLINE, "no 42");
	log_printf(ring, "plain");
	EXPECT_RECORD(4, 0, "plain");
	log_printf(ring, KERN_CONT " more\n");
	EXPECT_RECORD(4, LOG_CONT | LOG_NEWLINE, " more");
	log_printf(ring, "%s%s", KERN_DEBUG, "level by argument");
	EXPECT_RECORD(7, 0, "level by argument");
	log_printf(ring, KERN_CONT KERN_INFO "two marks");
	EXPECT_RECORD(6, LOG_CONT, "two marks");
	log_printf(ring, "%s", "");
	EXPECT_RECORD(4, 0, "");
	log_printf(ring, "\n");
	EXPECT_RECORD(4, LOG_NEWLINE, "");
	log_printf(ring, KERN_CONT "\n");
	EXPECT_RECORD(4, LOG_CONT | LOG_NEWLINE, "");
	log_printf(ring, "%s", KERN_CONT);
	KUNIT_EXPECT_EQ(test, log_ring_next(ring), seq);
}

static void log_cut(struct kunit *test)
{
	static char long_text[3000];
	struct log_ring *ring = test->priv;
	struct log_info info;
	u32 seq = 0, lost = 0, n;

	memset(long_text, 'x', sizeof(long_text) - 1);
	for (n = LOG_TEXT_MAX - 2; n < LOG_TEXT_MAX + 12; n++) {
		bool fits = n <= LOG_TEXT_MAX;

		KUNIT_EXPECT_EQ(test, log_printf(ring, KERN_INFO "%.*s\n", (int)n, long_text),
				n + 3);
		KUNIT_ASSERT_EQ(test, log_ring_read(ring, &seq, &info, text, &lost), LOG_READ_OK);
		text[info.len] = 0;
		KUNIT_EXPECT_EQ(test, info.len, min_t(u32, n, LOG_TEXT_MAX));
		KUNIT_EXPECT_EQ(test, info.flags, LOG_NEWLINE);
		KUNIT_EXPECT_EQ_MSG(test, strcmp(text + info.len - 6, " [cut]") != 0, fits,
				    "%u bytes", n);
	}
}

/* What a console would show. */
static char shown[1024];
static size_t nr_shown;

static void show_out(void *to, const char *s, size_t n)
{
	n = min_t(size_t, n, sizeof(shown) - 1 - nr_shown);
	memcpy(shown + nr_shown, s, n);
	nr_shown += n;
	shown[nr_shown] = 0;
}

static const char *show_all(struct log_ring *ring, int below)
{
	struct log_line line = {};
	struct log_info info;
	u32 seq = 0, lost = 0;

	nr_shown = 0;
	shown[0] = 0;
	while (log_ring_read(ring, &seq, &info, text, &lost) == LOG_READ_OK)
		log_show(&line, &info, text, info.level < below, show_out, NULL);
	return shown;
}

static void log_lines(struct kunit *test)
{
	struct log_ring *ring = test->priv;

	log_printf(ring, KERN_INFO "one\n");
	log_printf(ring, KERN_INFO "two");
	log_printf(ring, KERN_INFO "three");
	log_printf(ring, KERN_CONT " and");
	log_printf(ring, KERN_CONT " four\n");
	log_printf(ring, KERN_CONT "alone\n");
	log_printf(ring, "%s", "");
	log_printf(ring, KERN_INFO "up\n\ndown\n");
	KUNIT_EXPECT_STREQ(test, show_all(ring, 8),
			   "[    1.500000] one\n"
			   "[    1.500000] two\n"
			   "[    1.500000] three and four\n"
			   "[    1.500000] alone\n"
			   "[    1.500000] \n"
			   "[    1.500000] up\n"
			   "[    1.500000] \n"
			   "[    1.500000] down\n");
}

/* A continuation shares the fate of what it continues. */
static void log_hidden(struct kunit *test)
{
	struct log_ring *ring = test->priv;

	log_printf(ring, KERN_DEBUG "secret");
	log_printf(ring, KERN_CONT " still secret\n");
	log_printf(ring, KERN_ERR "seen");
	log_printf(ring, KERN_DEBUG "secret again\n");
	log_printf(ring, KERN_CONT "what next");
	log_printf(ring, KERN_NOTICE "last\n");
	KUNIT_EXPECT_STREQ(test, show_all(ring, 6),
			   "[    1.500000] seen\n"
			   "[    1.500000] what next\n"
			   "[    1.500000] last\n");
}

static struct kunit_case log_cases[] = {
	KUNIT_CASE(log_empty), KUNIT_CASE(log_lengths), KUNIT_CASE(log_keeps_newest),
	KUNIT_CASE(log_sleeping_reader), KUNIT_CASE(log_numbers_wrap), KUNIT_CASE(log_unfinished),
	KUNIT_CASE(log_marks), KUNIT_CASE(log_cut), KUNIT_CASE(log_lines), KUNIT_CASE(log_hidden),
	{},
};

static struct kunit_suite log_suite = {
	.name = "kernel.log",
	.desc = "log ring and printk",
	.init = log_init,
	.exit = log_exit,
	.test_cases = log_cases,
};
kunit_test_suite(log_suite);
