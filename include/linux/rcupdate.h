/* SPDX-License-Identifier: MIT */
/*
 * Read-copy-update: readers take no lock and never wait; a writer publishes a changed copy, waits
 * until nobody can have the old one in hand any more, and frees that. Theory in kernel/rcu.c.
 *
 *	reader						writer (one at a time: a lock)
 *	rcu_read_lock();				new = changed copy of the old
 *	p = rcu_dereference(global);			rcu_assign_pointer(global, new);
 *	use *p, do not sleep				synchronize_rcu();
 *	rcu_read_unlock();				free the old
 */
#ifndef _LINUX_RCUPDATE_H
#define _LINUX_RCUPDATE_H

#include <asm/barrier.h>
#include <linux/bottom_half.h>
#include <linux/compiler.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/types.h>

void synchronize_rcu(void);
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));
void rcu_barrier(void);
#define synchronize_rcu_expedited() synchronize_rcu()
#define synchronize_sched() synchronize_rcu()
#define call_rcu_hurry(head, func) call_rcu(head, func)
#define init_rcu_head(head) ((void)(head))
#define destroy_rcu_head(head) ((void)(head))

#ifdef CONFIG_DEBUG
void __rcu_reader_enter(void);
void __rcu_reader_leave(unsigned long ip);
bool rcu_read_lock_held(void);
void __rcu_check(bool condition, unsigned long ip);
#else
#define __rcu_reader_enter() ((void)0)
#define __rcu_reader_leave(ip) ((void)0)
#define rcu_read_lock_held() true
#define __rcu_check(condition, ip) ((void)sizeof(condition))
#endif

/**
 * rcu_read_lock() - what is found by rcu_dereference() from here on stays until rcu_read_unlock()
 *
 * Nests. Context: any; no sleeping until the end.
 */
static __always_inline void rcu_read_lock(void)
{
	preempt_disable();
	__rcu_reader_enter();
}

static __always_inline void rcu_read_unlock(void)
{
	__rcu_reader_leave(_THIS_IP_);
	preempt_enable();
}

/* Whatever cannot be preempted is a reader here: the other kinds of Linux are all the same. */
static __always_inline void rcu_read_lock_bh(void)
{
	local_bh_disable();
	__rcu_reader_enter();
}

static __always_inline void rcu_read_unlock_bh(void)
{
	__rcu_reader_leave(_THIS_IP_);
	local_bh_enable();
}

#define rcu_read_lock_sched() rcu_read_lock()
#define rcu_read_unlock_sched() rcu_read_unlock()
#define rcu_read_lock_bh_held() rcu_read_lock_held()
#define rcu_read_lock_sched_held() (preempt_count() != 0)
#define rcu_read_lock_any_held() (rcu_read_lock_held() || preempt_count() != 0)

/* The pointer, for looking only at whether there is one. */
#define rcu_access_pointer(p) READ_ONCE(p)
#define rcu_dereference_raw(p) READ_ONCE(p)

/**
 * rcu_dereference_check() - load a pointer that writers replace
 * @p: the pointer
 * @condition: what makes that safe besides rcu_read_lock(), e.g. lockdep_is_held(&lock)
 *
 * What the pointer points to was written before the pointer was; x86 keeps loads in that order.
 */
#define rcu_dereference_check(p, condition)                                                        \
	({                                                                                         \
		__rcu_check((condition) || rcu_read_lock_held(), _THIS_IP_);                       \
		READ_ONCE(p);                                                                      \
	})
#define rcu_dereference(p) rcu_dereference_check(p, 0)
#define rcu_dereference_bh(p) rcu_dereference_check(p, 0)
#define rcu_dereference_sched(p) rcu_dereference_check(p, preempt_count() != 0)

/* For the writer, whose lock is @condition: nobody else changes the pointer meanwhile. */
#define rcu_dereference_protected(p, condition)                                                    \
	({                                                                                         \
		__rcu_check(condition, _THIS_IP_);                                                 \
		(p);                                                                               \
	})

/**
 * rcu_assign_pointer() - publish an object
 * @p: the pointer that readers follow
 * @value: the object, completely written
 */
#define rcu_assign_pointer(p, value) smp_store_release(&(p), value)

/* Where no reader can look yet, or @value is NULL. */
#define RCU_INIT_POINTER(p, value) WRITE_ONCE(p, value)
#define RCU_INITIALIZER(value) (value)

/* The value before, with the writer's lock (@condition) held. */
#define rcu_replace_pointer(p, value, condition)                                                   \
	({                                                                                         \
		typeof(p) __replaced = rcu_dereference_protected(p, condition);                    \
		rcu_assign_pointer(p, value);                                                      \
		__replaced;                                                                        \
	})

/* ---- freeing after a grace period ------------------------------------------------------------- */

void kvfree_call_rcu(struct rcu_head *head, void *object);
void kvfree_after_rcu(void *object);

/**
 * kfree_rcu() - kfree() when no reader of RCU can have it in hand any more
 * @ptr: from kmalloc() or a cache
 * @field: its struct rcu_head; left out, the call waits for the readers
 */
#define kfree_rcu(ptr, ...) __KFREE_RCU(, ##__VA_ARGS__, __kfree_rcu_field, __kfree_rcu_wait)(ptr, ##__VA_ARGS__)
#define __KFREE_RCU(_0, _1, which, ...) which
#define __kfree_rcu_wait(ptr, ...) kvfree_after_rcu((void *)(ptr))
#define __kfree_rcu_field(ptr, field)                                                              \
	do {                                                                                       \
		typeof(ptr) __object = (ptr);                                                      \
		if (__object)                                                                      \
			kvfree_call_rcu(&__object->field, (void *)__object);                       \
	} while (0)
/* The same for memory from kvmalloc() and vmalloc(). */
#define kvfree_rcu(...) kfree_rcu(__VA_ARGS__)
#define kfree_rcu_mightsleep(ptr) __kfree_rcu_wait(ptr)
#define kvfree_rcu_mightsleep(ptr) __kfree_rcu_wait(ptr)

#endif
