// SPDX-License-Identifier: MIT
/* A process has no readers of RCU: a grace period is over as soon as somebody waits for it. */
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

static struct rcu_head *waiting;

void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head))
{
	head->func = func;
	head->next = waiting;
	waiting = head;
}

void rcu_barrier(void)
{
	while (waiting) {
		struct rcu_head *head = waiting;

		waiting = head->next;
		if ((unsigned long)head->func < PAGE_SIZE) /* kfree_rcu() */
			kfree((char *)head - (unsigned long)head->func);
		else
			head->func(head);
	}
}

void synchronize_rcu(void)
{
	rcu_barrier();
}
