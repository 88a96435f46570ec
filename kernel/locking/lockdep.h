/* SPDX-License-Identifier: MIT */
/* Between the parts of the lock checkers. */
#ifndef _KERNEL_LOCKING_LOCKDEP_H
#define _KERNEL_LOCKING_LOCKDEP_H

#include <linux/lockdep.h>
#include <linux/sched.h>

#ifdef CONFIG_DEBUG

#define MAX_LOCK_CLASSES 512 /* number 0 is none */
#define MAX_LOCK_EDGES 4096

/* How a class has been taken. Each WRITE bit's READ bit is the next. */
enum lock_usage {
	USED_IN_HARDIRQ_WRITE,
	USED_IN_HARDIRQ_READ,
	USED_WITH_HARDIRQS_WRITE, /* with interrupts on, so that a handler can come in between */
	USED_WITH_HARDIRQS_READ,
	USED_IN_SOFTIRQ_WRITE,
	USED_IN_SOFTIRQ_READ,
	USED_WITH_SOFTIRQS_WRITE,
	USED_WITH_SOFTIRQS_READ,
	NR_LOCK_USAGES,
};

/**
 * struct lock_class - locks to which the same rules apply
 * @key: what its locks have in common, @subclass and the nesting level
 * @name: of the first lock seen
 * @usage: bits of enum lock_usage; @usage_ip where each was seen first
 * @first_edge: classes taken while one of this was held; 0 is none
 * @acquired: times that one was taken, @contended times that this meant waiting
 */
struct lock_class {
	const void *key;
	const char *name;
	unsigned int subclass;
	unsigned int usage;
	unsigned long usage_ip[NR_LOCK_USAGES];
	unsigned short first_edge;
	unsigned long acquired, contended;
};

/**
 * struct lock_edge - a lock of class @to was taken while one of another class was held
 * @next: the next edge of that other class
 * @held_ip: where the other had been taken, @ip where this one was
 */
struct lock_edge {
	unsigned short to, next;
	unsigned long held_ip, ip;
};

/* A way through the graph, of edges as above. */
#define MAX_LOCK_CHAIN 16
struct lock_chain {
	unsigned int length;
	struct {
		unsigned short from, to;
		unsigned long held_ip, ip;
	} step[MAX_LOCK_CHAIN];
};

/* lockdep_class.c */
extern struct lock_class lock_classes[MAX_LOCK_CLASSES];
extern unsigned int nr_lock_classes;
unsigned int lock_class_of(struct lockdep_map *map, unsigned int subclass);

/* lockdep_graph.c: false, and the way back, if taking @to while holding @from closes a circle. */
bool lock_order_add(const struct held_lock *from, unsigned int to, unsigned long ip, struct lock_chain *back);
void lock_order_forget(unsigned int class);

/* lockdep_usage.c */
void lock_usage_check(struct lockdep_map *map, unsigned int class, unsigned int how, unsigned long ip, bool irqs_on);

/* lockdep_report.c */
bool lockdep_reporting(void);
bool lockdep_report_begin(enum lockdep_finding finding, const char *headline);
void lockdep_report_end(void);
void lockdep_print_lock(const char *what, unsigned int class, unsigned long ip);
void lockdep_print_held(const struct task_struct *task);
void lockdep_give_up(const char *why);
bool lockdep_off(void);

#endif
#endif
