// SPDX-License-Identifier: MIT
/*
 * printk(): store in the log (log_write.c, log_ring.c), show (console.c, log_show.c).
 *
 * Showing is tried at once; if somebody is at that already, because this CPU was interrupted in
 * it, he finds the new record when he is done with the old ones.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/time64.h>
#include <quarry/time.h>

#include "log.h"

#define LOUD 7
#define QUIET 4
#define VERBOSE 15

struct log_ring kernel_log;
int console_loglevel = LOUD;
bool ignore_loglevel;

/**
 * vprintk() - write a message to the log and show it on the consoles
 * @fmt: format, with KERN_* in front or in what it expands to; KERN_WARNING is assumed
 * @args: its arguments
 *
 * Each message begins a line, and needs no '\n' at its end. KERN_CONT goes on where the last
 * message ended without one. What exceeds LOG_TEXT_MAX bytes is cut, and marked so.
 *
 * Any context, including NMI and panic; takes no lock, never sleeps.
 * Return: length of the formatted text, marks included.
 */
int vprintk(const char *fmt, va_list args)
{
	int len = log_vprintf(&kernel_log, sched_clock(), fmt, args);

	console_print_log();
	return len;
}
EXPORT_SYMBOL(vprintk);

/** printk() - see vprintk() */
int printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(printk);

void console_verbose(void)
{
	console_loglevel = VERBOSE;
}

/**
 * ___ratelimit() - may this message be printed?
 * @state: the limit and what was let through so far
 * @func: who asks, for the note about what was held back
 *
 * Return: 1 if at most @state->burst messages were let through within @state->interval.
 */
int ___ratelimit(struct ratelimit_state *state, const char *func)
{
	u64 now = sched_clock();

	if (!state->interval)
		return 1;
	if (!state->begin_ns || now - state->begin_ns >= (u64)state->interval * (NSEC_PER_SEC / HZ)) {
		if (state->missed)
			printk(KERN_WARNING "%s: %d callbacks suppressed\n", func, state->missed);
		state->begin_ns = now ? now : 1;
		state->printed = 0;
		state->missed = 0;
	}
	if (state->printed < state->burst) {
		state->printed++;
		return 1;
	}
	state->missed++;
	return 0;
}
EXPORT_SYMBOL(___ratelimit);

DEFINE_RATELIMIT_STATE(printk_ratelimit_state, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);
EXPORT_SYMBOL(printk_ratelimit_state);

int __printk_ratelimit(const char *func)
{
	return ___ratelimit(&printk_ratelimit_state, func);
}
EXPORT_SYMBOL(__printk_ratelimit);

static int __init set_loglevel(char *value)
{
	int level;
	int err = value ? kstrtoint(value, 0, &level) : -EINVAL;

	if (!err)
		console_loglevel = level;
	return err;
}
early_param("loglevel", set_loglevel);

static int __init set_quiet(char *value)
{
	console_loglevel = QUIET;
	return 0;
}
early_param("quiet", set_quiet);

static int __init set_debug(char *value)
{
	console_loglevel = LOGLEVEL_DEBUG + 1;
	return 0;
}
early_param("debug", set_debug);

static int __init set_ignore_loglevel(char *value)
{
	ignore_loglevel = true;
	return 0;
}
early_param("ignore_loglevel", set_ignore_loglevel);
