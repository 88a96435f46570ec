/* SPDX-License-Identifier: MIT */
/* Nothing stops all CPUs but a panic. */
#ifndef _LINUX_STOP_MACHINE_H
#define _LINUX_STOP_MACHINE_H

#include <linux/cpu.h>
#include <linux/smp.h>

#endif
