/* SPDX-License-Identifier: MIT */
/* Fault injection: making what hardly ever fails fail, on purpose. Theory in lib/fault_inject.c. */
#ifndef _LINUX_FAULT_INJECT_H
#define _LINUX_FAULT_INJECT_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/gfp_types.h>
#include <linux/types.h>

/**
 * struct fault_attr - when something is to fail
 * @interval: every so many calls (the others succeed); 0 and 1: each
 * @probability: and then in so many of 100 cases; 0: never
 * @space: units (bytes, pages) that may be handed out before the first failure
 * @times: failures until it ends; -1: for ever
 * @verbose: 0: silent; 1: a line in the log; 2: and a backtrace
 * @task_filter: only in threads with task_struct::make_it_fail
 * @count: calls so far
 * @name: for the log and the monitor
 */
struct fault_attr {
	unsigned long interval;
	unsigned long probability;
	atomic_t space;
	atomic_t times;
	unsigned long verbose;
	bool task_filter;
	unsigned long count;
	const char *name;
};

#define FAULT_ATTR_INITIALIZER                                                                     \
	{ .interval = 1, .times = ATOMIC_INIT(1), .verbose = 2 }
#define DECLARE_FAULT_ATTR(attr_name)                                                              \
	struct fault_attr attr_name = { .interval = 1, .times = ATOMIC_INIT(1), .verbose = 2, .name = #attr_name }

int setup_fault_attr(struct fault_attr *attr, char *str);
bool should_fail(struct fault_attr *attr, ssize_t size);
void fault_injection_start(void);

/* Where failures were forced: lib/fault_sites.c. */
void fault_sites_record(void);
int fault_sites_show(void);

struct kmem_cache;
extern struct fault_attr failslab, fail_page_alloc;
extern bool fault_injection_on;

bool __should_failslab(struct kmem_cache *cache, gfp_t gfp);
bool __should_fail_alloc_page(gfp_t gfp, unsigned int order);

/**
 * should_failslab() - is this object's allocation to fail?
 * @cache: its cache
 * @gfp: its flags
 *
 * Two instructions while nothing is to fail. Return: -ENOMEM or 0.
 */
static inline int should_failslab(struct kmem_cache *cache, gfp_t gfp)
{
	return unlikely(READ_ONCE(fault_injection_on)) && __should_failslab(cache, gfp) ? -12 : 0;
}

/**
 * should_fail_alloc_page() - is this block's allocation to fail?
 * @gfp: its flags
 * @order: its order
 */
static inline bool should_fail_alloc_page(gfp_t gfp, unsigned int order)
{
	return unlikely(READ_ONCE(fault_injection_on)) && __should_fail_alloc_page(gfp, order);
}

/* The @n-th allocation of this thread from now on fails, whatever else is set; 0: none. */
void fault_injection_fail_nth(unsigned int n);
/* Has it happened? And ends it. */
bool fault_injection_fail_nth_end(void);

#endif
