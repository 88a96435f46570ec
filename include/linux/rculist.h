/* SPDX-License-Identifier: MIT */
/*
 * Lists that are read under rcu_read_lock() while one writer at a time changes them. What was taken
 * out keeps its forward link, so that a reader who stands on it finds the way on; it may be freed
 * after a grace period.
 */
#ifndef _LINUX_RCULIST_H
#define _LINUX_RCULIST_H

#include <linux/list.h>
#include <linux/poison.h>
#include <linux/rcupdate.h>

#define list_next_rcu(entry) (*(struct list_head **)&(entry)->next)

static inline void INIT_LIST_HEAD_RCU(struct list_head *head)
{
	WRITE_ONCE(head->next, head);
	WRITE_ONCE(head->prev, head);
}

/* The new entry is complete before a reader can reach it. */
static inline void __list_add_rcu(struct list_head *entry, struct list_head *prev, struct list_head *next)
{
	entry->next = next;
	entry->prev = prev;
	rcu_assign_pointer(list_next_rcu(prev), entry);
	next->prev = entry;
}

static inline void list_add_rcu(struct list_head *entry, struct list_head *head)
{
	__list_add_rcu(entry, head, head->next);
}

static inline void list_add_tail_rcu(struct list_head *entry, struct list_head *head)
{
	__list_add_rcu(entry, head->prev, head);
}

/* Takes @entry out; it may be freed, or put elsewhere, only after a grace period. */
static inline void list_del_rcu(struct list_head *entry)
{
	entry->next->prev = entry->prev;
	WRITE_ONCE(entry->prev->next, entry->next);
	entry->prev = LIST_POISON2;
}

static inline void list_replace_rcu(struct list_head *old, struct list_head *new)
{
	new->next = old->next;
	new->prev = old->prev;
	rcu_assign_pointer(list_next_rcu(new->prev), new);
	new->next->prev = new;
	old->prev = LIST_POISON2;
}

#define list_entry_rcu(ptr, type, member) container_of(READ_ONCE(ptr), type, member)

#define list_first_or_null_rcu(head, type, member)                                                 \
	({                                                                                         \
		struct list_head *__head = (head), *__first = READ_ONCE(__head->next);             \
		__first == __head ? NULL : list_entry_rcu(__first, type, member);                  \
	})

#define list_for_each_entry_rcu(pos, head, member, condition...)                                   \
	for ((pos) = list_entry_rcu((head)->next, typeof(*(pos)), member); &(pos)->member != (head); \
	     (pos) = list_entry_rcu((pos)->member.next, typeof(*(pos)), member))

#define list_for_each_entry_continue_rcu(pos, head, member)                                        \
	for ((pos) = list_entry_rcu((pos)->member.next, typeof(*(pos)), member);                   \
	     &(pos)->member != (head);                                                             \
	     (pos) = list_entry_rcu((pos)->member.next, typeof(*(pos)), member))

/* Hash chains. */

#define hlist_first_rcu(head) (*(struct hlist_node **)&(head)->first)
#define hlist_next_rcu(node) (*(struct hlist_node **)&(node)->next)

static inline void hlist_add_head_rcu(struct hlist_node *entry, struct hlist_head *head)
{
	struct hlist_node *first = head->first;

	entry->next = first;
	WRITE_ONCE(entry->pprev, &head->first);
	rcu_assign_pointer(hlist_first_rcu(head), entry);
	if (first)
		WRITE_ONCE(first->pprev, &entry->next);
}

static inline void hlist_add_before_rcu(struct hlist_node *entry, struct hlist_node *next)
{
	WRITE_ONCE(entry->pprev, next->pprev);
	entry->next = next;
	smp_store_release(entry->pprev, entry);
	WRITE_ONCE(next->pprev, &entry->next);
}

static inline void hlist_add_behind_rcu(struct hlist_node *entry, struct hlist_node *prev)
{
	entry->next = prev->next;
	WRITE_ONCE(entry->pprev, &prev->next);
	rcu_assign_pointer(hlist_next_rcu(prev), entry);
	if (entry->next)
		WRITE_ONCE(entry->next->pprev, &entry->next);
}

static inline void hlist_del_rcu(struct hlist_node *entry)
{
	__hlist_del(entry);
	WRITE_ONCE(entry->pprev, LIST_POISON2);
}

static inline void hlist_del_init_rcu(struct hlist_node *entry)
{
	if (hlist_unhashed(entry))
		return;
	__hlist_del(entry);
	WRITE_ONCE(entry->pprev, NULL);
}

#define hlist_for_each_entry_rcu(pos, head, member, condition...)                                  \
	for ((pos) = hlist_entry_safe(READ_ONCE((head)->first), typeof(*(pos)), member); (pos);    \
	     (pos) = hlist_entry_safe(READ_ONCE((pos)->member.next), typeof(*(pos)), member))

#endif
