/* SPDX-License-Identifier: MIT */
/* A mark in functions that may sleep: debug builds report who calls them where one must not. */
#ifndef _LINUX_MIGHT_SLEEP_H
#define _LINUX_MIGHT_SLEEP_H

#include <linux/compiler.h>

#ifdef CONFIG_DEBUG
/* kernel/locking/might_sleep.c */
void __might_sleep(const char *file, int line);
void __cant_sleep(const char *file, int line);

/* Even where the function will not sleep this time, so that the mistake shows the first time. */
#define might_sleep() __might_sleep(__FILE__, __LINE__)
#define might_sleep_if(condition)                                                                  \
	do {                                                                                       \
		if (condition)                                                                     \
			might_sleep();                                                             \
	} while (0)
/* The reverse: the caller must have preemption or interrupts off. */
#define cant_sleep() __cant_sleep(__FILE__, __LINE__)
#else
#define might_sleep() ((void)0)
#define might_sleep_if(condition) ((void)(condition))
#define cant_sleep() ((void)0)
#endif

#define might_fault() might_sleep()

#endif
