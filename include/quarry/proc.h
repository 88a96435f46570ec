/* SPDX-License-Identifier: MIT */
/*
 * Files under /proc: a name and a function that prints the content. Declared as data, so there is
 * no registration to call and no order to keep.
 */
#ifndef _QUARRY_PROC_H
#define _QUARRY_PROC_H

#include <linux/seq_file.h>

/**
 * struct proc_file - a file under /proc
 * @name: its name
 * @show: prints the whole content to @m; 0 or a negative error. @v is not used.
 */
struct proc_file {
	const char *name;
	int (*show)(struct seq_file *m, void *v);
};

#define PROC_FILE(_name, _show)                                                                    \
	static const struct proc_file proc_file_##_name                                            \
		__attribute__((used, section(".proc"), aligned(sizeof(long)))) = { #_name, _show }

#endif
