// SPDX-License-Identifier: MIT
/*
 * Where failures were forced: each return address of the kernel that was on the stack when an allocation
 * was made to fail (fault_inject.c), and how often. What is in the table is the calls that have failed or
 * had something fail below them; tests/fail_sites.py looks there for every call of an allocation
 * function, and names those that no test has ever seen fail.
 *
 * Modules' addresses are left out: they come and go, and the suites', which are modules, would fill the table. In
 * place of one stands the function of the kernel that was called there.
 *
 * A hash table without deletion, 8 KiB that are there from the start: to allocate it when the first
 * failure is forced would be an allocation in the midst of a failing one. A few thousand instructions per
 * failure, none while nothing is to fail.
 *
 * Locking: sites_lock for the table and its counters.
 */
#include <asm/sections.h>
#include <linux/fault-inject.h>
#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <linux/stacktrace.h>
#include <quarry/console.h>
#include <quarry/symbols.h>

#define SITES_BITS 10
#define NR_SITES (1u << SITES_BITS)
#define MAX_DEPTH 32

/* As an offset from the image's begin, which fits into 32 bits on both widths; 0: not in use. */
struct site {
	u32 offset;
	u32 failures;
};

static struct site sites[NR_SITES];
static unsigned int nr_sites;
static unsigned long nr_recorded, nr_lost;
static DEFINE_SPINLOCK(sites_lock);

static bool is_core_text(unsigned long address)
{
	return address > (unsigned long)_text && address <= (unsigned long)_etext;
}

/* The address's place in the table, used or free; NULL if it has none and the table is full. */
static struct site *find_locked(u32 offset)
{
	u32 at = hash_32(offset, SITES_BITS);

	for (u32 i = 0; i < NR_SITES; i++, at = (at + 1) % NR_SITES)
		if (!sites[at].offset || sites[at].offset == offset)
			return &sites[at];
	return NULL;
}

static void count_locked(unsigned long address)
{
	struct site *site;

	if (!is_core_text(address))
		address = call_target(address);
	if (!is_core_text(address))
		return;
	site = find_locked(address - (unsigned long)_text);
	if (!site) {
		nr_lost++;
		return;
	}
	nr_sites += !site->offset;
	site->offset = address - (unsigned long)_text;
	site->failures++;
}

/**
 * fault_sites_record() - an allocation is about to fail on purpose: remember who called for it
 *
 * Context: any but NMI.
 */
void fault_sites_record(void)
{
	unsigned long trace[MAX_DEPTH], flags;
	unsigned int depth = stack_trace_save(trace, MAX_DEPTH, 0);

	spin_lock_irqsave(&sites_lock, flags);
	nr_recorded++;
	for (unsigned int i = 0; i < depth; i++)
		count_locked(trace[i]);
	spin_unlock_irqrestore(&sites_lock, flags);
}

/**
 * fault_sites_show() - print the table: address, symbol, how often
 *
 * Without the lock, which is not held while printing: what fails meanwhile may or may not be there.
 *
 * Return: 0, as for a command of the monitor.
 */
int fault_sites_show(void)
{
	for (unsigned int i = 0; i < NR_SITES; i++) {
		void *address = _text + READ_ONCE(sites[i].offset);

		if (sites[i].offset)
			console_printf("%px %pS %u\n", address, address, READ_ONCE(sites[i].failures));
	}
	console_printf("%u addresses were on the stack of %lu failures", nr_sites, nr_recorded);
	if (nr_lost)
		console_printf("; the table is full, %lu did not fit", nr_lost);
	console_printf("\n");
	return 0;
}
