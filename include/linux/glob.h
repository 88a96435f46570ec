/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_GLOB_H
#define _LINUX_GLOB_H

#include <linux/types.h>

/* Does the whole text match? * any text, ? any character, [a-z] and [!a-z] one of them, \ the next as it is. */
bool __attribute__((pure)) glob_match(const char *pattern, const char *text);

#endif
