/* SPDX-License-Identifier: MIT */
/* No descriptors of programs. Nothing here. */
#ifndef _LINUX_ANON_INODES_H
#define _LINUX_ANON_INODES_H

#endif
