/* SPDX-License-Identifier: MIT */
/* Faults: explained in words, and provoked on purpose by tests. */
#ifndef _QUARRY_FAULT_H
#define _QUARRY_FAULT_H

#include <linux/types.h>

struct pt_regs;

/* Gives a page of the user half that was touched for the first time; whether there was one to give. */
bool mm_page_fault(struct pt_regs *regs);

/* Prints what was tried at an address and what the page tables say about it, level by level. */
void explain_page_fault(unsigned long address, unsigned long error_code);
struct page_table;
void draw_page_walk(const struct page_table *pt, unsigned long address, void (*print)(const char *fmt, ...));
void page_flags_text(u64 entry, char *text, size_t size);
void print_page_walk(unsigned long address, void (*print)(const char *fmt, ...));

/**
 * struct trap_catcher - what a test learns about a trap that it provoked
 * @vector: which one, -1 for none
 * @error_code: as the CPU pushed it
 * @address: of a page fault
 */
struct trap_catcher {
	int vector;
	unsigned long error_code;
	unsigned long address;
};

/* Calls @provoke(@arg) and comes back even if it traps. */
struct trap_catcher catch_trap(void (*provoke)(void *arg), void *arg);
bool expected_trap(struct pt_regs *regs);

/* Calls @fn(@arg), and @then() behind so many of its instructions. */
bool step_into(void (*fn)(void *arg), void *arg, unsigned long steps, void (*then)(void));
bool stepped(struct pt_regs *regs);

#endif
