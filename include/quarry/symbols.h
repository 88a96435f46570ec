/* SPDX-License-Identifier: MIT */
/* Names of kernel addresses, and backtraces. */
#ifndef _QUARRY_SYMBOLS_H
#define _QUARRY_SYMBOLS_H

#include <linux/types.h>

#define KSYM_NAME_LEN 128
#define KSYM_SYMBOL_LEN (KSYM_NAME_LEN + 32)

struct pt_regs;

const char *kallsyms_lookup(unsigned long address, unsigned long *size, unsigned long *offset);
unsigned long kallsyms_lookup_name(const char *name);
int sprint_symbol(char *buffer, unsigned long address);
int sprint_symbol_no_offset(char *buffer, unsigned long address);
bool kernel_text_address(unsigned long address);

void print_backtrace(unsigned long frame_pointer);
void show_regs(const struct pt_regs *regs, unsigned long sp);

#endif
