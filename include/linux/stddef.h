/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_STDDEF_H
#define _LINUX_STDDEF_H

#if __STDC_HOSTED__
#include <stddef.h>
#include <stdbool.h>
#else
#undef NULL
#define NULL ((void *)0)

#define true 1
#define false 0

#undef offsetof
#define offsetof(type, member) __builtin_offsetof(type, member)
#endif

#define sizeof_field(type, member) sizeof(((type *)0)->member)
#define offsetofend(type, member) (offsetof(type, member) + sizeof_field(type, member))

#endif
