// SPDX-License-Identifier: MIT
/* From printk()'s format and arguments to one record of the log. */
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "log.h"

#define LEVEL_UNMARKED LOGLEVEL_WARNING /* of a message without KERN_* */

static const char cut_mark[] = " [cut]";

/* Take KERN_* marks off the front of @text; each sets what it stands for. */
static char *take_marks(char *text, struct log_info *info)
{
	while (text[0] == KERN_SOH_ASCII && text[1]) {
		if (text[1] >= '0' && text[1] <= '7')
			info->level = text[1] - '0';
		else if (text[1] == 'c')
			info->flags |= LOG_CONT;
		text += 2;
	}
	return text;
}

static void store(struct log_ring *ring, u64 ts_ns, char *buffer, size_t len, bool cut)
{
	struct log_info info = { .ts_ns = ts_ns, .level = LEVEL_UNMARKED };
	char *text = take_marks(buffer, &info);

	len -= text - buffer;
	if (len && text[len - 1] == '\n' && !cut) {
		len--;
		info.flags |= LOG_NEWLINE;
	} else if (!len && (info.flags & LOG_CONT)) {
		return;
	}
	if (len > LOG_TEXT_MAX || cut) {
		len = min_t(size_t, len, LOG_TEXT_MAX);
		memcpy(text + len - strlen(cut_mark), cut_mark, strlen(cut_mark));
		info.flags |= LOG_NEWLINE;
	}
	info.len = len;
	log_ring_write(ring, &info, text);
}

int log_vprintf(struct log_ring *ring, u64 ts_ns, const char *fmt, va_list args)
{
	char buffer[LOG_TEXT_MAX + 8]; /* room for marks, '\n' and '\0' */
	int len = vsnprintf(buffer, sizeof(buffer), fmt, args);
	size_t kept = min_t(size_t, len, sizeof(buffer) - 1);

	store(ring, ts_ns, buffer, kept, kept < (size_t)len);
	return len;
}
