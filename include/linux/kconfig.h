/* SPDX-License-Identifier: MIT */
/*
 * Build configuration, included ahead of every source file by the Makefile.
 *
 * Choices made on the make command line (DEBUG=1, SLAB=…) arrive as -D options; what the
 * architecture decides (word size, zones) comes from <asm/config.h>.
 */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

#include <asm/config.h>

#endif
