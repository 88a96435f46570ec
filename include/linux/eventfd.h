/* SPDX-License-Identifier: MIT */
/* No descriptors of programs. Nothing here. */
#ifndef _LINUX_EVENTFD_H
#define _LINUX_EVENTFD_H

#endif
