/* SPDX-License-Identifier: MIT */
/* Names of kernel addresses, and backtraces. */
#ifndef _QUARRY_SYMBOLS_H
#define _QUARRY_SYMBOLS_H

#include <linux/types.h>

#ifndef KSYM_NAME_LEN
#define KSYM_NAME_LEN 128
#define KSYM_SYMBOL_LEN (KSYM_NAME_LEN + 32 + 64 /* and " [module]" */)
#endif

struct pt_regs;

const char *kallsyms_lookup(unsigned long address, unsigned long *size, unsigned long *offset);
unsigned long kallsyms_lookup_name(const char *name);
int sprint_symbol(char *buffer, unsigned long address);
int sprint_symbol_no_offset(char *buffer, unsigned long address);
bool kernel_text_address(unsigned long address);
bool kernel_is_constant(const void *object);
unsigned long kernel_export(const char *name, bool *gpl_only);

/* A number that no other build of the kernel has: of all addresses (tools/symbols.py). */
extern const char kernel_build_id[];

void print_backtrace(unsigned long frame_pointer);
unsigned long call_target(unsigned long return_address);
void show_regs(const struct pt_regs *regs, unsigned long sp);

#endif
