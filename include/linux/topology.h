/* SPDX-License-Identifier: MIT */
/* Which CPU is near to which memory. Theory in mm/numa.c. */
#ifndef _LINUX_TOPOLOGY_H
#define _LINUX_TOPOLOGY_H

#include <linux/cpumask.h>
#include <linux/nodemask.h>
#include <linux/percpu-defs.h>

#define LOCAL_DISTANCE 10
#define REMOTE_DISTANCE 20

DECLARE_PER_CPU(int, numa_node);

/* The node of this CPU; by the time it is used, the thread may run on another one. */
#define numa_node_id() this_cpu_read(numa_node)
#define cpu_to_node(cpu) per_cpu(numa_node, cpu)

/* The nearest node with memory: all nodes have some. */
#define numa_mem_id() numa_node_id()
#define cpu_to_mem(cpu) cpu_to_node(cpu)

/**
 * node_distance() - how far memory is
 * @a: node of a CPU
 * @b: node of the memory
 *
 * Return: LOCAL_DISTANCE in the node itself, more elsewhere; relative numbers from the firmware.
 */
int node_distance(int a, int b);

const struct cpumask *cpumask_of_node(int node);

#endif
