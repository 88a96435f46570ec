/* SPDX-License-Identifier: MIT */
/* Who dies is reported on the console. Nothing here. */
#ifndef _LINUX_KDEBUG_H
#define _LINUX_KDEBUG_H

#endif
