// SPDX-License-Identifier: MIT
/* From log records to lines of text, the same for consoles and for dmesg. */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "log.h"

static void show_time(u64 ts_ns, log_out out, void *to)
{
	char stamp[32];
	u32 rest_ns;
	u32 seconds = (u32)div_u64_rem(ts_ns, 1000000000, &rest_ns);
	int n = scnprintf(stamp, sizeof(stamp), "[%5u.%06u] ", seconds, rest_ns / 1000);

	out(to, stamp, n);
}

static void finish_line(struct log_line *line, log_out out, void *to)
{
	if (line->open)
		out(to, "\n", 1);
	line->open = false;
}

/* All lines of a text but for the end of the last one. */
static void show_lines(u64 ts_ns, bool stamped, const char *text, size_t len, log_out out, void *to)
{
	for (;;) {
		const char *end = memchr(text, '\n', len);
		size_t n = end ? (size_t)(end - text) : len;

		if (stamped)
			show_time(ts_ns, out, to);
		if (n)
			out(to, text, n);
		if (!end)
			return;
		out(to, "\n", 1);
		text += n + 1;
		len -= n + 1;
		stamped = true;
	}
}

void log_show(struct log_line *line, const struct log_info *info, const char *text, bool visible,
	      log_out out, void *to)
{
	bool goes_on = (info->flags & LOG_CONT) && line->cont;

	if (!goes_on)
		line->hidden = !visible;
	line->cont = !(info->flags & LOG_NEWLINE);
	if (line->hidden)
		return;
	if (!goes_on)
		finish_line(line, out, to);
	show_lines(info->ts_ns, !goes_on, text, info->len, out, to);
	line->open = true;
	if (!line->cont)
		finish_line(line, out, to);
}

void log_show_lost(struct log_line *line, u32 lost, log_out out, void *to)
{
	char note[64];
	int n = scnprintf(note, sizeof(note), "** %u messages overwritten **\n", lost);

	finish_line(line, out, to);
	line->cont = false;
	out(to, note, n);
}
