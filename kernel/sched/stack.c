// SPDX-License-Identifier: MIT
/*
 * Kernel stacks, in vmalloc memory, each above addresses that are not mapped: one that overflows
 * faults at once, instead of writing over something else.
 *
 *	| not mapped, STACK_GUARD | stack, THREAD_SIZE | guard page |
 *
 * The guard is as large as the stack, so that a function whose local variables are larger than what
 * is left hits it too.
 *
 * A stack that is given back stays mapped, and is the next to be used: creating a thread mostly
 * costs no page-table work. When memory is short a shrinker takes those that nobody uses. Stacks are filled
 * with a pattern: how much of it is left tells how deep the thread went.
 *
 * Lock: stack_lock, for the list of free stacks, which are linked by their lowest word. Memory is
 * neither allocated nor freed under it.
 */
#include <linux/compiler.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/shrinker.h>
#include <linux/spinlock.h>
#include <quarry/sched.h>
#include <quarry/vmalloc.h>

#define STACK_FILL 0x57ac57ac57ac57acULL /* "stac": neither a pointer nor a small number */
#define STACK_END_MAGIC 0x57ac6e9dUL	  /* the lowest word, which no thread should ever reach */

#define STACK_MARGIN 256 /* below its frame a function may use some of the stack already */

struct free_stack {
	struct free_stack *next;
};

static DEFINE_SPINLOCK(stack_lock);
static struct free_stack *free_stacks;
static unsigned long nr_free_stacks, nr_stacks;

/**
 * stack_map() - memory for a stack, above and below which nothing is mapped
 * @size: bytes, a multiple of the page size
 * @caller: whom reports name
 *
 * Context: process; may sleep. Return: its lowest address, or NULL.
 */
void *stack_map(size_t size, const void *caller)
{
	struct vm_struct *vm = vm_area_take(STACK_GUARD + size, PAGE_SIZE, VMALLOC_START, VMALLOC_END, VM_ALLOC,
					    GFP_KERNEL, caller);

	if (!vm)
		return NULL;
	if (vm_area_fill(vm, STACK_GUARD, GFP_KERNEL, PAGE_KERNEL, NUMA_NO_NODE))
		return vm->addr + STACK_GUARD;
	vm_area_unfill(vm);
	return NULL;
}

static struct free_stack *take_free(void)
{
	struct free_stack *stack;

	spin_lock(&stack_lock);
	stack = free_stacks;
	if (stack) {
		free_stacks = stack->next;
		nr_free_stacks--;
	}
	spin_unlock(&stack_lock);
	return stack;
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
	void *stack = take_free();

	if (!stack) {
		stack = stack_map(THREAD_SIZE, __builtin_return_address(0));
		if (!stack)
			return NULL;
		__atomic_fetch_add(&nr_stacks, 1, __ATOMIC_RELAXED);
	}
	stack_mark(stack);
	return stack;
}

/**
 * stack_free() - give a stack back
 * @stack: from stack_alloc(); nobody runs on it
 *
 * Context: any but interrupts.
 */
void stack_free(void *stack)
{
	struct free_stack *free = stack;

	spin_lock(&stack_lock);
	free->next = free_stacks;
	free_stacks = free;
	nr_free_stacks++;
	spin_unlock(&stack_lock);
}

static bool release_one(void)
{
	void *stack = take_free();

	if (!stack)
		return false;
	vfree(stack - STACK_GUARD);
	__atomic_fetch_sub(&nr_stacks, 1, __ATOMIC_RELAXED);
	return true;
}

/**
 * stack_cache_shrink() - give back the pages of stacks that nobody uses
 *
 * Context: process, interrupts on. Return: how many pages.
 */
unsigned long stack_cache_shrink(void)
{
	unsigned long pages = 0;

	while (release_one())
		pages += THREAD_SIZE / PAGE_SIZE;
	return pages;
}

/**
 * stack_pages() - pages in all threads' stacks, in use or kept
 */
unsigned long stack_pages(void)
{
	return READ_ONCE(nr_stacks) * (THREAD_SIZE / PAGE_SIZE);
}

static unsigned long count_free(struct shrinker *shrinker, struct shrink_control *sc)
{
	return READ_ONCE(nr_free_stacks);
}

static unsigned long scan_free(struct shrinker *shrinker, struct shrink_control *sc)
{
	unsigned long freed = 0;

	while (freed < sc->nr_to_scan && release_one())
		freed++;
	return freed ? freed : SHRINK_STOP;
}

static struct shrinker stack_shrinker = {
	.count_objects = count_free,
	.scan_objects = scan_free,
	.seeks = DEFAULT_SEEKS,
};

/**
 * stack_init() - let those who need memory have the stacks that nobody uses
 */
void __init stack_init(void)
{
	register_shrinker(&stack_shrinker, "stacks");
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
