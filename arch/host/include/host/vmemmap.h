/* SPDX-License-Identifier: MIT */
/* Between arch/host/vmemmap.c (kernel side) and arch/host/os/memory.c. */
#ifndef _HOST_VMEMMAP_H
#define _HOST_VMEMMAP_H

int host_vmemmap_populate(unsigned long start, unsigned long end);

#endif
