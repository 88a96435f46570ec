// SPDX-License-Identifier: MIT
/*
 * Kernel stacks, each above a page that is not mapped: one that overflows faults at once, instead of
 * writing over something else.
 *
 * Stacks lie in a window of slots of a fixed size at the bottom of the vmalloc area:
 *
 *	| not mapped | stack, THREAD_SIZE | not mapped | stack ...
 *
 * A slot that is given back keeps its pages and is the next to be used, so that creating a thread
 * mostly costs no page-table work. stack_cache_shrink() takes the pages of all slots that nobody uses. Stacks are filled with a pattern: how much of it is left tells
 * how deep the thread went.
 *
 * Lock: stack_lock, for the lists of slots. It is not held while pages are allocated or TLBs flushed:
 * a slot that is on neither list belongs to whoever took it off.
 */
#include <asm/page.h>
#include <asm/tlbflush.h>
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/spinlock.h>
#include <quarry/page_table.h>
#include <quarry/sched.h>

#define SLOT_SIZE (THREAD_SIZE + PAGE_SIZE)
#define MAX_STACKS 1024

#define STACK_FILL 0x57ac57ac57ac57acULL /* "stac": neither a pointer nor a small number */
#define STACK_END_MAGIC 0x57ac6e9dUL	  /* the lowest word, which no thread should ever reach */

#define STACK_MARGIN 256 /* below its frame a function may use some of the stack already */

/* A stack of slot numbers. */
struct slot_list {
	unsigned short slots[MAX_STACKS];
	unsigned int count;
};

static DEFINE_SPINLOCK(stack_lock);
static struct slot_list ready; /* free slots that have pages */
static struct slot_list bare;  /* free slots that have none */

static int take_slot(struct slot_list *list)
{
	int slot;

	spin_lock(&stack_lock);
	slot = list->count ? list->slots[--list->count] : -1;
	spin_unlock(&stack_lock);
	return slot;
}

static void give_slot(struct slot_list *list, unsigned int slot)
{
	spin_lock(&stack_lock);
	list->slots[list->count++] = slot;
	spin_unlock(&stack_lock);
}

static unsigned long slot_stack(unsigned int slot)
{
	return KERNEL_STACKS_START + slot * SLOT_SIZE + PAGE_SIZE;
}

static unsigned int slot_of(const void *stack)
{
	return ((unsigned long)stack - KERNEL_STACKS_START) / SLOT_SIZE;
}

/* Takes a page of a slot away; TLBs may still know it. Splitting nothing, this needs no memory. */
static struct page *unmap_page(unsigned long address)
{
	struct pt_step leaf;

	if (!pt_lookup(&kernel_page_table, address, &leaf) ||
	    pt_change(&kernel_page_table, address, PAGE_SIZE, 0, _PAGE_PRESENT))
		return NULL;
	return pfn_to_page(pt_entry_phys(kernel_page_table.mode, 0, leaf.entry) >> PAGE_SHIFT);
}

/* Frees the pages of a slot, when no CPU can know them any more. */
static void unmap_pages(unsigned long stack)
{
	struct page *pages[THREAD_SIZE / PAGE_SIZE];

	for (unsigned int i = 0; i < ARRAY_SIZE(pages); i++)
		pages[i] = unmap_page(stack + i * PAGE_SIZE);
	flush_tlb_kernel_range(stack, stack + THREAD_SIZE);
	for (unsigned int i = 0; i < ARRAY_SIZE(pages); i++)
		if (pages[i])
			__free_page(pages[i]);
}

static bool map_pages(unsigned long address)
{
	for (unsigned long at = address; at < address + THREAD_SIZE; at += PAGE_SIZE) {
		struct page *page = alloc_page(GFP_KERNEL);

		if (page && !pt_map(&kernel_page_table, at, PFN_PHYS(page_to_pfn(page)), PAGE_SIZE, __PAGE_KERNEL))
			continue;
		if (page)
			__free_page(page);
		unmap_pages(address);
		return false;
	}
	return true;
}

/**
 * stack_init() - make the window ready; its page tables come now, so that no thread waits for them
 */
void __init stack_init(void)
{
	if (pt_prepare(&kernel_page_table, KERNEL_STACKS_START, MAX_STACKS * SLOT_SIZE))
		panic("no memory for the page tables of kernel stacks");
	for (int slot = MAX_STACKS - 1; slot >= 0; slot--)
		give_slot(&bare, slot);
}

/**
 * stack_mark() - fill a stack with the pattern
 * @stack: its lowest address; nobody runs on it
 */
void stack_mark(void *stack)
{
	u64 *word = stack;

	for (size_t i = 0; i < THREAD_SIZE / sizeof(*word); i++)
		word[i] = STACK_FILL;
	*(unsigned long *)stack = STACK_END_MAGIC;
}

/**
 * stack_mark_unused() - fill the part of a stack that is not in use, so that stack_used() can tell
 * @stack: its lowest address; the caller runs on it
 */
void stack_mark_unused(void *stack)
{
	u64 *end = (u64 *)__builtin_frame_address(0) - STACK_MARGIN / sizeof(u64);

	for (u64 *word = stack; word < end; word++)
		WRITE_ONCE(*word, STACK_FILL);
	*(unsigned long *)stack = STACK_END_MAGIC;
}

/**
 * stack_alloc() - a stack for a new thread
 *
 * Context: process. Return: its lowest address, or NULL.
 */
void *stack_alloc(void)
{
	int slot = take_slot(&ready);

	if (slot < 0) {
		slot = take_slot(&bare);
		if (slot >= 0 && !map_pages(slot_stack(slot))) {
			give_slot(&bare, slot);
			slot = -1;
		}
	}
	if (slot < 0)
		return NULL;
	stack_mark((void *)slot_stack(slot));
	return (void *)slot_stack(slot);
}

/**
 * stack_free() - give a stack back
 * @stack: from stack_alloc(); nobody runs on it
 */
void stack_free(void *stack)
{
	give_slot(&ready, slot_of(stack));
}

/**
 * stack_cache_shrink() - give back the pages of stacks that nobody uses
 *
 * Context: process, interrupts on. Return: how many pages.
 */
unsigned long stack_cache_shrink(void)
{
	unsigned long pages = 0;
	int slot;

	while ((slot = take_slot(&ready)) >= 0) {
		unmap_pages(slot_stack(slot));
		give_slot(&bare, slot);
		pages += THREAD_SIZE / PAGE_SIZE;
	}
	return pages;
}

/**
 * stack_used() - how deep a stack has been at most
 * @stack: its lowest address
 *
 * Return: bytes.
 */
size_t stack_used(const void *stack)
{
	const u64 *word = stack;
	size_t i = 1;

	while (i < THREAD_SIZE / sizeof(*word) && READ_ONCE(word[i]) == STACK_FILL)
		i++;
	return THREAD_SIZE - i * sizeof(*word);
}

/**
 * stack_end_intact() - is the mark at the end of a stack still there?
 * @stack: its lowest address
 */
bool stack_end_intact(const void *stack)
{
	return READ_ONCE(*(const unsigned long *)stack) == STACK_END_MAGIC;
}
