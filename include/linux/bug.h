/* SPDX-License-Identifier: MIT */
/*
 * Statements that must hold. WARN*() report and go on, BUG*() report and stop. The report has
 * Linux's frame, from "cut here" to "end trace", which people's scripts look for.
 */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/panic.h>

void warn_slowpath(const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4), cold, __noinline__));
void bug_slowpath(const char *file, int line) __attribute__((noreturn, cold, __noinline__));

#define BUG() bug_slowpath(__FILE__, __LINE__)
#define BUG_ON(condition)                                                                          \
	do {                                                                                       \
		if (unlikely(condition))                                                           \
			BUG();                                                                     \
	} while (0)

/* Each has the truth of the condition as its value. */
#define WARN_ON(condition)                                                                         \
	({                                                                                         \
		bool __warn = !!(condition);                                                       \
		if (unlikely(__warn))                                                              \
			warn_slowpath(__FILE__, __LINE__, NULL);                                   \
		unlikely(__warn);                                                                  \
	})

#define WARN(condition, ...)                                                                       \
	({                                                                                         \
		bool __warn = !!(condition);                                                       \
		if (unlikely(__warn))                                                              \
			warn_slowpath(__FILE__, __LINE__, __VA_ARGS__);                            \
		unlikely(__warn);                                                                  \
	})

#define __WARN_FIRST_TIME(condition, warn)                                                         \
	({                                                                                         \
		static bool __warned;                                                              \
		bool __once = !!(condition);                                                       \
		if (unlikely(__once && !__warned)) {                                               \
			__warned = true;                                                           \
			warn;                                                                      \
		}                                                                                  \
		unlikely(__once);                                                                  \
	})

#define WARN_ON_ONCE(condition)                                                                    \
	__WARN_FIRST_TIME(condition, warn_slowpath(__FILE__, __LINE__, NULL))
#define WARN_ONCE(condition, ...)                                                                  \
	__WARN_FIRST_TIME(condition, warn_slowpath(__FILE__, __LINE__, __VA_ARGS__))

#endif
