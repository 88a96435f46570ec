/* SPDX-License-Identifier: MIT */
/*
 * Lists that any number of CPUs add to without a lock, and that are taken as a whole (Treiber, IBM
 * RJ 5118, 1986). Taking single elements is for one taker at a time only: another could put the same
 * element back in between, and the exchange would not see it.
 */
#ifndef _LINUX_LLIST_H
#define _LINUX_LLIST_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/types.h>

struct llist_head {
	struct llist_node *first;
};

struct llist_node {
	struct llist_node *next;
};

#define LLIST_HEAD_INIT(name) { NULL }
#define LLIST_HEAD(name) struct llist_head name = LLIST_HEAD_INIT(name)

static inline void init_llist_head(struct llist_head *list)
{
	list->first = NULL;
}

#define llist_entry(ptr, type, member) container_of(ptr, type, member)
#define __llist_entry_safe(ptr, type, member)                                                      \
	({                                                                                         \
		struct llist_node *__node = (ptr);                                                 \
		__node ? llist_entry(__node, type, member) : NULL;                                 \
	})

static inline bool llist_empty(const struct llist_head *head)
{
	return !READ_ONCE(head->first);
}

static inline struct llist_node *llist_next(struct llist_node *node)
{
	return node->next;
}

/* A chain from @first to @last; true if the list was empty. */
static inline bool llist_add_batch(struct llist_node *first, struct llist_node *last, struct llist_head *head)
{
	struct llist_node *seen = READ_ONCE(head->first);

	do {
		last->next = seen;
	} while (!__atomic_compare_exchange_n(&head->first, &seen, first, false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
	return !seen;
}

static inline bool llist_add(struct llist_node *node, struct llist_head *head)
{
	return llist_add_batch(node, node, head);
}

/* All of them, the newest first. */
static inline struct llist_node *llist_del_all(struct llist_head *head)
{
	return __atomic_exchange_n(&head->first, NULL, __ATOMIC_SEQ_CST);
}

struct llist_node *llist_del_first(struct llist_head *head);
struct llist_node *llist_reverse_order(struct llist_node *head);

#define llist_for_each(pos, node) for ((pos) = (node); pos; (pos) = (pos)->next)
#define llist_for_each_safe(pos, n, node) for ((pos) = (node); (pos) && ((n) = (pos)->next, true); (pos) = (n))
#define llist_for_each_entry(pos, node, member)                                                    \
	for ((pos) = __llist_entry_safe(node, typeof(*(pos)), member); pos;                        \
	     (pos) = __llist_entry_safe((pos)->member.next, typeof(*(pos)), member))
#define llist_for_each_entry_safe(pos, n, node, member)                                            \
	for ((pos) = __llist_entry_safe(node, typeof(*(pos)), member);                             \
	     (pos) && ((n) = __llist_entry_safe((pos)->member.next, typeof(*(pos)), member), true); (pos) = (n))

#endif
