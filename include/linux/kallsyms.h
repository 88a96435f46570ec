/* SPDX-License-Identifier: MIT */
/* Names of kernel addresses; kernel/symbols.c. */
#ifndef _LINUX_KALLSYMS_H
#define _LINUX_KALLSYMS_H

#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/types.h>

#ifndef KSYM_NAME_LEN
#define KSYM_NAME_LEN 128
#define KSYM_SYMBOL_LEN (KSYM_NAME_LEN + 32 + 64 /* and " [module]" */)
#endif

/* The address of a function of the kernel, or 0. Linux no longer exports it; here it is. */
unsigned long kallsyms_lookup_name(const char *name);

/* "name+0x12/0x34 [module]" into KSYM_SYMBOL_LEN bytes; the length. */
int sprint_symbol(char *buffer, unsigned long address);
int sprint_symbol_no_offset(char *buffer, unsigned long address);

static inline void print_ip_sym(const char *level, unsigned long ip)
{
	printk("%s[<%px>] %pS\n", level, (void *)ip, (void *)ip);
}

#define print_symbol(fmt, address)                                                                 \
	do { /* until 4.16 */                                                                      \
		char __name[KSYM_SYMBOL_LEN];                                                      \
		sprint_symbol(__name, (unsigned long)(address));                                   \
		printk(fmt, __name);                                                               \
	} while (0)

#endif
