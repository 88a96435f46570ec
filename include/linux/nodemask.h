/* SPDX-License-Identifier: MIT */
/* Sets of NUMA nodes. There is one node so far; the type is what __alloc_pages() takes. */
#ifndef _LINUX_NODEMASK_H
#define _LINUX_NODEMASK_H

#include <linux/types.h>
#include <linux/numa.h>

typedef struct {
	u64 bits; /* bit n: node n */
} nodemask_t;

#define node_isset(node, nodemask) (((nodemask).bits >> (node)) & 1)
#define node_set(node, dst) ((dst).bits |= 1ull << (node))
#define nodes_clear(dst) ((dst).bits = 0)
#define node_online(node) ((node) == 0)
#define first_online_node 0
#define for_each_online_node(node) for ((node) = 0; (node) < 1; (node)++)
#define num_online_nodes() 1
#define numa_node_id() 0
#define numa_mem_id() 0

_Static_assert(MAX_NUMNODES <= 64, "a nodemask is 64 bits");

#endif
