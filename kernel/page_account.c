// SPDX-License-Identifier: MIT
/*
 * Who has the pages? An account that adds up to all RAM of the zones.
 *
 * "As many pages are free as before" is not to be had as a proof that nothing was lost: page tables of the
 * kernel stay, once they are there; the same objects may lie in more slabs than before, because one
 * that lives longer keeps its slab. So pages are counted by who has them, and what is compared is what
 * must be equal: the pages of nobody that is named here, the objects of the slab caches, the areas of
 * vmalloc memory. The rest of the difference then has a name.
 *
 * Before counting, all that is only kept for the next time is given back, so that stacks and descriptors of
 * threads that have ended are not taken for those of threads that run.
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/kthread_hook.h>
#include <quarry/monitor.h>
#include <quarry/page_account.h>
#include <quarry/sched.h>
#include <quarry/vmalloc.h>
#include <quarry/workqueue.h>
#include "../mm/slab.h"

#define SETTLE_ROUNDS 500

static const char *const names[NR_PAGE_HOLDERS] = {
	[HOLDER_FREE] = "free", [HOLDER_SLABS] = "slabs", [HOLDER_STACKS] = "stacks",
	[HOLDER_TABLES] = "kernel page tables", [HOLDER_PERCPU] = "per-CPU variables", [HOLDER_OTHERS] = "others",
};

/** page_holder_name() - a holder in words */
const char *page_holder_name(enum page_holder holder)
{
	return names[holder];
}

/**
 * forget_what_is_kept() - give back all that is only kept for the next time
 *
 * Context: process, may sleep; no locks.
 */
void forget_what_is_kept(void)
{
	workqueue_shrink();
	kthread_forget_ended();
	stack_cache_shrink();
	vmalloc_shrink();
	drop_caches(3);
	kmem_cache_shrink_all();
	drain_all_pages(NULL);
}

/**
 * page_account_now() - count
 * @account: out
 *
 * Exact while nobody allocates. Context: process; may sleep.
 */
void page_account_now(struct page_account *account)
{
	unsigned long others = 0;
	struct zone *zone;

	rcu_barrier(); /* threads that have ended wait for a grace period */
	forget_what_is_kept();
	account->objects = slab_objects_allocated();
	account->areas = vmalloc_nr_areas();
	account->pages[HOLDER_SLABS] = slab_pages(true) + slab_pages(false);
	account->pages[HOLDER_STACKS] = stack_pages();
	account->pages[HOLDER_TABLES] = atomic_long_read(&init_mm.nr_ptes);
	account->pages[HOLDER_PERCPU] = pcpu_nr_pages();
	account->pages[HOLDER_FREE] = nr_free_pages();
	for_each_populated_zone(zone)
		others += zone->present_pages;
	for (int i = 0; i < HOLDER_OTHERS; i++)
		others -= account->pages[i];
	account->pages[HOLDER_OTHERS] = others;
}

/**
 * page_account_same_users() - has everybody as much as in another account?
 * @a: one
 * @b: the other
 *
 * Return: true if what must be equal is.
 */
bool page_account_same_users(const struct page_account *a, const struct page_account *b)
{
	return a->pages[HOLDER_OTHERS] == b->pages[HOLDER_OTHERS] && a->objects == b->objects && a->areas == b->areas &&
	       a->pages[HOLDER_STACKS] == b->pages[HOLDER_STACKS] && a->pages[HOLDER_PERCPU] == b->pages[HOLDER_PERCPU];
}

/**
 * page_account_settle() - count, until it is as before or does not change any more
 * @before: an account
 * @now: out
 *
 * Threads that have ended, and what waits for a grace period, are gone a moment later.
 */
void page_account_settle(const struct page_account *before, struct page_account *now)
{
	page_account_now(now);
	for (int i = 0; i < SETTLE_ROUNDS && !page_account_same_users(before, now); i++) {
		msleep(10);
		page_account_now(now);
	}
}

static void compare_line(const char *name, unsigned long before, unsigned long now)
{
	if (before == now)
		console_printf("  %-20s %8lu %8lu\n", name, before, now);
	else
		console_printf("  %-20s %8lu %8lu %+ld\n", name, before, now, (long)(now - before));
}

/**
 * page_account_compare() - print two accounts side by side
 * @before: one
 * @now: the other
 */
void page_account_compare(const struct page_account *before, const struct page_account *now)
{
	console_printf("  %-20s %8s %8s\n", "pages", "before", "now");
	for (int i = 0; i < NR_PAGE_HOLDERS; i++)
		compare_line(names[i], before->pages[i], now->pages[i]);
	compare_line("slab objects", before->objects, now->objects);
	compare_line("vmalloc areas", before->areas, now->areas);
}

static int cmd_holders(int argc, char **argv)
{
	struct page_account now;

	(void)argv;
	if (argc > 1)
		return -EINVAL;
	page_account_now(&now);
	for (int i = 0; i < NR_PAGE_HOLDERS; i++)
		console_printf("%-20s %8lu pages\n", names[i], now.pages[i]);
	console_printf("%-20s %8lu\n%-20s %8lu\n", "slab objects", now.objects, "vmalloc areas", now.areas);
	return 0;
}
MONITOR_COMMAND(holders, "", "who has the pages, caches emptied first", cmd_holders);
