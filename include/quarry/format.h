/* SPDX-License-Identifier: MIT */
/*
 * Formatted output into a buffer that is passed on whenever it is full: texts of any length from
 * a small buffer. vsnprintf() and seq_printf() are made of it.
 */
#ifndef _QUARRY_FORMAT_H
#define _QUARRY_FORMAT_H

#include <linux/compiler.h>
#include <linux/stdarg.h>
#include <linux/types.h>

/**
 * struct format_out - where formatted characters go
 * @buf: the buffer
 * @size: its size; with @drain at least 1
 * @len: characters in it now
 * @total: characters put out so far, also those that found no room
 * @drain: called with a full buffer; uses its @len characters (and is then given an empty one).
 *	NULL: what does not fit is dropped, but counted.
 * @context: @drain's own
 */
struct format_out {
	char *buf;
	size_t size;
	size_t len;
	size_t total;
	void (*drain)(struct format_out *out);
	void *context;
};

void format_putc(struct format_out *out, char c);
void format_write(struct format_out *out, const char *s, size_t n);
void format_flush(struct format_out *out);
void format_to(struct format_out *out, const char *fmt, va_list args) __printf(2, 0);
void format_printf(struct format_out *out, const char *fmt, ...) __printf(2, 3);

#endif
