// SPDX-License-Identifier: MIT
/*
 * The order in which ready threads get a CPU: a list for each of 140 priorities, a bit for each list
 * that may have somebody in it, and the most urgent priority that anybody may have. Adding and removing
 * take the same few steps however many threads there are. Bits of lists that have become empty are
 * cleared when the search for the next thread meets them: once for each time that they were set.
 *
 * Invariants: the bit of a list that is not empty is set, and that of rq->best; no list below rq->best has
 * anybody in it.
 */
#include <linux/jiffies.h>
#include "runqueue.h"

/**
 * rq_init() - an empty run queue
 * @rq: to be set up
 * @cpu: whose it is
 */
void rq_init(struct rq *rq, unsigned int cpu)
{
	*rq = (struct rq){ .cpu = cpu, .best = MAX_PRIO - 1, .rt = { .counted = jiffies, .begin = jiffies } };
	for (int prio = 0; prio < MAX_PRIO; prio++)
		INIT_LIST_HEAD(&rq->queue[prio]);
	__set_bit(rq->best, rq->bitmap);
}

/**
 * rq_find_best() - rq->best is found empty: look further
 * @rq: locked; somebody waits
 */
void rq_find_best(struct rq *rq)
{
	unsigned int prio = rq->best;

	do {
		__clear_bit(prio, rq->bitmap);
		prio = find_next_bit(rq->bitmap, MAX_PRIO, prio + 1);
	} while (list_empty(&rq->queue[prio]));
	rq->best = prio;
}
