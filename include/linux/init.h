/* SPDX-License-Identifier: MIT */
/*
 * Code and data for the time of booting, and options of the command line. The sections
 * .init.* are given back to the page allocator when the kernel is up.
 */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/compiler.h>
#include <linux/stringify.h>
#include <linux/types.h>

#if __STDC_HOSTED__
/* A test may call init functions again and again: nothing is freed, no section is special. */
#define __init
#define __initdata
#define __initconst
#define __exit
#define __exitdata
#define __ref
#define __refdata
#else
#define __init __section(".init.text") __cold
#define __initdata __section(".init.data")
#define __initconst __section(".init.rodata")
#define __exit __section(".exit.text") __used __cold
#define __exitdata __section(".exit.data")
#define __ref noinline
#define __refdata
#endif

/* For data that the linker makes an array of: no red zones of AddressSanitizer between members. */
#ifdef __clang__
#define __linker_array __attribute__((__no_sanitize__("address")))
#else
#define __linker_array
#endif

typedef int (*initcall_t)(void);

/**
 * struct obs_kernel_param - one option of the command line
 * @str: name; with a trailing '=' the option has a value, which is what @setup_func gets
 * @setup_func: gets the text behind @str; early_param: 0 or -errno; __setup: 1 if it was handled
 * @early: from early_param(): handled before memory is set up
 */
struct obs_kernel_param {
	const char *str;
	int (*setup_func)(char *);
	int early;
};

#define __setup_param(str_, id, fn, early_)                                                        \
	static const char __setup_str_##id[] __initconst __aligned(1) = str_;                      \
	static struct obs_kernel_param __setup_##id __used __section(".init.setup")                \
		__linker_array                                                                     \
		__aligned(__alignof__(struct obs_kernel_param)) = { __setup_str_##id, fn, early_ }

/* __setup("name=", fn): after memory is set up; name without '=' matches as a prefix. */
#define __setup(str, fn) __setup_param(str, fn, fn, 0)
/* early_param("name", fn): matches "name" (fn gets NULL) and "name=value" (fn gets value). */
#define early_param(str, fn) __setup_param(str, fn, fn, 1)

/* kernel/params.c */
void parse_early_param(const char *cmdline);
void parse_late_param(void);

#endif
