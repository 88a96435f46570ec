/* SPDX-License-Identifier: MIT */
/*
 * The lock checkers of debug builds (make DEBUG=1). In others everything here is empty. Theory in
 * kernel/locking/lockdep.c.
 */
#ifndef _LINUX_LOCKDEP_H
#define _LINUX_LOCKDEP_H

#include <linux/compiler.h>
#include <linux/lockdep_types.h>

#ifdef CONFIG_DEBUG

/* How a lock is taken: lock_acquire()'s argument. */
#define LOCK_READ 0x100	   /* others may read at the same time */
#define LOCK_TRY 0x200	   /* taken already, without waiting */
#define LOCK_SLEEPS 0x400  /* the waiter sleeps */
#define LOCK_RECURSIVE 0x800 /* read in an interrupt, even one of a reader */
#define LOCK_SUBCLASS 0xff /* 0 to MAX_LOCKDEP_SUBCLASSES - 1, for locks of one class that nest */

/**
 * lockdep_init_map() - give a lock its class
 * @map: in the lock
 * @name: the expression that was initialised
 * @key: static object that stands for the class
 */
void lockdep_init_map(struct lockdep_map *map, const char *name, const struct lock_class_key *key);

/**
 * lock_acquire() - say that this thread is about to take a lock, and check that it may
 * @map: in the lock
 * @how: LOCK_*, and the subclass
 * @ip: code address for the report
 *
 * Return: true to go ahead; false if this thread has the lock already and waiting for it would
 * never end: the caller carries on as if it had taken it again.
 */
bool lock_acquire(struct lockdep_map *map, unsigned int how, unsigned long ip);

/* The lock has been obtained, after waiting if @contended. */
void lock_acquired(struct lockdep_map *map, bool contended);

/**
 * lock_release() - say that this thread gives a lock back
 * @map: in the lock
 * @locked: the lock's own word says that somebody has it
 * @ip: code address for the report
 *
 * Return: true to go ahead; false if that would break it, as it is free or was only said to be taken.
 */
bool lock_release(struct lockdep_map *map, bool locked, unsigned long ip);

/* Every use from now on is reported. */
void lock_destroy(struct lockdep_map *map);

/* A module goes, and its keys with it: what was learnt about their classes is forgotten. */
void lockdep_free_key_range(const void *from, unsigned long length);

/* Is it held by this thread? */
bool lock_is_held(const struct lockdep_map *map);

/* do_exit(): a thread that ends with locks would keep them for ever; they are named. */
void debug_check_no_locks_held(struct task_struct *task);

/* Takes what kfree() and its like give back: no thread may hold a lock that lies in it. */
void debug_check_no_locks_freed(const void *from, unsigned long length);

/* What the checkers may find. */
enum lockdep_finding {
	LOCKDEP_INVERSION,  /* two locks, taken in either order */
	LOCKDEP_RECURSION,  /* taken by the thread that has it, or another of its class */
	LOCKDEP_IRQ_UNSAFE, /* taken in interrupts, and elsewhere with interrupts on */
	LOCKDEP_FREE,	    /* unlocked without being locked */
	LOCKDEP_STRANGER,   /* unlocked by another thread than locked it */
	LOCKDEP_EXIT,	    /* held by a thread that ends */
	LOCKDEP_FREED,	    /* held, and its memory is given back */
	LOCKDEP_ATOMIC,	    /* a call that may sleep where one must not */
	LOCKDEP_RCU,	    /* an RCU pointer followed without rcu_read_lock() */
	LOCKDEP_DESTROYED,  /* used after mutex_destroy() */
	NR_LOCKDEP_FINDINGS,
};

/* Reports of one kind since the start. */
unsigned long lockdep_reports(enum lockdep_finding finding);

#define lockdep_set_class(lock, key) lockdep_init_map(&(lock)->dep_map, #key, key)
#define lockdep_set_class_and_name(lock, key, name) lockdep_init_map(&(lock)->dep_map, name, key)
#define lockdep_is_held(lock) lock_is_held(&(lock)->dep_map)
#define lockdep_assert_held(lock) WARN_ON(!lockdep_is_held(lock))
#define lockdep_assert_not_held(lock) WARN_ON(lockdep_is_held(lock))

#else

struct lockdep_map {
};

#define LOCK_READ 0
#define LOCK_TRY 0
#define LOCK_SLEEPS 0
#define LOCK_RECURSIVE 0
#define lockdep_init_map(map, name, key) ((void)(name), (void)(key))
#define lock_acquire(map, how, ip) true
#define lock_acquired(map, contended) ((void)0)
#define lock_release(map, locked, ip) true
#define debug_check_no_locks_held(task) ((void)(task))
#define debug_check_no_locks_freed(from, length) ((void)(from), (void)(length))
#define lockdep_free_key_range(from, length) ((void)(from), (void)(length))
#define lockdep_set_class(lock, key) ((void)(lock), (void)(key))
#define lockdep_set_class_and_name(lock, key, name) ((void)(lock), (void)(key))
#define lockdep_is_held(lock) ((void)(lock), 1)
#define lockdep_assert_held(lock) ((void)(lock))
#define lockdep_assert_not_held(lock) ((void)(lock))

#endif

#define lockdep_assert_held_once(lock) lockdep_assert_held(lock)

#endif
