/* SPDX-License-Identifier: MIT */
/* No memory is added while the kernel runs. Nothing here. */
#ifndef _LINUX_MEMORY_H
#define _LINUX_MEMORY_H

#endif
