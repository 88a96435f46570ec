/* SPDX-License-Identifier: MIT */
/* Interrupts of this CPU, off and on again: local_irq_save() and its kin, in the machine's header. */
#ifndef _LINUX_IRQFLAGS_H
#define _LINUX_IRQFLAGS_H

#include <asm/irqflags.h>

#endif
