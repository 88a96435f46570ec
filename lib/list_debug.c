// SPDX-License-Identifier: MIT
/*
 * Checks of linux/list.h in debug builds: an overwritten link is reported where it is first used,
 * and the list is left alone, instead of carrying the damage on.
 */
#include <linux/bug.h>
#include <linux/list.h>
#include <linux/printk.h>

#ifdef CONFIG_DEBUG

static bool broken(const char *what, const struct list_head *at, const struct list_head *found,
		   const struct list_head *expected)
{
	WARN(1, "list corruption: %s of %px is %px, not %px\n", what, at, found, expected);
	return false;
}

bool __list_add_valid(struct list_head *new, struct list_head *prev, struct list_head *next)
{
	if (next->prev != prev)
		return broken("prev", next, next->prev, prev);
	if (prev->next != next)
		return broken("next", prev, prev->next, next);
	if (new == prev || new == next) {
		WARN(1, "list corruption: %px is added twice\n", new);
		return false;
	}
	return true;
}

bool __list_del_entry_valid(struct list_head *entry)
{
	if (entry->next == LIST_POISON1 || entry->prev == LIST_POISON2) {
		WARN(1, "list corruption: %px is deleted twice\n", entry);
		return false;
	}
	if (entry->prev->next != entry)
		return broken("next", entry->prev, entry->prev->next, entry);
	if (entry->next->prev != entry)
		return broken("prev", entry->next, entry->next->prev, entry);
	return true;
}

#endif
