// SPDX-License-Identifier: MIT
/* From log records to lines of text, the same for consoles and for dmesg. */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "log.h"

#define GREEN "\033[32m"
#define RED "\033[91m"
#define NORMAL "\033[m"

static void show_time(const struct log_info *info, bool colour, log_out out, void *to)
{
	const char *before = colour ? GREEN : "";
	const char *behind = !colour ? "" : info->level <= LOGLEVEL_ERR ? RED : NORMAL;
	char stamp[48];
	u32 rest_ns;
	u32 seconds = (u32)div_u64_rem(info->ts_ns, 1000000000, &rest_ns);
	int n = scnprintf(stamp, sizeof(stamp), "%s[%5u.%06u]%s ", before, seconds,
			  rest_ns / 1000, behind);

	out(to, stamp, n);
}

void log_finish_line(struct log_line *line, log_out out, void *to)
{
	if (line->open && line->colour)
		out(to, NORMAL "\n", strlen(NORMAL "\n"));
	else if (line->open)
		out(to, "\n", 1);
	line->open = false;
}

/* All lines of a text but for the end of the last one. */
static void show_lines(const struct log_info *info, bool stamped, bool colour, const char *text,
		       log_out out, void *to)
{
	size_t len = info->len;

	for (;;) {
		const char *end = memchr(text, '\n', len);
		size_t n = end ? (size_t)(end - text) : len;

		if (stamped)
			show_time(info, colour, out, to);
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
		log_finish_line(line, out, to);
	show_lines(info, !goes_on, line->colour, text, out, to);
	line->open = true;
	if (!line->cont)
		log_finish_line(line, out, to);
}

void log_show_lost(struct log_line *line, u32 lost, log_out out, void *to)
{
	char note[64];
	int n = scnprintf(note, sizeof(note), "** %u messages overwritten **\n", lost);

	log_finish_line(line, out, to);
	line->cont = false;
	out(to, note, n);
}
