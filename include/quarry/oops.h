/* SPDX-License-Identifier: MIT */
/* The end of a thread that has done something impossible: kernel/oops.c. */
#ifndef _QUARRY_OOPS_H
#define _QUARRY_OOPS_H

#include <linux/compiler.h>

struct module;

void print_oops_context(void);
struct module *module_on_stack(unsigned long ip, unsigned long frame_pointer);
void oops_end(const char *what, unsigned long ip, unsigned long frame_pointer) __noreturn;

#endif
