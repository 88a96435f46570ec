/* SPDX-License-Identifier: MIT */
/* Device numbers: which driver (major) and which of its devices (minor). */
#ifndef _LINUX_KDEV_T_H
#define _LINUX_KDEV_T_H

#include <linux/types.h>

#define MINORBITS 20
#define MINORMASK ((1U << MINORBITS) - 1)

#define MAJOR(dev) ((unsigned int)((dev) >> MINORBITS))
#define MINOR(dev) ((unsigned int)((dev)&MINORMASK))
#define MKDEV(major, minor) ((dev_t)(((unsigned int)(major) << MINORBITS) | (unsigned int)(minor)))

/* "10:3" and a line of it, into a buffer of at least 24 bytes. */
#define format_dev_t(buffer, dev)                                                                  \
	({                                                                                         \
		char *__buffer = (buffer);                                                         \
		snprintf(__buffer, 24, "%u:%u", MAJOR(dev), MINOR(dev));                           \
		__buffer;                                                                          \
	})
#define print_dev_t(buffer, dev) snprintf(buffer, 24, "%u:%u\n", MAJOR(dev), MINOR(dev))

#endif
