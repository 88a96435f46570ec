/* SPDX-License-Identifier: MIT */
/* The log can be read by dmesg. Nothing here. */
#ifndef _LINUX_KMSG_DUMP_H
#define _LINUX_KMSG_DUMP_H

#endif
