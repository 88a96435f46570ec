// SPDX-License-Identifier: MIT
/*
 * The timer wheel: timers sorted by when they are due, at no cost that grows with their number.
 *
 * Purpose: adding, removing and expiring a timer in constant time. A timer's expiry is read as a
 * number in base 64. Compared with the wheel's clock, the highest digit in which they differ is the
 * timer's level, and that digit's value is its slot:
 *
 *   level 0   64 lists, one a tick            due within the next 64 ticks
 *   level 1   64 lists, one each 64 ticks     ... 4096 ticks
 *   ...
 *   level 5   64 lists, one each 64^5 ticks   ... 64^6 ticks, eight years at 250 Hz
 *   far       one list                        beyond
 *
 * When the clock reaches the beginning of a list above level 0 (its digit is the timers' digit now),
 * those timers are sorted in again, and come to lie on a lower level. So each expires at its very
 * tick, and is moved at most once a level.
 *
 * Invariant: on each level only lists ahead of the clock's digit hold timers (on level 0 also the one
 * at it), and everything on a level is due before anything on the next one. The first list that is
 * not empty is therefore found in the lowest level whose mask is not 0, by one bit search.
 *
 * A timer that is overdue when it is added is due at the clock's tick. Timers have the range of a
 * long, so on i386 one may be due at most 2^31 ticks ahead.
 *
 * Locks: the caller's.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <quarry/timer_wheel.h>

/**
 * wheel_init() - prepare an empty wheel
 * @wheel: the wheel
 * @now: the first tick to be served
 */
void wheel_init(struct timer_wheel *wheel, u64 now)
{
	*wheel = (struct timer_wheel){ .clk = now };
	for (size_t i = 0; i < ARRAY_SIZE(wheel->slots); i++)
		INIT_LIST_HEAD(&wheel->slots[i]);
}

/* The expiry in 64 bits, not before the clock. */
static u64 due_at(const struct timer_wheel *wheel, const struct timer_list *timer)
{
	long ahead = timer->expires - (unsigned long)wheel->clk;

	return ahead > 0 ? wheel->clk + ahead : wheel->clk;
}

static unsigned int slot_for(const struct timer_wheel *wheel, u64 due)
{
	int level = (fls64((due ^ wheel->clk) | 1) - 1) / WHEEL_BITS;

	if (level >= WHEEL_LEVELS)
		return WHEEL_FAR;
	return level * WHEEL_SLOTS + (due >> (level * WHEEL_BITS) & (WHEEL_SLOTS - 1));
}

static void insert(struct timer_wheel *wheel, struct timer_list *timer)
{
	timer->slot = slot_for(wheel, due_at(wheel, timer));
	list_add_tail(&timer->entry, &wheel->slots[timer->slot]);
	if (timer->slot != WHEEL_FAR)
		wheel->pending[timer->slot / WHEEL_SLOTS] |= 1ULL << (timer->slot % WHEEL_SLOTS);
}

/**
 * wheel_add() - put a timer in
 * @wheel: the wheel
 * @timer: not in any; its expiry says where
 */
void wheel_add(struct timer_wheel *wheel, struct timer_list *timer)
{
	insert(wheel, timer);
	wheel->count++;
}

/**
 * wheel_remove() - take a timer out
 * @wheel: the wheel that it is in, or was when wheel_advance() found it due
 * @timer: the timer
 */
void wheel_remove(struct timer_wheel *wheel, struct timer_list *timer)
{
	list_del(&timer->entry);
	timer->entry.next = NULL;
	if (timer->slot == WHEEL_DUE)
		return;
	if (timer->slot != WHEEL_FAR && list_empty(&wheel->slots[timer->slot]))
		wheel->pending[timer->slot / WHEEL_SLOTS] &= ~(1ULL << (timer->slot % WHEEL_SLOTS));
	wheel->count--;
}

/* When the wheel reaches its next list that is not empty, and which one that is. */
static u64 next_slot(const struct timer_wheel *wheel, unsigned int *slot)
{
	for (int level = 0; level < WHEEL_LEVELS; level++) {
		int shift = level * WHEEL_BITS;
		unsigned int digit;

		if (!wheel->pending[level])
			continue;
		digit = __ffs64(wheel->pending[level]);
		*slot = level * WHEEL_SLOTS + digit;
		return (wheel->clk >> (shift + WHEEL_BITS) << (shift + WHEEL_BITS)) | (u64)digit << shift;
	}
	*slot = WHEEL_FAR;
	return ((wheel->clk >> (WHEEL_LEVELS * WHEEL_BITS)) + 1) << (WHEEL_LEVELS * WHEEL_BITS);
}

/**
 * wheel_next() - when does the wheel want to be advanced next?
 * @wheel: the wheel
 * @when: out: the tick at which a timer is due, or earlier by what sorting in needs
 *
 * Return: false if there are no timers.
 */
bool wheel_next(const struct timer_wheel *wheel, u64 *when)
{
	unsigned int slot;

	if (!wheel->count)
		return false;
	*when = next_slot(wheel, &slot);
	return true;
}

/* The clock is at the beginning of the list: to lower levels with its timers, or to @due. */
static void empty_slot(struct timer_wheel *wheel, unsigned int slot, struct list_head *due)
{
	struct list_head timers;
	struct timer_list *timer, *next;

	INIT_LIST_HEAD(&timers);
	list_splice_init(&wheel->slots[slot], &timers);
	if (slot != WHEEL_FAR)
		wheel->pending[slot / WHEEL_SLOTS] &= ~(1ULL << (slot % WHEEL_SLOTS));
	list_for_each_entry_safe(timer, next, &timers, entry) {
		if (slot >= WHEEL_SLOTS) {
			insert(wheel, timer);
		} else {
			list_move_tail(&timer->entry, due);
			timer->slot = WHEEL_DUE;
			wheel->count--;
		}
	}
}

/**
 * wheel_advance() - let time pass
 * @wheel: the wheel
 * @now: the last tick that is to be served
 * @due: where timers go that are due by then: in the order of their ticks, and within one in the order
 *	in which they came to that tick's list
 *
 * Timers on @due are still linked by their entry; wheel_remove() takes them from there, too.
 */
void wheel_advance(struct timer_wheel *wheel, u64 now, struct list_head *due)
{
	unsigned int slot;
	u64 when;

	/* A list that begins at the new clock is sorted in at once: it would not lie ahead of its digit. */
	while (wheel->count && (when = next_slot(wheel, &slot)) <= now + (slot >= WHEEL_SLOTS)) {
		wheel->clk = when;
		empty_slot(wheel, slot, due);
	}
	if (wheel->clk <= now)
		wheel->clk = now + 1;
}
