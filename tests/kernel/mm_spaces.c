// SPDX-License-Identifier: MIT
/*
 * mm.space_cpu: address spaces as CPUs see them: CR3, loans, translations that must be forgotten, pages on
 * a fault. Needs a real machine.
 */
#include <asm/irqflags.h>
#include <asm/mmu_context.h>
#include <asm/tlb_stats.h>
#include <asm/tlbflush.h>
#include <asm/traps.h>
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/fault.h>
#include <quarry/page_table.h>

#include "../../mm/mm_space.h"
#include "test_threads.h"

#define BASE 0x400000UL
#define RW (VM_READ | VM_WRITE)

static volatile unsigned long *const word = (unsigned long *)BASE;

/* A space with a page at BASE that holds @value. */
static struct mm_struct *space_with(struct kunit *test, unsigned long value)
{
	struct mm_struct *mm = mm_alloc();

	KUNIT_ASSERT_NOT_NULL(test, mm);
	KUNIT_ASSERT_EQ(test, mm_map_anonymous(mm, BASE, 2 * PAGE_SIZE, RW), 0);
	KUNIT_ASSERT_EQ(test, access_remote_vm(mm, BASE, &value, sizeof(value), FOLL_WRITE), (int)sizeof(value));
	return mm;
}

static unsigned long read_in(struct mm_struct *mm)
{
	unsigned long value;

	kthread_use_mm(mm);
	value = *word;
	kthread_unuse_mm(mm);
	return value;
}

static void test_one_address_two_values(struct kunit *test)
{
	struct mm_struct *a = space_with(test, 0xaaaa), *b = space_with(test, 0xbbbb);

	for (int i = 0; i < 20; i++) {
		KUNIT_ASSERT_EQ(test, read_in(a), 0xaaaaul);
		KUNIT_ASSERT_EQ(test, read_in(b), 0xbbbbul);
	}
	kthread_use_mm(a);
	*word = 0xa2;
	kthread_unuse_mm(a);
	KUNIT_EXPECT_EQ(test, read_in(b), 0xbbbbul);
	KUNIT_EXPECT_EQ(test, read_in(a), 0xa2ul);
	mmput(a);
	mmput(b);
}

/* ---- the kernel half -------------------------------------------------------------------------- */

/* An address of the vmalloc area that has no tables; the last page that a top-level entry spans. */
static unsigned long unused_kernel_address(void)
{
	const struct paging_mode *mode = kernel_page_table.mode;
	/* In PAE one top-level entry spans all of it. */
	unsigned long span = 1UL << mode->shift[mode->root_is_latched ? 1 : mode->levels - 1];
	unsigned long address = VMALLOC_END - PAGE_SIZE;
	struct pt_step steps[PAGING_MAX_LEVELS];

	for (int i = 0; i < 30; i++, address -= span)
		if (pt_walk(&kernel_page_table, address, steps) < mode->levels && !(steps[0].entry & _PAGE_PSE))
			return address;
	return 0;
}

/* Pages that are mapped while another space is active are there at once, and in spaces that come later. */
static void test_kernel_half_grows_in_step(struct kunit *test)
{
	struct mm_struct *a = space_with(test, 1), *b = space_with(test, 2), *c;
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long address = unused_kernel_address();

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_ASSERT_NE(test, address, 0ul);
	kthread_use_mm(a);
	KUNIT_EXPECT_EQ(test, pt_map_pages(&kernel_page_table, address, &page, 1, PAGE_KERNEL), 0);
	*(volatile unsigned long *)address = 0x5eed;
	kthread_unuse_mm(a);
	kthread_use_mm(b);
	KUNIT_EXPECT_EQ(test, *(volatile unsigned long *)address, 0x5eedul);
	kthread_unuse_mm(b);
	c = space_with(test, 3);
	kthread_use_mm(c);
	KUNIT_EXPECT_EQ(test, *(volatile unsigned long *)address, 0x5eedul);
	KUNIT_EXPECT_EQ(test, kernel_half_differs(a), 0u);
	KUNIT_EXPECT_EQ(test, kernel_half_differs(b), 0u);
	KUNIT_EXPECT_EQ(test, kernel_half_differs(c), 0u);
	kthread_unuse_mm(c);
	KUNIT_EXPECT_EQ(test, pt_unmap(&kernel_page_table, address, PAGE_SIZE), 1L);
	flush_tlb_kernel_range(address, address + PAGE_SIZE);
	__free_page(page);
	mmput(a);
	mmput(b);
	mmput(c);
}

/* ---- page faults ------------------------------------------------------------------------------ */

static void read_word(void *address)
{
	(void)*(volatile unsigned long *)address;
}

static void write_word(void *address)
{
	*(volatile unsigned long *)address = 1;
}

static void expect_fault(struct kunit *test, void (*provoke)(void *), unsigned long address, unsigned long error)
{
	struct trap_catcher caught = catch_trap(provoke, (void *)address);

	KUNIT_EXPECT_EQ(test, caught.vector, TRAP_PAGE_FAULT);
	KUNIT_EXPECT_EQ(test, caught.error_code, error);
	KUNIT_EXPECT_EQ(test, caught.address, address);
}

static void test_pages_come_on_faults(struct kunit *test)
{
	struct mm_struct *mm = space_with(test, 7);
	unsigned long *second = (unsigned long *)(BASE + PAGE_SIZE);

	kthread_use_mm(mm);
	KUNIT_EXPECT_EQ(test, *word, 7ul);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&mm->minor_faults), 0L);
	KUNIT_EXPECT_EQ(test, *(volatile unsigned long *)second, 0ul);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&mm->minor_faults), 1L);
	*(volatile unsigned long *)(second + 1) = 9;
	KUNIT_EXPECT_EQ(test, atomic_long_read(&mm->minor_faults), 1L);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&mm->rss), 2L);
	kthread_unuse_mm(mm);
	mmput(mm);
}

static void test_faults_that_are_mistakes(struct kunit *test)
{
	struct mm_struct *mm = space_with(test, 7);

	KUNIT_ASSERT_EQ(test, mm_map_anonymous(mm, BASE + 16 * PAGE_SIZE, PAGE_SIZE, VM_READ), 0);
	kthread_use_mm(mm);
	expect_fault(test, read_word, BASE - sizeof(long), 0);
	expect_fault(test, write_word, BASE + 2 * PAGE_SIZE, FAULT_WRITE);
	expect_fault(test, write_word, BASE + 16 * PAGE_SIZE, FAULT_WRITE);
	KUNIT_EXPECT_EQ(test, *(volatile unsigned long *)(BASE + 16 * PAGE_SIZE), 0ul);
	expect_fault(test, write_word, BASE + 16 * PAGE_SIZE, FAULT_WRITE | FAULT_PRESENT);
	/* Where one must not sleep, no page comes. */
	preempt_disable();
	expect_fault(test, read_word, BASE + PAGE_SIZE, 0);
	preempt_enable();
	kthread_unuse_mm(mm);
	/* Outside of any space the user half is empty; the CPU may still have the page tables on loan. */
	mmput(mm);
	expect_fault(test, read_word, BASE, 0);
}

/* ---- loans ------------------------------------------------------------------------------------ */

static struct {
	struct completion go, done;
	int rounds;
} partner;

static int answer(void *unused)
{
	for (int i = 0; i < partner.rounds; i++) {
		wait_for_completion(&partner.go);
		complete(&partner.done);
	}
	return 0;
}

/* Back and forth between a thread with a space and one without, on one CPU: CR3 is never loaded. */
static void test_kernel_threads_borrow(struct kunit *test)
{
	struct mm_struct *mm = space_with(test, 0x10a4);
	struct task_struct *thread = kthread_create(answer, NULL, "borrower");
	unsigned int cpu = raw_smp_processor_id();
	unsigned long loads;

	KUNIT_ASSERT_FALSE(test, IS_ERR(thread));
	init_completion(&partner.go);
	init_completion(&partner.done);
	partner.rounds = 50;
	kthread_bind(thread, cpu);
	set_cpus_allowed_ptr(current, cpumask_of(cpu));
	kthread_use_mm(mm);
	loads = per_cpu(tlb_stats, cpu).cr3_loads;
	wake_up_process(thread);
	for (int i = 0; i < partner.rounds; i++) {
		complete(&partner.go);
		wait_for_completion(&partner.done);
		KUNIT_ASSERT_EQ(test, *word, 0x10a4ul);
	}
	KUNIT_EXPECT_EQ(test, per_cpu(tlb_stats, cpu).cr3_loads, loads);
	kthread_unuse_mm(mm);
	set_cpus_allowed_ptr(current, cpu_possible_mask);
	kthread_stop(thread);
	mmput(mm);
}

/* Two spaces in turn on one CPU: with PCID no load forgets anything, without each one does. */
static void test_comes_back_with_translations(struct kunit *test)
{
	struct mm_struct *a = space_with(test, 0xa), *b = space_with(test, 0xb);
	unsigned int cpu = raw_smp_processor_id(), rounds = 20;
	unsigned long kept, loads;

	set_cpus_allowed_ptr(current, cpumask_of(cpu));
	read_in(a);
	read_in(b);
	kept = per_cpu(tlb_stats, cpu).cr3_kept;
	loads = per_cpu(tlb_stats, cpu).cr3_loads;
	for (unsigned int i = 0; i < rounds; i++)
		KUNIT_EXPECT_EQ(test, read_in(a) << 4 | read_in(b), 0xabul);
	KUNIT_EXPECT_EQ(test, per_cpu(tlb_stats, cpu).cr3_loads - loads, 2ul * rounds);
	KUNIT_EXPECT_EQ(test, per_cpu(tlb_stats, cpu).cr3_kept - kept, mmu_context_has_pcid() ? 2ul * rounds : 0ul);
	set_cpus_allowed_ptr(current, cpu_possible_mask);
	mmput(a);
	mmput(b);
}

/* A space goes while CPUs have it on loan: they give it back first. */
static void test_loans_end_with_the_space(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		struct mm_struct *mm = space_with(test, cpu);

		set_cpus_allowed_ptr(current, cpumask_of(cpu));
		KUNIT_EXPECT_EQ(test, read_in(mm), (unsigned long)cpu);
		set_cpus_allowed_ptr(current, cpu_possible_mask);
		mmgrab(mm);
		mmput(mm);
		KUNIT_EXPECT_TRUE(test, cpumask_empty(mm_cpumask(mm)));
		mmdrop(mm);
	}
}

/* ---- several threads, several spaces ---------------------------------------------------------- */

#define ROUNDS 200
#define SPACES 3

static struct mm_struct *shared_mm[SPACES];
static atomic_t errors;

/* In turn in all spaces; each thread has a word of its own in each. */
static void wander(unsigned int index, void *unused)
{
	volatile unsigned long *mine = (unsigned long *)BASE + 1 + index;

	for (unsigned int i = 0; i < ROUNDS; i++) {
		unsigned int s = (i + index) % SPACES;
		unsigned long expected = i < SPACES ? 0 : (i - SPACES) << 8 | s;

		kthread_use_mm(shared_mm[s]);
		if (*mine != expected)
			atomic_inc(&errors);
		*mine = i << 8 | s;
		if (i % 3 == 0)
			yield();
		if (*mine != (i << 8 | s))
			atomic_inc(&errors);
		kthread_unuse_mm(shared_mm[s]);
		if (i % 7 == 0)
			yield();
	}
}

static void test_threads_change_spaces(struct kunit *test)
{
	struct test_threads threads;

	atomic_set(&errors, 0);
	for (int i = 0; i < SPACES; i++)
		shared_mm[i] = space_with(test, 0);
	test_threads_start(test, &threads, 2 * min(num_online_cpus(), 8u), wander, NULL);
	test_threads_wait(&threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&errors), 0);
	for (int i = 0; i < SPACES; i++) {
		KUNIT_EXPECT_EQ(test, kernel_half_differs(shared_mm[i]), 0u);
		mmput(shared_mm[i]);
	}
}

/* ---- coherence -------------------------------------------------------------------------------- */

#define GENERATIONS 250 /* in one byte, so that none is read in halves */

static unsigned long oldest; /* no generation below may be read any more */
static bool stop;

/* What is read may be of a generation that is being taken away, but not of one that was. */
static void read_generations(unsigned int index, void *unused)
{
	kthread_use_mm(shared_mm[0]);
	while (!READ_ONCE(stop)) {
		unsigned long limit = smp_load_acquire(&oldest);
		u8 value = 0;

		if (!copy_from_kernel_nofault(&value, (void *)BASE, 1) && value && value < limit)
			atomic_inc(&errors);
		if (index % 2)
			cond_resched();
	}
	kthread_unuse_mm(shared_mm[0]);
}

static void write_generation(u8 generation)
{
	access_remote_vm(shared_mm[0], BASE, &generation, sizeof(generation), FOLL_WRITE);
}

/* A page is unmapped here while all CPUs read it; once that has returned, none reads it. */
static void test_unmapped_is_never_read(struct kunit *test)
{
	struct test_threads threads;

	atomic_set(&errors, 0);
	WRITE_ONCE(stop, false);
	shared_mm[0] = space_with(test, 1);
	oldest = 1;
	test_threads_start(test, &threads, min(num_online_cpus(), 8u), read_generations, NULL);
	for (unsigned long generation = 2; generation < GENERATIONS; generation++) {
		if (do_munmap(shared_mm[0], BASE, PAGE_SIZE))
			atomic_inc(&errors);
		smp_store_release(&oldest, generation);
		if (mm_map_anonymous(shared_mm[0], BASE, PAGE_SIZE, RW))
			atomic_inc(&errors);
		write_generation(generation);
		cond_resched();
	}
	WRITE_ONCE(stop, true);
	test_threads_wait(&threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&errors), 0);
	mmput(shared_mm[0]);
}

/* Counts in a word of its own as fast as it can; where the page is read-only, it does not get through. */
static void write_words(unsigned int index, void *unused)
{
	unsigned long *mine = (unsigned long *)BASE + 1 + index;

	kthread_use_mm(shared_mm[0]);
	for (unsigned long i = 1; !READ_ONCE(stop); i++) {
		if (copy_to_kernel_nofault(mine, &i, sizeof(i)))
			cond_resched();
	}
	kthread_unuse_mm(shared_mm[0]);
}

/* A page is made read-only while all CPUs write to it; once that has returned, none does. */
static void test_protected_is_never_written(struct kunit *test)
{
	unsigned long before[16], after[16];
	struct test_threads threads;

	atomic_set(&errors, 0);
	WRITE_ONCE(stop, false);
	shared_mm[0] = space_with(test, 1);
	test_threads_start(test, &threads, min(num_online_cpus(), 8u), write_words, NULL);
	for (int i = 0; i < GENERATIONS; i++) {
		if (mm_protect(shared_mm[0], BASE, PAGE_SIZE, VM_READ))
			atomic_inc(&errors);
		access_remote_vm(shared_mm[0], BASE, before, sizeof(before), 0);
		cond_resched();
		access_remote_vm(shared_mm[0], BASE, after, sizeof(after), 0);
		if (memcmp(before, after, sizeof(before)))
			atomic_inc(&errors);
		if (mm_protect(shared_mm[0], BASE, PAGE_SIZE, RW))
			atomic_inc(&errors);
		cond_resched();
	}
	WRITE_ONCE(stop, true);
	test_threads_wait(&threads);
	KUNIT_EXPECT_EQ(test, atomic_read(&errors), 0);
	mmput(shared_mm[0]);
}

static struct kunit_case space_cases[] = {
	KUNIT_CASE(test_one_address_two_values),
	KUNIT_CASE(test_kernel_half_grows_in_step),
	KUNIT_CASE(test_pages_come_on_faults),
	KUNIT_CASE(test_faults_that_are_mistakes),
	KUNIT_CASE(test_kernel_threads_borrow),
	KUNIT_CASE(test_comes_back_with_translations),
	KUNIT_CASE(test_loans_end_with_the_space),
	KUNIT_CASE(test_threads_change_spaces),
	KUNIT_CASE(test_unmapped_is_never_read),
	KUNIT_CASE(test_protected_is_never_written),
	{}
};

static struct kunit_suite space_suite = {
	.name = "mm.space_cpu",
	.desc = "address spaces in CR3: loans, faults, coherence",
	.test_cases = space_cases,
};
kunit_test_suite(space_suite);
