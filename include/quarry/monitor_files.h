/* SPDX-License-Identifier: MIT */
/* What the monitor's file commands share. */
#ifndef _QUARRY_MONITOR_FILES_H
#define _QUARRY_MONITOR_FILES_H

#include <linux/types.h>

/* Hands a file's content on piece by piece; stops at an error of @take. */
int monitor_read_file(const char *path, int (*take)(const char *data, size_t n));
void monitor_dump(const void *data, size_t n, size_t offset);
int monitor_write_file(const char *path, int flags, const char *text, size_t n);

#endif
