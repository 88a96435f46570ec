// SPDX-License-Identifier: MIT
/*
 * kswapd: one thread a node that reclaims in the background. What it does, and why, is in mm/vmscan.c;
 * here is when: it sleeps until an allocation finds its zones below their low watermark.
 */
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <quarry/kswapd.h>
#include "../mm/vmscan.h"

static void wait_until_wanted(struct pglist_data *pgdat)
{
	set_current_state(TASK_INTERRUPTIBLE);
	if (!READ_ONCE(pgdat->kswapd_wanted) && !kthread_should_stop())
		schedule();
	__set_current_state(TASK_RUNNING);
}

/* Memory that had enough, and is short again soon: kswapd went to sleep too early. */
#define QUICKLY (HZ / 10)

struct last_run {
	bool balanced;
	unsigned long end; /* jiffies */
};

/* Wake-ups that come while it works count for the next run. */
static void run_once(struct pglist_data *pgdat, struct last_run *last)
{
	unsigned int order = READ_ONCE(pgdat->kswapd_order);

	WRITE_ONCE(pgdat->kswapd_wanted, false);
	WRITE_ONCE(pgdat->kswapd_order, 0);
	if (last->balanced && !pgdat_balanced(pgdat, order) && time_before(jiffies, last->end + QUICKLY))
		count_vm_event(KSWAPD_LOW_WMARK_HIT_QUICKLY);
	last->balanced = balance_pgdat(pgdat, order);
	last->end = jiffies;
}

static int kswapd(void *arg)
{
	struct pglist_data *pgdat = arg;
	struct last_run last = { .balanced = false };

	current->flags |= PF_KSWAPD;
	while (!kthread_should_stop()) {
		wait_until_wanted(pgdat);
		if (READ_ONCE(pgdat->kswapd_wanted))
			run_once(pgdat, &last);
	}
	return 0;
}

/**
 * kswapd_run() - start a node's thread
 * @pgdat: the node
 *
 * Context: process. Return: 0 or -ENOMEM.
 */
int kswapd_run(struct pglist_data *pgdat)
{
	struct task_struct *thread = kthread_create_on_node(kswapd, pgdat, pgdat->node_id, "kswapd%d", pgdat->node_id);

	if (IS_ERR(thread))
		return PTR_ERR(thread);
	wake_up_process(thread);
	WRITE_ONCE(pgdat->kswapd, thread);
	return 0;
}

/**
 * kswapd_stop() - end a node's thread
 * @pgdat: the node, which nobody else uses
 *
 * Context: process.
 */
void kswapd_stop(struct pglist_data *pgdat)
{
	struct task_struct *thread = pgdat->kswapd;

	WRITE_ONCE(pgdat->kswapd, NULL);
	if (thread)
		kthread_stop(thread);
}

/**
 * kswapd_init() - start the threads
 *
 * Context: boot, when there are threads.
 */
void __init kswapd_init(void)
{
	struct pglist_data *pgdat;

	for_each_online_pgdat(pgdat)
		if (kswapd_run(pgdat))
			panic("kswapd: no memory for the thread of node %d", pgdat->node_id);
}
