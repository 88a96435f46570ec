// SPDX-License-Identifier: MIT
/* The monitor's dmesg: what the log still holds. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/monitor.h>

#include "log.h"

#define ALL_LEVELS 0xff

static u32 cleared; /* dmesg -c and -C: records below this number are not shown again */

static const char *const level_names[] = {
	"emerg", "alert", "crit", "err", "warn", "notice", "info", "debug",
};

static void console_sink(void *to, const char *s, size_t n)
{
	console_write(s, n);
}

/* Show what was logged until now; what is logged meanwhile is left for the next time. */
static void show_log(u32 levels)
{
	static char text[LOG_TEXT_MAX];
	struct log_line line = {};
	struct log_info info;
	u32 end = log_ring_next(&kernel_log);
	u32 seq = log_ring_first(&kernel_log);

	if ((s32)(cleared - seq) > 0)
		seq = cleared;
	while (seq != end) {
		u32 lost = 0;

		if (log_ring_read(&kernel_log, &seq, &info, text, &lost) != LOG_READ_OK)
			break;
		if (lost)
			log_show_lost(&line, lost, console_sink, NULL);
		if ((s32)(seq - end) > 0)
			break;
		log_show(&line, &info, text, levels & (1U << info.level), console_sink, NULL);
	}
	if (line.open)
		console_write("\n", 1);
	if (kernel_log.dropped)
		console_printf("** %u messages found no room **\n", kernel_log.dropped);
}

/* A level by name or number; -EINVAL if it is neither. */
static int parse_level(const char *s)
{
	int level = match_string(level_names, ARRAY_SIZE(level_names), s);

	if (level >= 0)
		return level;
	if (kstrtoint(s, 10, &level) || level < 0 || level >= (int)ARRAY_SIZE(level_names))
		return -EINVAL;
	return level;
}

/* "err,warn" to a set of levels, 0 if it is not understood. Cuts up @s. */
static u32 parse_levels(char *s)
{
	u32 levels = 0;
	char *name;

	while ((name = strsep(&s, ",")) != NULL) {
		int level = parse_level(name);

		if (level < 0)
			return 0;
		levels |= 1U << level;
	}
	return levels;
}

static void clear_log(void)
{
	cleared = log_ring_next(&kernel_log);
}

/* As util-linux has it: -n LEVEL lets through that level and the more urgent ones. */
static int set_console_level(const char *s)
{
	int level = parse_level(s);

	if (level < 0)
		return level;
	console_loglevel = level + 1;
	return 0;
}

static int dmesg(int argc, char **argv)
{
	bool clear = false;
	u32 levels = ALL_LEVELS;
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-c")) {
			clear = true;
		} else if (!strcmp(argv[i], "-C")) {
			clear_log();
			return 0;
		} else if (!strcmp(argv[i], "-n") && i + 1 < argc) {
			return set_console_level(argv[i + 1]);
		} else if (!strcmp(argv[i], "-l") && i + 1 < argc) {
			levels = parse_levels(argv[++i]);
			if (!levels)
				return -EINVAL;
		} else {
			return -EINVAL;
		}
	}
	show_log(levels);
	if (clear)
		clear_log();
	return 0;
}

MONITOR_COMMAND(dmesg, "[-cC] [-n|-l LEVEL]",
		"the log; -c, -C clear it, -l only err,warn,...", dmesg);
