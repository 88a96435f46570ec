// SPDX-License-Identifier: MIT
/*
 * Classes of locks: a table, reached through chains by the hash of key and level. A class is
 * published when it is complete, so that looking one up takes no lock; one that is forgotten keeps
 * its place in its chain's order until the place is used again, by which time nobody looks for it.
 */
#include <asm/irqflags.h>
#include <linux/kernel.h>
#include <quarry/ticket_lock.h>
#include "lockdep.h"

#ifdef CONFIG_DEBUG

#define HASH_SIZE 256

struct lock_class lock_classes[MAX_LOCK_CLASSES];
unsigned int nr_lock_classes = 1;
static unsigned short hash_head[HASH_SIZE], hash_next[MAX_LOCK_CLASSES];
static unsigned int nr_forgotten; /* places below nr_lock_classes that are free */
static arch_spinlock_t table_lock; /* taken with interrupts off */

static unsigned int hash(const void *key, unsigned int subclass)
{
	unsigned long k = (unsigned long)key >> 2;

	return (unsigned int)(k ^ k >> 8 ^ k >> 16) % HASH_SIZE ^ subclass;
}

static unsigned int find(const void *key, unsigned int subclass)
{
	unsigned int class = __atomic_load_n(&hash_head[hash(key, subclass)], __ATOMIC_ACQUIRE);

	while (class && (lock_classes[class].key != key || lock_classes[class].subclass != subclass))
		class = hash_next[class];
	return class;
}

/* A place in the table; with table_lock held. 0 if there is none. */
static unsigned int free_place(void)
{
	unsigned int class = nr_forgotten ? 1 : nr_lock_classes;

	while (class < nr_lock_classes && lock_classes[class].key)
		class++;
	if (class == MAX_LOCK_CLASSES)
		return 0;
	if (class < nr_lock_classes)
		nr_forgotten--;
	return class;
}

/* With table_lock held. 0 if the table is full. */
static unsigned int add(const void *key, unsigned int subclass, const char *name)
{
	unsigned int class = free_place(), h = hash(key, subclass);

	if (!class)
		return 0;
	lock_classes[class].key = key;
	lock_classes[class].subclass = subclass;
	lock_classes[class].name = name;
	hash_next[class] = hash_head[h];
	__atomic_store_n(&hash_head[h], (unsigned short)class, __ATOMIC_RELEASE);
	if (class == nr_lock_classes)
		__atomic_store_n(&nr_lock_classes, class + 1, __ATOMIC_RELEASE);
	return class;
}

/**
 * lock_class_of() - the number of a lock's class
 * @map: in the lock
 * @subclass: level of nesting
 *
 * Return: the number, or 0 if there are too many classes. Called with interrupts off.
 */
unsigned int lock_class_of(struct lockdep_map *map, unsigned int subclass)
{
	const void *key = map->key ? map->key : map;
	unsigned int class = subclass ? 0 : READ_ONCE(map->class);

	if (likely(class))
		return class;
	class = find(key, subclass);
	if (!class) {
		arch_spin_lock(&table_lock);
		class = find(key, subclass);
		if (!class)
			class = add(key, subclass, map->name ? map->name : "(unnamed)");
		arch_spin_unlock(&table_lock);
	}
	if (!subclass)
		WRITE_ONCE(map->class, (unsigned short)class);
	return class;
}

/* With table_lock held. */
static void forget(unsigned int class)
{
	unsigned short *link = &hash_head[hash(lock_classes[class].key, lock_classes[class].subclass)];

	while (*link != class)
		link = &hash_next[*link];
	WRITE_ONCE(*link, hash_next[class]);
	lock_order_forget(class);
	lock_classes[class] = (struct lock_class){};
	nr_forgotten++;
}

void lockdep_free_key_range(const void *from, unsigned long length)
{
	unsigned long flags;

	local_irq_save(flags);
	arch_spin_lock(&table_lock);
	for (unsigned int class = 1; class < nr_lock_classes; class++)
		if (lock_classes[class].key && (unsigned long)lock_classes[class].key - (unsigned long)from < length)
			forget(class);
	arch_spin_unlock(&table_lock);
	local_irq_restore(flags);
}

/* A lock that is initialised again may have become one of another class. */
void lockdep_init_map(struct lockdep_map *map, const char *name, const struct lock_class_key *key)
{
	*map = (struct lockdep_map){ .key = key, .name = name };
}

#endif
