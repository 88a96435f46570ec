/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_NUMA_H
#define _LINUX_NUMA_H

#define NUMA_NO_NODE (-1) /* any node; or: the node is not known */

#define NODES_SHIFT 6 /* bits of a node number in page->flags */
#define MAX_NUMNODES (1 << NODES_SHIFT)

#endif
