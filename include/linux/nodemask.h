/* SPDX-License-Identifier: MIT */
/*
 * Sets of NUMA nodes. A node here always has memory: CPUs that are near to none belong to the nearest
 * one that has some (mm/numa.c), so "online", "possible" and "has memory" are the same set.
 */
#ifndef _LINUX_NODEMASK_H
#define _LINUX_NODEMASK_H

#include <linux/types.h>
#include <linux/numa.h>

typedef struct {
	u64 bits; /* bit n: node n */
} nodemask_t;

_Static_assert(MAX_NUMNODES <= 64, "a nodemask is 64 bits");

#define NODE_MASK_NONE ((nodemask_t){ 0 })
#define NODE_MASK_ALL ((nodemask_t){ ~0ull >> (64 - MAX_NUMNODES) })
#define nodemask_of_node(node) ((nodemask_t){ 1ull << (node) })

#define node_isset(node, nodemask) (((nodemask).bits >> (node)) & 1)
#define node_set(node, dst) ((dst).bits |= 1ull << (node))
#define node_clear(node, dst) ((dst).bits &= ~(1ull << (node)))
#define nodes_clear(dst) ((dst).bits = 0)
#define nodes_setall(dst) ((dst) = NODE_MASK_ALL)
#define nodes_and(dst, a, b) ((dst).bits = (a).bits & (b).bits)
#define nodes_or(dst, a, b) ((dst).bits = (a).bits | (b).bits)
#define nodes_andnot(dst, a, b) ((dst).bits = (a).bits & ~(b).bits)
#define nodes_equal(a, b) ((a).bits == (b).bits)
#define nodes_intersects(a, b) (((a).bits & (b).bits) != 0)
#define nodes_subset(a, b) (((a).bits & ~(b).bits) == 0)
#define nodes_empty(a) ((a).bits == 0)
#define nodes_weight(a) __nodes_weight((a).bits)

static inline int __nodes_weight(u64 bits)
{
	int weight = 0;

	for (; bits; bits &= bits - 1)
		weight++;
	return weight;
}

/* The first node of a set from @node on; MAX_NUMNODES if there is none. */
static inline int __next_node_from(int node, nodemask_t mask)
{
	while (node < MAX_NUMNODES && !node_isset(node, mask))
		node++;
	return node;
}

#define first_node(mask) __next_node_from(0, mask)
#define next_node(node, mask) __next_node_from((node) + 1, mask)
#define for_each_node_mask(node, mask)                                                             \
	for ((node) = first_node(mask); (node) < MAX_NUMNODES; (node) = next_node(node, mask))

extern nodemask_t node_online_map;

#define node_possible_map node_online_map
#define node_online(node) ((unsigned int)(node) < MAX_NUMNODES && node_isset(node, node_online_map))
#define node_possible(node) node_online(node)
#define first_online_node first_node(node_online_map)
#define next_online_node(node) next_node(node, node_online_map)
#define num_online_nodes() nodes_weight(node_online_map)
#define num_possible_nodes() num_online_nodes()
#define for_each_online_node(node) for_each_node_mask(node, node_online_map)
#define for_each_node(node) for_each_online_node(node)

#endif
