/* SPDX-License-Identifier: MIT */
/* The loader's own matters are in kernel/module/. */
#ifndef _LINUX_MODULELOADER_H
#define _LINUX_MODULELOADER_H

#include <linux/module.h>

#endif
