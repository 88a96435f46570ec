/* SPDX-License-Identifier: MIT */
/* Loading a module because some code asks for it. There is no user space that could: it fails. */
#ifndef _LINUX_KMOD_H
#define _LINUX_KMOD_H

#include <linux/compiler.h>
#include <linux/types.h>

/**
 * __request_module() - ask for a module
 * @wait: until it is loaded?
 * @fmt: its name, as for printk()
 *
 * Return: -ENOENT if no such module is loaded; nobody could look for it. 0 if one is.
 */
int __request_module(bool wait, const char *fmt, ...) __printf(2, 3);

#define request_module(...) __request_module(true, __VA_ARGS__)
#define request_module_nowait(...) __request_module(false, __VA_ARGS__)
#define try_then_request_module(x, ...) ((x) ?: (__request_module(true, __VA_ARGS__), (x)))

#endif
