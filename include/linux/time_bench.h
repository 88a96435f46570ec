/* SPDX-License-Identifier: MIT */
/* Not of Linux: a module that wants it brings its own, which is taken if it is found. */
#ifndef _LINUX_TIME_BENCH_H
#define _LINUX_TIME_BENCH_H

#if __has_include_next(<linux/time_bench.h>)
#include_next <linux/time_bench.h>
#endif

#endif
