/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_THREADS_H
#define _LINUX_THREADS_H

/* As many as an 8-bit APIC id names, and one more; what is not there costs a few bits each. */
#define NR_CPUS 256

#endif
