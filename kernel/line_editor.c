// SPDX-License-Identifier: MIT
/*
 * Line editing on a terminal that understands a few ANSI sequences. The screen is kept in step with
 * the line by redrawing from the prompt, which is short and always right.
 */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/idle.h>
#include <quarry/line_editor.h>
#include <quarry/monitor_table.h>

#define HISTORY_LINES 16
#define HISTORY_WIDTH 256
#define CTRL(c) ((c) & 0x1f)

static char history[HISTORY_LINES][HISTORY_WIDTH];
static unsigned int history_count; /* lines ever entered; the newest is at count - 1, modulo */

struct editor {
	const char *prompt;
	char *line;
	size_t size, length, cursor;
	unsigned int recalled; /* how many lines back in the history */
};

/* Keys beyond ASCII, as the escape sequences of a VT100 give them. */
enum key { KEY_UP = 0x100, KEY_DOWN, KEY_RIGHT, KEY_LEFT, KEY_HOME, KEY_END, KEY_DELETE, KEY_UNKNOWN };

static int read_escape(void)
{
	int number = 0, c = wait_for_input();

	if (c != '[' && c != 'O')
		return KEY_UNKNOWN;
	while (isdigit(c = wait_for_input()) || c == ';')
		number = c == ';' ? 0 : (number * 10 + c - '0') % 100;
	switch (c) {
	case 'A': return KEY_UP;
	case 'B': return KEY_DOWN;
	case 'C': return KEY_RIGHT;
	case 'D': return KEY_LEFT;
	case 'H': return KEY_HOME;
	case 'F': return KEY_END;
	case '~': return number == 3 ? KEY_DELETE : number == 1 ? KEY_HOME : number == 4 ? KEY_END : KEY_UNKNOWN;
	default: return KEY_UNKNOWN;
	}
}

static int read_key(void)
{
	int c = wait_for_input();

	return c == 0x1b ? read_escape() : c;
}

static void redraw(const struct editor *e)
{
	console_printf("\r%s", e->prompt);
	console_write(e->line, e->length);
	console_printf("\x1b[K");
	if (e->length > e->cursor)
		console_printf("\x1b[%zuD", e->length - e->cursor);
}

static void insert(struct editor *e, const char *text, size_t n)
{
	n = min(n, e->size - 1 - e->length);
	memmove(e->line + e->cursor + n, e->line + e->cursor, e->length - e->cursor);
	memcpy(e->line + e->cursor, text, n);
	e->length += n;
	e->cursor += n;
}

/* Removes @n characters in front of position @end. */
static void remove_before(struct editor *e, size_t end, size_t n)
{
	memmove(e->line + end - n, e->line + end, e->length - end);
	e->length -= n;
	e->cursor = end - n;
}

static void remove_word(struct editor *e)
{
	size_t start = e->cursor;

	while (start && e->line[start - 1] == ' ')
		start--;
	while (start && e->line[start - 1] != ' ')
		start--;
	remove_before(e, e->cursor, e->cursor - start);
}

static void recall(struct editor *e, unsigned int back)
{
	const char *text = "";

	if (back > min(history_count, (unsigned int)HISTORY_LINES))
		return;
	e->recalled = back;
	if (back)
		text = history[(history_count - back) % HISTORY_LINES];
	e->length = e->cursor = 0;
	insert(e, text, strlen(text));
}

static void remember(const char *line)
{
	if (*line && (!history_count || strcmp(line, history[(history_count - 1) % HISTORY_LINES])))
		strscpy(history[history_count++ % HISTORY_LINES], line, HISTORY_WIDTH);
}

/* Completes the command at the cursor as far as all that fit agree; shows them where they differ. */
static void complete(struct editor *e)
{
	size_t start = e->cursor, typed, common = 0;
	const char *first = NULL;
	int matches = 0;

	while (start && e->line[start - 1] != ' ' && e->line[start - 1] != ';')
		start--;
	typed = e->cursor - start;
	for_each_monitor_command(c) {
		if (strncmp(c->name, e->line + start, typed))
			continue;
		if (!matches++) {
			first = c->name;
			common = strlen(first);
		}
		for (size_t i = typed; i < common; i++)
			if (c->name[i] != first[i])
				common = i;
	}
	if (!matches)
		return;
	insert(e, first + typed, common - typed);
	if (matches == 1) {
		insert(e, " ", 1);
	} else if (common == typed) {
		console_printf("\n");
		for_each_monitor_command(c)
			if (!strncmp(c->name, e->line + start, typed))
				console_printf("%s  ", c->name);
		console_printf("\n");
	}
}

static void move(struct editor *e, int key)
{
	if ((key == KEY_LEFT || key == CTRL('B')) && e->cursor)
		e->cursor--;
	else if ((key == KEY_RIGHT || key == CTRL('F')) && e->cursor < e->length)
		e->cursor++;
	else if (key == KEY_HOME || key == CTRL('A'))
		e->cursor = 0;
	else if (key == KEY_END || key == CTRL('E'))
		e->cursor = e->length;
	else if (key == KEY_UP || key == CTRL('P'))
		recall(e, e->recalled + 1);
	else if ((key == KEY_DOWN || key == CTRL('N')) && e->recalled)
		recall(e, e->recalled - 1);
}

static void change(struct editor *e, int key)
{
	if ((key == '\b' || key == 0x7f) && e->cursor)
		remove_before(e, e->cursor, 1);
	else if ((key == KEY_DELETE || key == CTRL('D')) && e->cursor < e->length)
		remove_before(e, e->cursor + 1, 1);
	else if (key == CTRL('U'))
		remove_before(e, e->cursor, e->cursor);
	else if (key == CTRL('K'))
		e->length = e->cursor;
	else if (key == CTRL('W'))
		remove_word(e);
	else if (key == '\t')
		complete(e);
	else if (key == CTRL('L'))
		console_printf("\x1b[2J\x1b[H");
	else
		move(e, key);
}

void edit_line(const char *prompt, char *line, size_t size)
{
	struct editor e = { .prompt = prompt, .line = line, .size = size };

	redraw(&e);
	for (;;) {
		int key = read_key();

		if (key == '\r' || key == '\n')
			break;
		if (key == CTRL('C')) {
			e.length = 0;
			break;
		}
		if (key >= ' ' && key < 0x7f) {
			char c = key;

			insert(&e, &c, 1);
			if (e.cursor == e.length) {
				console_write(&c, 1); /* the usual case needs no redrawing */
				continue;
			}
		} else {
			change(&e, key);
		}
		redraw(&e);
	}
	line[e.length] = 0;
	console_printf("\n");
	remember(line);
}
