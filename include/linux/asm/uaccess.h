/* SPDX-License-Identifier: MIT */
/* A mistyped path that a book's module uses. */
#ifndef _LINUX_ASM_UACCESS_H
#define _LINUX_ASM_UACCESS_H

#include <linux/uaccess.h>

#endif
