// SPDX-License-Identifier: MIT
/*
 * The order of lock classes: a directed graph, with an edge from each class to those that have been
 * taken while it was held. As long as it has no circle, no set of threads can wait for each other
 * in one. A bit for each pair says that it has been seen: only a new pair is looked at closely.
 */
#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <quarry/ticket_lock.h>
#include "lockdep.h"

#ifdef CONFIG_DEBUG

static DECLARE_BITMAP(seen_pairs, MAX_LOCK_CLASSES *MAX_LOCK_CLASSES);
static struct lock_edge edges[MAX_LOCK_EDGES];
static unsigned int nr_edges = 1, free_edges; /* edges never used begin at nr_edges; free_edges is a list */
static bool out_of_edges;
static arch_spinlock_t graph_lock; /* guards all here but the reading of seen_pairs; interrupts off */

/* For one search: the classes reached, in the order of reaching, and the edge that led to each. */
static unsigned short reached[MAX_LOCK_CLASSES], reached_from[MAX_LOCK_CLASSES], reached_by[MAX_LOCK_CLASSES];
static DECLARE_BITMAP(visited, MAX_LOCK_CLASSES);

/* Breadth first, so that the way found is a shortest one. */
static bool search(unsigned int start, unsigned int target)
{
	unsigned int tail = 1;

	bitmap_zero(visited, MAX_LOCK_CLASSES);
	__set_bit(start, visited);
	reached[0] = (unsigned short)start;
	for (unsigned int head = 0; head < tail; head++) {
		unsigned int from = reached[head];

		if (from == target)
			return true;
		for (unsigned int e = lock_classes[from].first_edge; e; e = edges[e].next) {
			unsigned int to = edges[e].to;

			if (__test_and_set_bit(to, visited))
				continue;
			reached_from[to] = (unsigned short)from;
			reached_by[to] = (unsigned short)e;
			reached[tail++] = (unsigned short)to;
		}
	}
	return false;
}

/* The way that search() found, last step first. */
static void collect(unsigned int start, unsigned int target, struct lock_chain *chain)
{
	chain->length = 0;
	for (unsigned int to = target; to != start && chain->length < MAX_LOCK_CHAIN; to = reached_from[to]) {
		const struct lock_edge *edge = &edges[reached_by[to]];

		chain->step[chain->length].from = reached_from[to];
		chain->step[chain->length].to = (unsigned short)to;
		chain->step[chain->length].held_ip = edge->held_ip;
		chain->step[chain->length++].ip = edge->ip;
	}
}

/* The number of an edge that is not in use, or 0. */
static unsigned int take_edge(void)
{
	unsigned int e = free_edges;

	if (e)
		free_edges = edges[e].next;
	else if (nr_edges < MAX_LOCK_EDGES)
		e = nr_edges++;
	return e;
}

static void add_edge(const struct held_lock *from, unsigned int to, unsigned long ip)
{
	unsigned int e = take_edge();

	if (!e) {
		out_of_edges = true;
		return;
	}
	edges[e] = (struct lock_edge){
		.to = (unsigned short)to,
		.next = lock_classes[from->class].first_edge,
		.held_ip = from->ip,
		.ip = ip,
	};
	lock_classes[from->class].first_edge = (unsigned short)e;
}

/* Takes the edges to a class out of a list of edges, or all if @to is 0. */
static void drop_edges(unsigned short *link, unsigned int to)
{
	while (*link) {
		unsigned short e = *link;

		if (to && edges[e].to != to) {
			link = &edges[e].next;
			continue;
		}
		*link = edges[e].next;
		edges[e].next = (unsigned short)free_edges;
		free_edges = e;
	}
}

/* What was learnt about a class; called with interrupts off. */
void lock_order_forget(unsigned int class)
{
	arch_spin_lock(&graph_lock);
	drop_edges(&lock_classes[class].first_edge, 0);
	for (unsigned int other = 1; other < nr_lock_classes; other++) {
		drop_edges(&lock_classes[other].first_edge, class);
		__clear_bit((unsigned long)other * MAX_LOCK_CLASSES + class, seen_pairs);
		__clear_bit((unsigned long)class * MAX_LOCK_CLASSES + other, seen_pairs);
	}
	arch_spin_unlock(&graph_lock);
}

bool lock_order_add(const struct held_lock *from, unsigned int to, unsigned long ip, struct lock_chain *back)
{
	unsigned long pair = (unsigned long)from->class * MAX_LOCK_CLASSES + to;
	bool circle = false;

	if (likely(test_bit(pair, seen_pairs)))
		return true;
	arch_spin_lock(&graph_lock);
	if (!__test_and_set_bit(pair, seen_pairs)) {
		circle = search(to, from->class);
		if (circle)
			collect(to, from->class, back); /* and no edge: others go on to be found */
		else
			add_edge(from, to, ip);
	}
	arch_spin_unlock(&graph_lock);
	if (unlikely(out_of_edges))
		lockdep_give_up("too many orders of locks");
	return !circle;
}

#endif
