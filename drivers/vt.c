// SPDX-License-Identifier: MIT
/*
 * The terminal behind both screens.
 *
 * Writing changes cells in memory only; vt_flush() compares them with what is seen and draws the
 * difference. Scrolling moves no cell: the rows are a circle whose first row moves on. So a
 * hundred lines that scroll by between two flushes cost one screen of drawing, and video memory,
 * which is slow to read, is never read.
 *
 * Understood: \n (also returns to column 0), \r, \b, \t; ESC [ n A B C D (move), ESC [ r ; c H
 * (place), ESC [ n J and K (erase), ESC [ n m (colours, bold, inverse off), ESC [ s and u (save,
 * restore), ESC [ ? 25 h and l (cursor). Others are swallowed. Names and numbers are those of
 * ECMA-48 and of the Linux console.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/vt.h>

#define ESC 27
#define TAB_WIDTH 8
#define UNKNOWN_CELL 0xffff /* differs from every cell that is written: bit 15 is never set */

static u16 *screen_row(const struct vt *vt, unsigned int y)
{
	unsigned int row = vt->top + y;

	if (row >= vt->rows)
		row -= vt->rows;
	return vt->cells + row * vt->cols;
}

u16 vt_cell(const struct vt *vt, unsigned int x, unsigned int y)
{
	return screen_row(vt, y)[x];
}

/* Erase cells [@from, @to) of a row with the present background. */
static void erase(struct vt *vt, unsigned int y, unsigned int from, unsigned int to)
{
	u16 blank = VT_CELL(vt->attr, ' ');
	u16 *row = screen_row(vt, y);

	while (from < to)
		row[from++] = blank;
	vt->dirty[y] = true;
}

static void erase_rows(struct vt *vt, unsigned int from, unsigned int to)
{
	while (from < to)
		erase(vt, from++, 0, vt->cols);
}

static void scroll(struct vt *vt)
{
	vt->top = vt->top + 1 == vt->rows ? 0 : vt->top + 1;
	memset(vt->dirty, true, vt->rows);
	erase(vt, vt->rows - 1, 0, vt->cols);
}

static void next_line(struct vt *vt)
{
	vt->x = 0;
	if (vt->y + 1 < vt->rows)
		vt->y++;
	else
		scroll(vt);
}

static void put_glyph(struct vt *vt, u8 glyph)
{
	if (vt->x == vt->cols)
		next_line(vt);
	screen_row(vt, vt->y)[vt->x++] = VT_CELL(vt->attr, glyph);
	vt->dirty[vt->y] = true;
}

static void control(struct vt *vt, u8 c)
{
	switch (c) {
	case '\n':
		next_line(vt);
		break;
	case '\r':
		vt->x = 0;
		break;
	case '\b':
		if (vt->x)
			vt->x--;
		break;
	case '\t':
		vt->x = min(ALIGN(vt->x + 1, TAB_WIDTH), vt->cols - 1);
		break;
	case ESC:
		vt->state = VT_ESCAPE;
		break;
	}
}

/* Text byte by byte, through the decoder for UTF-8 (RFC 3629); malformed bytes become '?'. */
static void text(struct vt *vt, u8 c)
{
	if (vt->utf8_left && (c & 0xc0) == 0x80) {
		vt->utf8_code = vt->utf8_code << 6 | (c & 0x3f);
		if (!--vt->utf8_left)
			put_glyph(vt, vt_glyph(vt->utf8_code));
		return;
	}
	if (vt->utf8_left)
		put_glyph(vt, '?');
	vt->utf8_left = 0;
	if (c < 0x20)
		control(vt, c);
	else if (c < 0x7f)
		put_glyph(vt, c);
	else if (c >= 0xc2 && c < 0xf5) {
		vt->utf8_left = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
		vt->utf8_code = c & (0x3f >> vt->utf8_left);
	} else if (c != 0x7f)
		put_glyph(vt, '?');
}

/* The parameter with this index, @otherwise if it was left out or is 0. */
static unsigned int param(const struct vt *vt, unsigned int index, unsigned int otherwise)
{
	return vt->params[index] ? vt->params[index] : otherwise;
}

static void erase_line(struct vt *vt)
{
	unsigned int x = min(vt->x, vt->cols - 1);

	switch (vt->params[0]) {
	case 0:
		erase(vt, vt->y, x, vt->cols);
		break;
	case 1:
		erase(vt, vt->y, 0, x + 1);
		break;
	case 2:
		erase(vt, vt->y, 0, vt->cols);
		break;
	}
}

static void erase_display(struct vt *vt)
{
	erase_line(vt);
	if (vt->params[0] != 1)
		erase_rows(vt, vt->y + 1, vt->rows);
	if (vt->params[0] != 0)
		erase_rows(vt, 0, vt->y);
}

/* ANSI numbers colours red-green-blue from bit 0 on, VGA blue-green-red. */
static u8 vga_colour(unsigned int ansi)
{
	return (ansi & 1) << 2 | (ansi & 2) | (ansi >> 2 & 1);
}

static void set_foreground(struct vt *vt, u8 colour)
{
	vt->attr = (vt->attr & 0xf0) | colour | (vt->bold ? 8 : 0);
}

static void set_background(struct vt *vt, u8 colour)
{
	vt->attr = (vt->attr & 0x0f) | colour << 4;
}

static void set_graphics(struct vt *vt, unsigned int n)
{
	if (n == 0) {
		vt->attr = VT_ATTR_NORMAL;
		vt->bold = false;
	} else if (n == 1 || n == 22) {
		vt->bold = n == 1;
		set_foreground(vt, vt->attr & 7);
	} else if (n == 7) {
		vt->attr = (vt->attr & 7) << 4 | (vt->attr >> 4 & 7);
	} else if (n >= 30 && n <= 37) {
		set_foreground(vt, vga_colour(n - 30));
	} else if (n == 39) {
		set_foreground(vt, VT_ATTR_NORMAL & 7);
	} else if (n >= 40 && n <= 47) {
		set_background(vt, vga_colour(n - 40));
	} else if (n == 49) {
		set_background(vt, VT_ATTR_NORMAL >> 4);
	} else if (n >= 90 && n <= 97) {
		set_foreground(vt, vga_colour(n - 90) | 8);
	}
}

/* Move to a place that may lie outside: the nearest one inside is taken. */
static void move_to(struct vt *vt, int x, int y)
{
	vt->x = clamp_t(int, x, 0, vt->cols - 1);
	vt->y = clamp_t(int, y, 0, vt->rows - 1);
}

static void run_sequence(struct vt *vt, u8 final)
{
	int n = param(vt, 0, 1);
	unsigned int i;

	switch (final) {
	case 'A':
		move_to(vt, vt->x, (int)vt->y - n);
		break;
	case 'B':
		move_to(vt, vt->x, (int)vt->y + n);
		break;
	case 'C':
		move_to(vt, (int)vt->x + n, vt->y);
		break;
	case 'D':
		move_to(vt, (int)vt->x - n, vt->y);
		break;
	case 'H':
	case 'f':
		move_to(vt, param(vt, 1, 1) - 1, n - 1);
		break;
	case 'J':
		erase_display(vt);
		break;
	case 'K':
		erase_line(vt);
		break;
	case 'm':
		for (i = 0; i <= vt->nr_params && i < VT_MAX_PARAMS; i++)
			set_graphics(vt, vt->params[i]);
		break;
	case 's':
		vt->saved_x = vt->x;
		vt->saved_y = vt->y;
		break;
	case 'u':
		move_to(vt, vt->saved_x, vt->saved_y);
		break;
	}
}

static void sequence(struct vt *vt, u8 c)
{
	unsigned int i = vt->nr_params;

	if (c >= '0' && c <= '9') {
		if (i < VT_MAX_PARAMS)
			vt->params[i] = min(vt->params[i] * 10 + (c - '0'), 9999);
	} else if (c == ';') {
		vt->nr_params++;
	} else if (c == '?') {
		vt->private_sequence = true;
	} else if (c >= 0x40 && c < 0x7f) {
		vt->state = VT_TEXT;
		if (!vt->private_sequence)
			run_sequence(vt, c);
		else if (vt->params[0] == 25 && (c == 'h' || c == 'l'))
			vt->cursor_hidden = c == 'l';
	} else if (c < 0x20) {
		vt->state = VT_TEXT; /* broken off */
		control(vt, c);
	}
}

static void begin_sequence(struct vt *vt, u8 c)
{
	vt->state = c == '[' ? VT_CSI : VT_TEXT;
	memset(vt->params, 0, sizeof(vt->params));
	vt->nr_params = 0;
	vt->private_sequence = false;
}

void vt_write(struct vt *vt, const char *s, size_t n)
{
	while (n--) {
		u8 c = *s++;

		if (vt->state == VT_TEXT)
			text(vt, c);
		else if (vt->state == VT_ESCAPE)
			begin_sequence(vt, c);
		else
			sequence(vt, c);
	}
}

/* Draw each run of changed cells of row @y. */
static void flush_row(struct vt *vt, unsigned int y)
{
	const u16 *want = screen_row(vt, y);
	u16 *seen = vt->shown + y * vt->cols;
	unsigned int x = 0, start;

	while (x < vt->cols) {
		if (want[x] == seen[x]) {
			x++;
			continue;
		}
		for (start = x; x < vt->cols && want[x] != seen[x]; x++)
			seen[x] = want[x];
		vt->ops->draw(vt, start, y, want + start, x - start);
	}
	vt->dirty[y] = false;
}

void vt_flush(struct vt *vt)
{
	unsigned int x = min(vt->x, vt->cols - 1), y;
	bool moved = x != vt->cursor_x || vt->y != vt->cursor_y || vt->cursor_hidden;

	if (!vt->ops->move_cursor_only && moved) {
		vt->shown[vt->cursor_y * vt->cols + vt->cursor_x] = UNKNOWN_CELL;
		vt->dirty[vt->cursor_y] = true;
	}
	for (y = 0; y < vt->rows; y++) {
		if (vt->dirty[y])
			flush_row(vt, y);
	}
	vt->cursor_x = x;
	vt->cursor_y = vt->y;
	if (!vt->cursor_hidden)
		vt->ops->cursor(vt, x, vt->y);
	else if (vt->ops->move_cursor_only)
		vt->ops->cursor(vt, 0, vt->rows); /* below the screen */
}

void vt_redraw(struct vt *vt)
{
	memset(vt->shown, 0xff, vt->cols * vt->rows * sizeof(*vt->shown));
	memset(vt->dirty, true, vt->rows);
}

void vt_init(struct vt *vt, const struct vt_ops *ops, unsigned int cols, unsigned int rows,
	     u16 *memory)
{
	memset(vt, 0, sizeof(*vt));
	vt->ops = ops;
	vt->cols = cols;
	vt->rows = rows;
	vt->cells = memory;
	vt->shown = memory + cols * rows;
	vt->attr = VT_ATTR_NORMAL;
	erase_rows(vt, 0, rows);
	vt_redraw(vt);
}
