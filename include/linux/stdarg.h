/* SPDX-License-Identifier: MIT */
/* The compiler's own header: freestanding, the same on every target. */
#ifndef _LINUX_STDARG_H
#define _LINUX_STDARG_H

#include <stdarg.h>

#endif
