// SPDX-License-Identifier: MIT
/* vmalloc and vmap on all CPUs at once: each sees its own memory, and no CPU what was unmapped. */
#include <asm/tlbflush.h>
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <quarry/page_table.h>

#include "../../mm/vmalloc.h"
#include "test_threads.h"

#define TORTURE_ROUNDS 150
#define TORTURE_SLOTS 8
#define TORTURE_PAGES 5

static atomic_t torture_errors;

static u32 next_random(u32 *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* What a thread of the torture has: vmalloc()ed areas, and its own pages, mapped and unmapped by vmap(). */
struct tortured {
	u32 state;
	u8 value;
	u8 *slots[TORTURE_SLOTS], *mapped;
	size_t sizes[TORTURE_SLOTS];
	struct page *pages[TORTURE_PAGES];
};

/* Each area has its own value, which is checked before it goes. */
static void torture_slot(struct tortured *t, unsigned int i, bool may_take)
{
	if (t->slots[i]) {
		for (size_t at = 0; at < t->sizes[i]; at += 512)
			if (t->slots[i][at] != (u8)(t->value + i))
				atomic_inc(&torture_errors);
		vfree(t->slots[i]);
		t->slots[i] = NULL;
	} else if (may_take) {
		t->sizes[i] = (next_random(&t->state) % 12 + 1) * PAGE_SIZE;
		t->slots[i] = __vmalloc(t->sizes[i], GFP_KERNEL | __GFP_NOWARN);
		if (t->slots[i])
			memset(t->slots[i], t->value + i, t->sizes[i]);
	}
}

/* The pages say which they are, and that through a new mapping each time, in another order. */
static void torture_vmap(struct tortured *t)
{
	unsigned int i = next_random(&t->state) % TORTURE_PAGES;

	if (t->mapped) {
		for (i = 0; i < TORTURE_PAGES; i++)
			if (*(u64 *)(t->mapped + i * PAGE_SIZE) != page_to_pfn(t->pages[i]))
				atomic_inc(&torture_errors);
		vunmap(t->mapped);
		t->mapped = NULL;
		return;
	}
	swap(t->pages[0], t->pages[i]);
	t->mapped = vmap(t->pages, TORTURE_PAGES, VM_MAP, PAGE_KERNEL);
}

static bool torture_begin(struct tortured *t, unsigned int index)
{
	*t = (struct tortured){ .state = index * 7919 + 1, .value = index * 16 };
	for (int i = 0; i < TORTURE_PAGES; i++) {
		t->pages[i] = alloc_page(GFP_KERNEL);
		if (!t->pages[i])
			return false;
		*(u64 *)page_address(t->pages[i]) = page_to_pfn(t->pages[i]);
	}
	return true;
}

static void torture_end(struct tortured *t)
{
	for (unsigned int i = 0; i < TORTURE_SLOTS; i++)
		torture_slot(t, i, false);
	if (t->mapped)
		torture_vmap(t);
	for (int i = 0; i < TORTURE_PAGES && t->pages[i]; i++)
		__free_page(t->pages[i]);
}

static void torture_one(unsigned int index, void *arg)
{
	struct tortured t;

	for (int round = torture_begin(&t, index) ? 0 : TORTURE_ROUNDS; round < TORTURE_ROUNDS; round++) {
		torture_slot(&t, next_random(&t.state) % TORTURE_SLOTS, true);
		torture_vmap(&t);
		if (next_random(&t.state) % 32 == 0)
			vm_unmap_aliases();
	}
	torture_end(&t);
}

static void vmalloc_torture(struct kunit *test)
{
	static struct test_threads threads;

	atomic_set(&torture_errors, 0);
	test_threads_start(test, &threads, 2 * num_online_cpus(), torture_one, NULL);
	test_threads_wait(&threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&torture_errors), 0);
	for (int i = 0; i < NR_VMALLOC_REGIONS; i++)
		if (vmalloc_regions[i].root.end)
			KUNIT_EXPECT_STREQ(test, vmap_area_check(&vmalloc_regions[i].root) ?: "", "");
}

/*
 * Coherence: an address is mapped to one page, read everywhere, unmapped, flushed, and mapped to another.
 * Who reads it after that must see the other.
 */
#define COHERENCE_ROUNDS 50

static struct {
	volatile u8 *address;
	u8 expected;
	int wrong;
} coherence;

static void read_everywhere(void *unused)
{
	if (*coherence.address != coherence.expected)
		__atomic_fetch_add(&coherence.wrong, 1, __ATOMIC_RELAXED);
}

static void tlb_coherence(struct kunit *test)
{
	struct page *pages[2] = { alloc_page(GFP_KERNEL), alloc_page(GFP_KERNEL) };
	struct vm_struct *vm = get_vm_area(PAGE_SIZE, VM_MAP);
	unsigned long at;

	KUNIT_ASSERT_TRUE(test, pages[0] && pages[1] && vm);
	at = (unsigned long)vm->addr;
	memset(page_address(pages[0]), 0, PAGE_SIZE);
	memset(page_address(pages[1]), 1, PAGE_SIZE);
	coherence.address = vm->addr;
	coherence.wrong = 0;
	for (int i = 0; i < COHERENCE_ROUNDS; i++) {
		coherence.expected = i & 1;
		KUNIT_ASSERT_EQ(test, pt_map_pages(&kernel_page_table, at, &pages[i & 1], 1, PAGE_KERNEL), 0);
		on_each_cpu(read_everywhere, NULL, 1);
		pt_unmap(&kernel_page_table, at, PAGE_SIZE);
		flush_tlb_kernel_range(at, at + PAGE_SIZE);
	}
	KUNIT_EXPECT_EQ(test, coherence.wrong, 0);
	free_vm_area(vm);
	__free_page(pages[0]);
	__free_page(pages[1]);
}

static struct kunit_case vmalloc_torture_cases[] = { KUNIT_CASE(vmalloc_torture), KUNIT_CASE(tlb_coherence), {} };

static struct kunit_suite vmalloc_torture_suite = {
	.name = "mm.vmalloc_torture",
	.desc = "vmalloc and vmap on all CPUs at once",
	.test_cases = vmalloc_torture_cases,
};
kunit_test_suite(vmalloc_torture_suite);
