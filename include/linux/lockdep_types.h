/* SPDX-License-Identifier: MIT */
/* What the lock checkers keep in each lock. Theory in kernel/locking/lockdep.c. */
#ifndef _LINUX_LOCKDEP_TYPES_H
#define _LINUX_LOCKDEP_TYPES_H

#include <linux/types.h>

struct task_struct;

/*
 * Locks that one line of code initialises form a class: the rules of order hold for classes. The
 * key's address is the class's name for the machine.
 */
struct lock_class_key {
#ifdef CONFIG_DEBUG
	char subkeys[8];
#endif
};

#ifdef CONFIG_DEBUG
#define MAX_LOCKDEP_SUBCLASSES 8
#define MAX_HELD_LOCKS 24

/**
 * struct lockdep_map - the checkers' part of a lock
 * @key: its class; NULL for a lock that nobody initialised: then its own address is
 * @name: the expression that initialised it
 * @owner: the thread that holds it, for writing if it is a lock for readers and writers
 * @ip: where that thread took it
 * @class: number of the class for subclass 0, once it has been looked up
 */
struct lockdep_map {
	const void *key;
	const char *name;
	struct task_struct *owner;
	unsigned long ip;
	unsigned short class;
};

/**
 * struct held_lock - one of the locks that a thread holds
 * @map: which
 * @ip: where it was taken
 * @class: number of its class
 * @read: taken for reading
 * @trylock: taken without waiting: no order to keep
 * @hollow: only said to be taken: the lock was already held by this very thread
 */
struct held_lock {
	struct lockdep_map *map;
	unsigned long ip;
	unsigned short class;
	bool read, trylock, hollow;
};

#define LOCKDEP_MAP_FIELD struct lockdep_map dep_map;
#define LOCKDEP_MAP_INIT(lockname) .dep_map = { .name = #lockname },
#else
#define LOCKDEP_MAP_FIELD
#define LOCKDEP_MAP_INIT(lockname)
#endif

#endif
