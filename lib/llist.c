// SPDX-License-Identifier: MIT
/* The parts of linux/llist.h that are no single exchange. */
#include <linux/export.h>
#include <linux/llist.h>

/** llist_del_first - the newest element, or NULL; for one taker at a time */
struct llist_node *llist_del_first(struct llist_head *head)
{
	struct llist_node *first = __atomic_load_n(&head->first, __ATOMIC_ACQUIRE);

	while (first && !__atomic_compare_exchange_n(&head->first, &first, READ_ONCE(first->next), false, __ATOMIC_SEQ_CST,
						     __ATOMIC_ACQUIRE))
		;
	return first;
}
EXPORT_SYMBOL(llist_del_first);

/** llist_reverse_order - what llist_del_all() gave, the oldest first */
struct llist_node *llist_reverse_order(struct llist_node *head)
{
	struct llist_node *reversed = NULL;

	while (head) {
		struct llist_node *next = head->next;

		head->next = reversed;
		reversed = head;
		head = next;
	}
	return reversed;
}
EXPORT_SYMBOL(llist_reverse_order);
