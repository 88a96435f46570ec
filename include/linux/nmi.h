/* SPDX-License-Identifier: MIT */
/* NMIs; no watchdog to touch. */
#ifndef _LINUX_NMI_H
#define _LINUX_NMI_H

#include <asm/irq.h>

#endif
