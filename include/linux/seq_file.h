/* SPDX-License-Identifier: MIT */
/* Text output of unknown destination: monitor, log, or a test's buffer. */
#ifndef _LINUX_SEQ_FILE_H
#define _LINUX_SEQ_FILE_H

#include <linux/compiler.h>
#include <linux/stdarg.h>
#include <linux/types.h>

/**
 * struct seq_file - where the functions below write
 * @sink: takes the next @n bytes of the text (not terminated); called any number of times
 * @private: the sink's, or its user's
 * @count: bytes written so far
 * @pad_until: value of @count up to which seq_pad() fills with blanks
 */
struct seq_file {
	void (*sink)(struct seq_file *m, const char *s, size_t n);
	void *private;
	size_t count;
	size_t pad_until;
};

void seq_write(struct seq_file *m, const void *data, size_t len);
void seq_printf(struct seq_file *m, const char *fmt, ...) __printf(2, 3);
void seq_vprintf(struct seq_file *m, const char *fmt, va_list args) __printf(2, 0);
void seq_puts(struct seq_file *m, const char *s);
void seq_putc(struct seq_file *m, char c);
void seq_pad(struct seq_file *m, char c);
void seq_setwidth(struct seq_file *m, size_t width);
void seq_put_decimal_ull(struct seq_file *m, const char *delimiter, unsigned long long num);
void seq_put_decimal_ll(struct seq_file *m, const char *delimiter, long long num);
void seq_hex_dump(struct seq_file *m, const char *prefix_str, int prefix_type, int rowsize,
		  int groupsize, const void *buf, size_t len, bool ascii);

#endif
