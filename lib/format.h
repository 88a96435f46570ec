/* SPDX-License-Identifier: MIT */
/* Between the parts of the formatter: one conversion ("%-8.3lx") and what carries it out. */
#ifndef _LIB_FORMAT_H
#define _LIB_FORMAT_H

#include <linux/types.h>
#include <quarry/format.h>

enum format_flags {
	FMT_LEFT = 1,	/* '-' */
	FMT_PLUS = 2,	/* '+' */
	FMT_SPACE = 4,	/* ' ' */
	FMT_ALT = 8,	/* '#' */
	FMT_ZERO = 16,	/* '0' */
	FMT_UPPER = 32, /* capital digits */
	FMT_SIGNED = 64,
};

/**
 * struct format_spec - one conversion
 * @flags: of enum format_flags
 * @width: least number of characters, or -1
 * @precision: digits at least (numbers), characters at most (strings), or -1
 * @size: of the integer argument in bytes
 * @base: of a number: 8, 10, 16
 */
struct format_spec {
	unsigned int flags;
	int width;
	int precision;
	unsigned int size;
	unsigned int base;
};

void format_number(struct format_out *out, const struct format_spec *spec, u64 value);
void format_string(struct format_out *out, const struct format_spec *spec, const char *s);
void format_text(struct format_out *out, const struct format_spec *spec, const char *s, size_t n);
void format_hex(struct format_out *out, u64 value, unsigned int bytes);

/* %p and the letters behind it (@ext): the address itself, or what lies there. */
void format_pointer(struct format_out *out, const char *ext, const struct format_spec *spec,
		    void *ptr);
void format_object(struct format_out *out, const char *ext, const struct format_spec *spec,
		   void *ptr);
void format_resource(struct format_out *out, bool decoded, const void *ptr);
void format_flag_names(struct format_out *out, char kind, const void *ptr);

/* lib/errname.c: "-ENOMEM" for 12 or -12, NULL for an unknown number. */
const char *errname(int error);

#endif
