// SPDX-License-Identifier: MIT
/* The terminal behind both screens, on a display that is an array. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/vt.h>

#define COLS 20
#define ROWS 5

static struct vt vt;
static u16 memory[2 * COLS * ROWS];
static u16 display[COLS * ROWS];
static unsigned int cursor_at, nr_drawn;

static void draw(struct vt *on, unsigned int x, unsigned int y, const u16 *cells, unsigned int n)
{
	nr_drawn += n;
	while (n--)
		display[y * COLS + x++] = *cells++;
}

static void cursor(struct vt *on, unsigned int x, unsigned int y)
{
	cursor_at = y * COLS + x;
}

static const struct vt_ops ops = { .draw = draw, .cursor = cursor, .move_cursor_only = true };

static int vt_start(struct kunit *test)
{
	memset(display, 0xee, sizeof(display));
	vt_init(&vt, &ops, COLS, ROWS, memory);
	return 0;
}

static void type(const char *s)
{
	vt_write(&vt, s, strlen(s));
}

/* The text of row @y as it is on the display, without blanks at the end. */
static const char *row(unsigned int y)
{
	static char line[COLS + 1];
	unsigned int x;

	vt_flush(&vt);
	for (x = 0; x < COLS; x++)
		line[x] = VT_CELL_CHAR(display[y * COLS + x]);
	for (; x && line[x - 1] == ' '; x--)
		;
	line[x] = 0;
	return line;
}

static void vt_lines(struct kunit *test)
{
	type("one\ntwo\tx\rT\n\n12345678901234567890wrap\b\b--");
	KUNIT_EXPECT_STREQ(test, row(0), "one");
	KUNIT_EXPECT_STREQ(test, row(1), "Two     x");
	KUNIT_EXPECT_STREQ(test, row(2), "");
	KUNIT_EXPECT_STREQ(test, row(3), "12345678901234567890");
	KUNIT_EXPECT_STREQ(test, row(4), "wr--");
	KUNIT_EXPECT_EQ(test, cursor_at, 4 * COLS + 4);
}

static void vt_full_line_then_newline(struct kunit *test)
{
	type("12345678901234567890\nnext");
	KUNIT_EXPECT_STREQ(test, row(0), "12345678901234567890");
	KUNIT_EXPECT_STREQ(test, row(1), "next");
}

static void vt_scrolls(struct kunit *test)
{
	char line[] = "line a\n";
	int i;

	for (i = 0; i < 26; i++) {
		line[5] = 'a' + i;
		type(line);
	}
	KUNIT_EXPECT_STREQ(test, row(0), "line w");
	KUNIT_EXPECT_STREQ(test, row(3), "line z");
	KUNIT_EXPECT_STREQ(test, row(4), "");
	nr_drawn = 0;
	type("line {\n");
	KUNIT_EXPECT_STREQ(test, row(3), "line {");
	KUNIT_EXPECT_EQ(test, nr_drawn, 4); /* one letter in each of four lines is another */
}

static void vt_draws_only_changes(struct kunit *test)
{
	type("hello");
	vt_flush(&vt);
	nr_drawn = 0;
	vt_flush(&vt);
	KUNIT_EXPECT_EQ(test, nr_drawn, 0);
	type("\rhallo");
	vt_flush(&vt);
	KUNIT_EXPECT_EQ(test, nr_drawn, 1);
	vt_redraw(&vt);
	vt_flush(&vt);
	KUNIT_EXPECT_EQ(test, nr_drawn, 1 + COLS * ROWS);
}

static void vt_moves(struct kunit *test)
{
	type("\033[3;5Hx\033[Ay\033[3Dz\033[2B!\033[9C>\033[99;99H$\033[H^\033[C+");
	KUNIT_EXPECT_STREQ(test, row(0), "^ +");
	KUNIT_EXPECT_STREQ(test, row(1), "   z y");
	KUNIT_EXPECT_STREQ(test, row(2), "    x");
	KUNIT_EXPECT_STREQ(test, row(3), "    !         >");
	KUNIT_EXPECT_STREQ(test, row(4), "                   $");
	type("\033[2;2H\033[s\033[5;5H\033[u@");
	KUNIT_EXPECT_STREQ(test, row(1), " @ z y");
}

static void vt_erases(struct kunit *test)
{
	type("aaaaaa\nbbbbbb\ncccccc\ndddddd");
	type("\033[1;3H\033[K\033[2;3H\033[1K\033[3;1H\033[2K");
	KUNIT_EXPECT_STREQ(test, row(0), "aa");
	KUNIT_EXPECT_STREQ(test, row(1), "   bbb");
	KUNIT_EXPECT_STREQ(test, row(2), "");
	KUNIT_EXPECT_STREQ(test, row(3), "dddddd");
	type("\033[2;5H\033[J");
	KUNIT_EXPECT_STREQ(test, row(1), "   b");
	KUNIT_EXPECT_STREQ(test, row(3), "");
	type("\033[2J");
	KUNIT_EXPECT_STREQ(test, row(0), "");
}

static void vt_colours(struct kunit *test)
{
	type("n\033[31mr\033[1mR\033[44mB\033[0mn\033[92mg\033[7mi\033[m.");
	vt_flush(&vt);
	KUNIT_EXPECT_EQ(test, display[0], VT_CELL(0x07, 'n'));
	KUNIT_EXPECT_EQ(test, display[1], VT_CELL(0x04, 'r'));
	KUNIT_EXPECT_EQ(test, display[2], VT_CELL(0x0c, 'R'));
	KUNIT_EXPECT_EQ(test, display[3], VT_CELL(0x1c, 'B'));
	KUNIT_EXPECT_EQ(test, display[4], VT_CELL(0x07, 'n'));
	KUNIT_EXPECT_EQ(test, display[5], VT_CELL(0x0a, 'g'));
	KUNIT_EXPECT_EQ(test, display[6], VT_CELL(0x20, 'i'));
	KUNIT_EXPECT_EQ(test, display[7], VT_CELL(0x07, '.'));
}

static void vt_unicode(struct kunit *test)
{
	type("┌─┐ é € 🙂\xff" "x\xe2\x94z");
	KUNIT_EXPECT_STREQ(test, row(0), "\xda\xc4\xbf ? ? ??x?z");
}

static void vt_cursor_hides(struct kunit *test)
{
	type("\033[?25lx");
	vt_flush(&vt);
	KUNIT_EXPECT_EQ(test, cursor_at, ROWS * COLS);
	type("\033[?25h");
	vt_flush(&vt);
	KUNIT_EXPECT_EQ(test, cursor_at, 1);
}

/* Any bytes at all: nothing is written outside, and display and cells agree after a flush. */
static void vt_noise(struct kunit *test)
{
	static const char likely[] = "\033[[;;0123456789?ABCDHJKmsuhl\n\r\b\tx \xe2\x94\x80";
	unsigned int i, x, y;

	for (i = 0; i < 20000; i++) {
		u32 random = kunit_random(test);
		char c = random & 0x100 ? (char)random : likely[(random >> 16) % (sizeof(likely) - 1)];

		vt_write(&vt, &c, 1);
		KUNIT_ASSERT_LE(test, vt.x, COLS);
		KUNIT_ASSERT_LT(test, vt.y, ROWS);
		if (random >> 28)
			continue;
		vt_flush(&vt);
		for (y = 0; y < ROWS; y++)
			for (x = 0; x < COLS; x++)
				KUNIT_ASSERT_EQ(test, display[y * COLS + x], vt_cell(&vt, x, y));
	}
}

static struct kunit_case vt_cases[] = {
	KUNIT_CASE(vt_lines), KUNIT_CASE(vt_full_line_then_newline), KUNIT_CASE(vt_scrolls),
	KUNIT_CASE(vt_draws_only_changes), KUNIT_CASE(vt_moves), KUNIT_CASE(vt_erases),
	KUNIT_CASE(vt_colours), KUNIT_CASE(vt_unicode), KUNIT_CASE(vt_cursor_hides),
	KUNIT_CASE(vt_noise), {},
};

static struct kunit_suite vt_suite = {
	.name = "drivers.vt",
	.desc = "terminal emulation",
	.init = vt_start,
	.test_cases = vt_cases,
};
kunit_test_suite(vt_suite);
