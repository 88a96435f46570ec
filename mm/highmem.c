// SPDX-License-Identifier: MIT
/*
 * kmap(): addresses for pages of high memory, for as long as it takes.
 *
 * Purpose
 *	i386 has 4 GiB of addresses, and a quarter of them for the kernel; RAM beyond 896 MiB has none.
 *	kmap() lends a page one of about a thousand windows, all CPUs see it, and the holder may sleep.
 *
 * Theory
 *	Which page is in which window, and when the TLBs are flushed, is pkmap.c's business. Here are
 *	the lock, the page table and the waiting: a thread that finds all windows in use sleeps until
 *	one has lost its last user.
 *
 *	page_address() asks in any context, also in an interrupt that has interrupted the lock's
 *	holder. So it takes no lock: a sequence count tells it that the chains were changed under its
 *	hands, and they are changed with interrupts off.
 *
 * Invariants
 *	A window in use, or idle, is mapped; a clean one is not, and is in no TLB.
 *	Every change of the chains is made with kmap_lock held and inside of kmap_sequence.
 *
 * Lock order: kmap_lock, then the wait queue's. It is taken by threads only, with interrupts on, because
 * the flush under it waits for the other CPUs.
 *
 * Complexity: O(1); a flush each LAST_PKMAP new mappings.
 *
 * Limits: a thread that waits for a second window while it holds one may wait for ever, if all others do
 * the same.
 */
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <quarry/kmap.h>
#include "internal.h"
#include "pkmap.h"

#ifdef CONFIG_KMAP_LOCAL

#define HASH_BITS 10

static struct pkmap_slot slots[LAST_PKMAP + 1];
static u16 next_slots[LAST_PKMAP], heads[1 << HASH_BITS];
static struct pkmap pkmap = {
	.slots = slots, .next = next_slots, .heads = heads, .nr_slots = LAST_PKMAP, .hash_bits = HASH_BITS,
};
static DEFINE_SPINLOCK(kmap_lock);
static seqcount_t kmap_sequence = SEQCNT_ZERO(kmap_sequence);
static DECLARE_WAIT_QUEUE_HEAD(kmap_wait);
static unsigned int nr_waiting;
static unsigned long nr_flushes;

static void unmap_slot(unsigned int slot, void *unused)
{
	(void)unused;
	arch_pkmap_unmap(slot);
}

/* With the lock held. */
static void reclaim_idle(void)
{
	unsigned long flags;

	local_irq_save(flags);
	write_seqcount_begin(&kmap_sequence);
	pkmap_reclaim(&pkmap, unmap_slot, NULL);
	write_seqcount_end(&kmap_sequence);
	local_irq_restore(flags);
	flush_tlb_kernel_range(PKMAP_BASE, PKMAP_END);
	nr_flushes++;
}

static int take_slot(const struct page *page)
{
	unsigned long flags;
	int slot;

	local_irq_save(flags);
	write_seqcount_begin(&kmap_sequence);
	slot = pkmap_take(&pkmap, page_to_pfn(page));
	write_seqcount_end(&kmap_sequence);
	local_irq_restore(flags);
	if (slot >= 0)
		arch_pkmap_map(slot, page);
	return slot;
}

/* Sleeps until a window may be free. With the lock held, which is let go of meanwhile. */
static void wait_for_slot(void)
{
	DEFINE_WAIT(wait);

	nr_waiting++;
	prepare_to_wait(&kmap_wait, &wait, TASK_UNINTERRUPTIBLE);
	spin_unlock(&kmap_lock);
	schedule();
	spin_lock(&kmap_lock);
	finish_wait(&kmap_wait, &wait);
	nr_waiting--;
}

static int map_new(const struct page *page)
{
	int slot = take_slot(page);

	while (slot < 0) {
		if (slot == PKMAP_MUST_FLUSH) {
			reclaim_idle();
		} else {
			wait_for_slot();
			slot = pkmap_find(&pkmap, page_to_pfn(page)); /* somebody else may have mapped it */
			if (slot >= 0) {
				pkmap_get(&pkmap, slot);
				break;
			}
		}
		slot = take_slot(page);
	}
	return slot;
}

/* The first in a page's chain; it need not be the page's. */
static __always_inline unsigned int first_slot(unsigned long pfn)
{
	return heads[pkmap_hash(pfn, HASH_BITS)];
}

/* With the lock held. */
static noinline void *kmap_high_slow(const struct page *page)
{
	int slot = pkmap_find(&pkmap, page_to_pfn(page));

	if (slot >= 0)
		pkmap_get(&pkmap, slot);
	else
		slot = map_new(page);
	spin_unlock(&kmap_lock);
	return (void *)PKMAP_ADDR(slot);
}

/**
 * kmap_high() - kmap() of a page in high memory
 * @page: the page
 */
void *kmap_high(struct page *page)
{
	unsigned long pfn = page_to_pfn(page);
	unsigned int slot;

	spin_lock(&kmap_lock);
	slot = first_slot(pfn);
	if (unlikely(slots[slot].pfn != pfn))
		return kmap_high_slow(page);
	slots[slot].users++;
	spin_unlock(&kmap_lock);
	return (void *)PKMAP_ADDR(slot);
}
EXPORT_SYMBOL(kmap_high);

/* With the lock held. */
static noinline void kunmap_high_slow(const struct page *page)
{
	int slot = pkmap_find(&pkmap, page_to_pfn(page));
	int left = slot < 0 ? -1 : pkmap_put(&pkmap, slot);
	bool wake = left > 0 && nr_waiting;

	spin_unlock(&kmap_lock);
	if (wake)
		wake_up(&kmap_wait);
	if (left < 0)
		kmap_report("kunmap() of a page that is not mapped", page, _RET_IP_);
}

/**
 * kunmap_high() - kunmap() of a page in high memory
 * @page: the page
 */
void kunmap_high(const struct page *page)
{
	unsigned long pfn = page_to_pfn(page);
	struct pkmap_slot *slot;

	spin_lock(&kmap_lock);
	slot = &slots[first_slot(pfn)];
	if (unlikely(slot->pfn != pfn || slot->users < 2 || nr_waiting)) {
		kunmap_high_slow(page);
		return;
	}
	slot->users--;
	spin_unlock(&kmap_lock);
}
EXPORT_SYMBOL(kunmap_high);

/**
 * pkmap_setup() - make all windows free
 */
void __init pkmap_setup(void)
{
	pkmap_init(&pkmap);
}

/**
 * kmap_high_address() - where kmap() has mapped a page
 * @page: a page in high memory
 *
 * Context: any. Return: its address while it is mapped; else NULL.
 */
void *kmap_high_address(const struct page *page)
{
	unsigned int sequence;
	bool used;
	int slot;

	do {
		sequence = read_seqcount_begin(&kmap_sequence);
		slot = pkmap_find(&pkmap, page_to_pfn(page));
		used = slot >= 0 && slots[slot].users > 1;
	} while (read_seqcount_retry(&kmap_sequence, sequence));
	return used ? (void *)PKMAP_ADDR(slot) : NULL;
}

/* For the tests: windows in use, threads that wait for one, flushes so far. */
unsigned int pkmap_count(void)
{
	return LAST_PKMAP - pkmap_slots_with(&pkmap, 0) - pkmap_slots_with(&pkmap, 1);
}

unsigned int pkmap_waiters(void)
{
	return READ_ONCE(nr_waiting);
}

unsigned long pkmap_flushes(void)
{
	return nr_flushes;
}

static bool is_window(unsigned long address)
{
	return address >= KMAP_LOCAL_START || (address >= PKMAP_BASE && address < PKMAP_END);
}

/**
 * kmap_to_page() - the page behind an address from kmap() and the like
 * @address: the address, while it is mapped; or one in the direct map
 */
struct page *kmap_to_page(const void *address)
{
	unsigned long a = (unsigned long)address;

	return is_window(a) ? pfn_to_page(arch_kmap_to_pfn(a)) : virt_to_page(address);
}
EXPORT_SYMBOL(kmap_to_page);

#else

struct page *kmap_to_page(const void *address)
{
	return virt_to_page(address);
}
EXPORT_SYMBOL(kmap_to_page);

#endif
