/* SPDX-License-Identifier: MIT */
/*
 * Which functions and variables modules may use: EXPORT_SYMBOL(name) behind the definition.
 *
 * In the kernel it costs nothing but two bytes in an index: it leaves a mark in a section that is
 * not loaded (and keeps the linker from dropping what the kernel itself does not call), and
 * tools/symbols.py makes the sorted index over the names that backtraces need anyway. A module
 * carries its own table, which the loader reads.
 *
 * EXPORT_SYMBOL_GPL() is for modules whose licence is compatible with the GPL.
 */
#ifndef _LINUX_EXPORT_H
#define _LINUX_EXPORT_H

#include <linux/compiler.h>

/**
 * struct kernel_symbol - an entry of a module's table of exports
 * @value: the address
 * @name: its name, ended with a zero
 */
struct kernel_symbol {
	unsigned long value;
	const char *name;
};

#ifndef __ASSEMBLY__
#if __STDC_HOSTED__ && !defined(MODULE)
#define ___EXPORT_SYMBOL(sym, gpl) _Static_assert(1, #sym)
#elif defined(MODULE)
#define ___EXPORT_SYMBOL(sym, gpl)                                                                 \
	extern typeof(sym) sym;                                                                    \
	static const char __kstrtab_##sym[] __used __section("__ksymtab_strings") = #sym;          \
	static const struct kernel_symbol __ksymtab_##sym __used __section("__ksymtab" gpl)        \
		__aligned(sizeof(long)) = { (unsigned long)&sym, __kstrtab_##sym }
#else
#define ___EXPORT_SYMBOL(sym, gpl)                                                                 \
	asm(".pushsection .export_symbol" gpl ",\"\",@progbits\n"                                  \
	    "__ksymtab" gpl "_" #sym ": .long " #sym " - .\n"                                      \
	    ".popsection")
#endif
#endif

/* The name goes through once more, so that one which is a macro is exported as what it stands for. */
#define __EXPORT_SYMBOL(sym, gpl) ___EXPORT_SYMBOL(sym, gpl)
#define EXPORT_SYMBOL(sym) __EXPORT_SYMBOL(sym, "")
#define EXPORT_SYMBOL_GPL(sym) __EXPORT_SYMBOL(sym, "_gpl")
/* Name spaces of symbols are not kept apart here. */
#define EXPORT_SYMBOL_NS(sym, ns) EXPORT_SYMBOL(sym)
#define EXPORT_SYMBOL_NS_GPL(sym, ns) EXPORT_SYMBOL_GPL(sym)

#define THIS_MODULE_NONE ((struct module *)0)
#ifdef MODULE
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#else
#define THIS_MODULE THIS_MODULE_NONE
#endif

#endif
