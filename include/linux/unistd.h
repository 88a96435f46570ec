/* SPDX-License-Identifier: MIT */
/* No system calls: no programs. Nothing here. */
#ifndef _LINUX_UNISTD_H
#define _LINUX_UNISTD_H

#endif
