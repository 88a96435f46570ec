/* SPDX-License-Identifier: MIT */
/* CPUs come at boot and stay. */
#ifndef _LINUX_CPU_H
#define _LINUX_CPU_H

#include <linux/cpumask.h>
#include <linux/smp.h>

/* The set of CPUs that are online does not change, so it needs no lock. */
#define cpus_read_lock() ((void)0)
#define cpus_read_unlock() ((void)0)
#define cpu_hotplug_disable() ((void)0)
#define cpu_hotplug_enable() ((void)0)
#define get_online_cpus() cpus_read_lock() /* until 5.15 */
#define put_online_cpus() cpus_read_unlock()

#endif
