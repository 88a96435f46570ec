// SPDX-License-Identifier: MIT
/* Which CPUs there are: possible (could ever run), present (reported), online (running). */
#include <linux/cpumask.h>
#include <linux/export.h>

unsigned int nr_cpu_ids = 1;
EXPORT_SYMBOL(nr_cpu_ids);
struct cpumask __cpu_possible_mask = { { 1 } };
EXPORT_SYMBOL(__cpu_possible_mask);
struct cpumask __cpu_present_mask = { { 1 } };
EXPORT_SYMBOL(__cpu_present_mask);
struct cpumask __cpu_online_mask = { { 1 } };
EXPORT_SYMBOL(__cpu_online_mask);

/*
 * A set of one CPU is a window into this table: row r has bit r set in its first word, and the words
 * in front of it are zero, so that a pointer some words ahead of the row shows the bit further on.
 */
#define WORDS (NR_CPUS / BITS_PER_LONG)
static unsigned long one_bit[BITS_PER_LONG][WORDS * 2 - 1];

/**
 * cpumask_of() - the set that holds one CPU
 * @cpu: its number, below NR_CPUS
 */
const struct cpumask *cpumask_of(unsigned int cpu)
{
	unsigned long *row = one_bit[cpu % BITS_PER_LONG];

	row[WORDS - 1] = 1UL << (cpu % BITS_PER_LONG);
	return (const struct cpumask *)(row + WORDS - 1 - cpu / BITS_PER_LONG);
}
EXPORT_SYMBOL(cpumask_of);
