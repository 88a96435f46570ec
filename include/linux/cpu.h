/* SPDX-License-Identifier: MIT */
/* CPUs come at boot and stay. */
#ifndef _LINUX_CPU_H
#define _LINUX_CPU_H

#include <linux/cpumask.h>
#include <linux/smp.h>

#endif
