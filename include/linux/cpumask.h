/* SPDX-License-Identifier: MIT */
/*
 * Sets of CPUs. NR_CPUS bits each; loops end at nr_cpu_ids, so that CPUs which are not there cost
 * nothing.
 */
#ifndef _LINUX_CPUMASK_H
#define _LINUX_CPUMASK_H

#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/threads.h>

struct cpumask {
	DECLARE_BITMAP(bits, NR_CPUS);
};
typedef struct cpumask cpumask_t;

/* Small enough to be a local variable: the pointer form needs no allocation. */
typedef struct cpumask cpumask_var_t[1];
#define alloc_cpumask_var(mask, flags) ((void)(mask), true)
#define zalloc_cpumask_var(mask, flags) (cpumask_clear(*(mask)), true)
#define free_cpumask_var(mask) ((void)(mask))

#define cpumask_bits(mask) ((mask)->bits)
#define cpumask_pr_args(mask) nr_cpu_ids, cpumask_bits(mask)
#define nr_cpumask_bits nr_cpu_ids

extern unsigned int nr_cpu_ids; /* one more than the highest possible CPU number */
extern struct cpumask __cpu_possible_mask, __cpu_present_mask, __cpu_online_mask;
#define cpu_possible_mask ((const struct cpumask *)&__cpu_possible_mask)
#define cpu_present_mask ((const struct cpumask *)&__cpu_present_mask)
#define cpu_online_mask ((const struct cpumask *)&__cpu_online_mask)
#define cpu_active_mask cpu_online_mask

static inline void cpumask_set_cpu(unsigned int cpu, struct cpumask *mask)
{
	set_bit(cpu, mask->bits);
}

static inline void cpumask_clear_cpu(unsigned int cpu, struct cpumask *mask)
{
	clear_bit(cpu, mask->bits);
}

static inline bool cpumask_test_cpu(unsigned int cpu, const struct cpumask *mask)
{
	return cpu < NR_CPUS && test_bit(cpu, mask->bits);
}

static inline bool cpumask_test_and_set_cpu(unsigned int cpu, struct cpumask *mask)
{
	return test_and_set_bit(cpu, mask->bits);
}

static inline bool cpumask_test_and_clear_cpu(unsigned int cpu, struct cpumask *mask)
{
	return test_and_clear_bit(cpu, mask->bits);
}

static inline void cpumask_clear(struct cpumask *mask)
{
	bitmap_zero(mask->bits, NR_CPUS);
}

static inline void cpumask_setall(struct cpumask *mask)
{
	bitmap_zero(mask->bits, NR_CPUS);
	bitmap_fill(mask->bits, nr_cpu_ids);
}

static inline void cpumask_copy(struct cpumask *to, const struct cpumask *from)
{
	*to = *from;
}

static inline bool cpumask_and(struct cpumask *to, const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_and(to->bits, a->bits, b->bits, NR_CPUS);
}

static inline void cpumask_or(struct cpumask *to, const struct cpumask *a, const struct cpumask *b)
{
	bitmap_or(to->bits, a->bits, b->bits, NR_CPUS);
}

static inline bool cpumask_andnot(struct cpumask *to, const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_andnot(to->bits, a->bits, b->bits, NR_CPUS);
}

static inline void cpumask_xor(struct cpumask *to, const struct cpumask *a, const struct cpumask *b)
{
	bitmap_xor(to->bits, a->bits, b->bits, NR_CPUS);
}

/* Of the CPUs that there may be: the bits behind them stay clear. */
static inline void cpumask_complement(struct cpumask *to, const struct cpumask *from)
{
	cpumask_andnot(to, cpu_possible_mask, from);
}

static inline bool cpumask_subset(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_subset(a->bits, b->bits, NR_CPUS);
}

static inline bool cpumask_full(const struct cpumask *mask)
{
	return bitmap_full(mask->bits, nr_cpu_ids);
}

static inline bool cpumask_empty(const struct cpumask *mask)
{
	return bitmap_empty(mask->bits, NR_CPUS);
}

static inline bool cpumask_equal(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_equal(a->bits, b->bits, NR_CPUS);
}

static inline bool cpumask_intersects(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_intersects(a->bits, b->bits, NR_CPUS);
}

static inline unsigned int cpumask_weight(const struct cpumask *mask)
{
	return bitmap_weight(mask->bits, NR_CPUS);
}

/* At least nr_cpu_ids where there is none. */
static inline unsigned int cpumask_next(int cpu, const struct cpumask *mask)
{
	return find_next_bit(mask->bits, nr_cpu_ids, cpu + 1);
}

static inline unsigned int cpumask_first(const struct cpumask *mask)
{
	return find_first_bit(mask->bits, nr_cpu_ids);
}

static inline unsigned int cpumask_last(const struct cpumask *mask)
{
	return find_last_bit(mask->bits, nr_cpu_ids);
}

static inline unsigned int cpumask_next_zero(int cpu, const struct cpumask *mask)
{
	return find_next_zero_bit(mask->bits, nr_cpu_ids, cpu + 1);
}

static inline unsigned int cpumask_first_zero(const struct cpumask *mask)
{
	return find_first_zero_bit(mask->bits, nr_cpu_ids);
}

static inline unsigned int cpumask_next_and(int cpu, const struct cpumask *a, const struct cpumask *b)
{
	return find_next_and_bit(a->bits, b->bits, nr_cpu_ids, cpu + 1);
}

static inline unsigned int cpumask_first_and(const struct cpumask *a, const struct cpumask *b)
{
	return cpumask_next_and(-1, a, b);
}

static inline unsigned int cpumask_next_andnot(int cpu, const struct cpumask *a, const struct cpumask *b)
{
	return find_next_andnot_bit(a->bits, b->bits, nr_cpu_ids, cpu + 1);
}

static inline unsigned int __cpus_from(unsigned int start, unsigned int cpu)
{
	return cpu >= start ? cpu - start : cpu + nr_cpu_ids - start;
}

/* The next one in a circle that begins at @start; at least nr_cpu_ids where it is closed, if @begun. */
static inline unsigned int cpumask_next_wrap(int cpu, const struct cpumask *mask, int start, bool begun)
{
	unsigned int next = cpumask_next(cpu, mask);

	if (next >= nr_cpu_ids)
		next = cpumask_first(mask);
	return begun && __cpus_from(start, next) <= __cpus_from(start, cpu) ? nr_cpu_ids : next;
}

static inline unsigned int cpumask_any(const struct cpumask *mask)
{
	return cpumask_first(mask);
}

static inline unsigned int cpumask_any_and(const struct cpumask *a, const struct cpumask *b)
{
	return cpumask_first_and(a, b);
}

static inline unsigned int cpumask_any_but(const struct cpumask *mask, unsigned int cpu)
{
	unsigned int other = cpumask_first(mask);

	return other == cpu ? cpumask_next(cpu, mask) : other;
}

const struct cpumask *cpumask_of(unsigned int cpu);

#define for_each_cpu(cpu, mask)                                                                    \
	for ((cpu) = cpumask_first(mask); (cpu) < nr_cpu_ids; (cpu) = cpumask_next(cpu, mask))
#define for_each_cpu_not(cpu, mask)                                                                \
	for ((cpu) = cpumask_first_zero(mask); (cpu) < nr_cpu_ids; (cpu) = cpumask_next_zero(cpu, mask))
#define for_each_cpu_and(cpu, a, b)                                                                \
	for ((cpu) = cpumask_first_and(a, b); (cpu) < nr_cpu_ids; (cpu) = cpumask_next_and(cpu, a, b))
#define for_each_cpu_andnot(cpu, a, b)                                                             \
	for ((cpu) = cpumask_next_andnot(-1, a, b); (cpu) < nr_cpu_ids; (cpu) = cpumask_next_andnot(cpu, a, b))
/* All of @mask, beginning at @start. */
#define for_each_cpu_wrap(cpu, mask, start)                                                        \
	for ((cpu) = cpumask_next_wrap((start)-1, mask, start, false); (cpu) < nr_cpu_ids;         \
	     (cpu) = cpumask_next_wrap(cpu, mask, start, true))
#define for_each_possible_cpu(cpu) for_each_cpu(cpu, cpu_possible_mask)
#define for_each_present_cpu(cpu) for_each_cpu(cpu, cpu_present_mask)
#define for_each_online_cpu(cpu) for_each_cpu(cpu, cpu_online_mask)

#define num_possible_cpus() cpumask_weight(cpu_possible_mask)
#define num_present_cpus() cpumask_weight(cpu_present_mask)
#define num_online_cpus() cpumask_weight(cpu_online_mask)
#define cpu_possible(cpu) cpumask_test_cpu(cpu, cpu_possible_mask)
#define cpu_present(cpu) cpumask_test_cpu(cpu, cpu_present_mask)
#define cpu_online(cpu) cpumask_test_cpu(cpu, cpu_online_mask)

#endif
