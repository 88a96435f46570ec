/* SPDX-License-Identifier: MIT */
/* No probes: gdb sets breakpoints (make debug). Nothing here. */
#ifndef _LINUX_KPROBES_H
#define _LINUX_KPROBES_H

#endif
