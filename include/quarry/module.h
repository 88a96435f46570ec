/* SPDX-License-Identifier: MIT */
/* What the rest of the kernel asks of the module loader; kernel/module/. */
#ifndef _QUARRY_MODULE_H
#define _QUARRY_MODULE_H

#include <linux/types.h>

struct module;
struct monitor_command;
struct seq_file;

int module_load_file(const char *path, const char *args);
int module_load_from_library(const char *name);
const struct monitor_command *module_find_command(const char *name);
const char *module_kallsyms_lookup(unsigned long address, unsigned long *size, unsigned long *offset,
				   const char **module_name);
unsigned long module_exception_fixup(unsigned long address);
void module_mark_broken(struct module *module);
void print_modules(void);

/* Calls @fn for each loaded module, with the list locked, until one returns something but 0. */
int for_each_module(int (*fn)(struct module *module, void *arg), void *arg);

#endif
