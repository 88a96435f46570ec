/* SPDX-License-Identifier: MIT */
/* What printk.c, console.c and dmesg.c share. */
#ifndef _KERNEL_LOG_H
#define _KERNEL_LOG_H

#include <quarry/console.h>
#include <quarry/log_ring.h>

extern struct log_ring kernel_log;
extern int console_loglevel; /* records of a lower level (more urgent) than this are shown */
extern bool ignore_loglevel;

/**
 * log_vprintf() - format a message and append it to a log; see vprintk()
 * @ring: the log
 * @ts_ns: the time it is to bear
 *
 * It is formatted on the caller's stack (1 KiB) before room is taken in the ring, so nothing that
 * can fault or take long happens between reserving and committing.
 */
int log_vprintf(struct log_ring *ring, u64 ts_ns, const char *fmt, va_list args) __printf(3, 0);

/* Takes @n bytes of output; @to is whatever the caller of log_show() passed. */
typedef void (*log_out)(void *to, const char *s, size_t n);

/**
 * log_show() - put one record into words
 * @line: where the output stands; brought up to date
 * @info: the record
 * @text: its text
 * @visible: whether it is to be shown (a continuation follows what it continues instead)
 * @out: gets the output in pieces
 * @to: handed to @out
 *
 * Each line of the text gets the time in front, "[    0.123456] ".
 */
void log_show(struct log_line *line, const struct log_info *info, const char *text, bool visible,
	      log_out out, void *to);

/** log_finish_line() - begin a new line, unless the output stands at the start of one */
void log_finish_line(struct log_line *line, log_out out, void *to);

/** log_show_lost() - say that @lost records were overwritten before they could be shown */
void log_show_lost(struct log_line *line, u32 lost, log_out out, void *to);

/** console_print_log() - bring every console up to date with the log; any context */
void console_print_log(void);

#endif
