/* SPDX-License-Identifier: MIT */
/* Options: kernel/params.c, and match_string(). */
#ifndef _LINUX_PARSER_H
#define _LINUX_PARSER_H

#include <linux/string.h>

#endif
