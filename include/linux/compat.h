/* SPDX-License-Identifier: MIT */
/* No programs of the other width. Nothing here. */
#ifndef _LINUX_COMPAT_H
#define _LINUX_COMPAT_H

#include <linux/types.h>
#include <linux/fs.h>
#include <linux/uaccess.h>

#endif
