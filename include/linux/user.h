/* SPDX-License-Identifier: MIT */
/* No programs. Nothing here. */
#ifndef _LINUX_USER_H
#define _LINUX_USER_H

#endif
