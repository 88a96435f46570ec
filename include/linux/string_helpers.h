/* SPDX-License-Identifier: MIT */
/* Text for people. */
#ifndef _LINUX_STRING_HELPERS_H
#define _LINUX_STRING_HELPERS_H

#include <linux/string.h>
#include <linux/types.h>

enum string_size_units {
	STRING_UNITS_10, /* "12.3 MB", in thousands */
	STRING_UNITS_2,	 /* "11.7 MiB", in 1024s */
};

void string_get_size(u64 size, u64 blk_size, enum string_size_units units, char *buf, int len);

static inline const char *str_yes_no(bool v)
{
	return v ? "yes" : "no";
}

static inline const char *str_on_off(bool v)
{
	return v ? "on" : "off";
}

static inline const char *str_enable_disable(bool v)
{
	return v ? "enable" : "disable";
}

static inline const char *str_enabled_disabled(bool v)
{
	return v ? "enabled" : "disabled";
}

#endif
