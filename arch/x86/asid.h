/* SPDX-License-Identifier: MIT */
/*
 * Address-space identifiers: with PCID, a CPU keeps translations of several spaces, each under a number
 * of 12 bits that is in CR3 too (Intel SDM vol. 3A, 4.10.1).
 *
 * Each CPU gives out a few numbers of its own, in turn: a handful of spaces is all that its TLB holds
 * anyway, and no CPU has to know what another one chose. A slot says which space had the number last, and
 * up to which generation its translations are right: a space counts a generation each time that some of
 * its translations must be forgotten, and only CPUs that have it in CR3 are told. One that comes back
 * later finds that the slot is behind, and forgets all of that number.
 *
 * Pure logic, without a CPU, so that the host tests it.
 */
#ifndef _ARCH_X86_ASID_H
#define _ARCH_X86_ASID_H

#include <linux/types.h>

#define NR_ASIDS 6

/**
 * struct asid_table - the numbers of one CPU
 * @slot: for each number: the space, and the generation up to which its translations are right
 * @next: the number that is given away next
 * @loaded: the number in CR3
 */
struct asid_table {
	struct {
		unsigned long ctx_id, tlb_gen;
	} slot[NR_ASIDS];
	unsigned int next, loaded;
};

/**
 * asid_choose() - find a number for a space that is going to be loaded
 * @table: this CPU's
 * @nr: how many numbers there are: NR_ASIDS, or 1 without PCID, when each load forgets everything
 * @ctx_id: the space
 * @tlb_gen: its generation now
 *
 * Return: whether translations under the number must be forgotten; the number is in @table->loaded.
 */
static inline bool asid_choose(struct asid_table *table, unsigned int nr, unsigned long ctx_id, unsigned long tlb_gen)
{
	bool stale;

	for (unsigned int i = 0; i < nr; i++) {
		if (table->slot[i].ctx_id != ctx_id)
			continue;
		stale = table->slot[i].tlb_gen != tlb_gen;
		table->slot[i].tlb_gen = tlb_gen;
		table->loaded = i;
		return stale;
	}
	if (table->next >= nr)
		table->next = 0;
	table->loaded = table->next++;
	table->slot[table->loaded].ctx_id = ctx_id;
	table->slot[table->loaded].tlb_gen = tlb_gen;
	return true;
}

/* What a CPU that was told of a new generation has to forget. */
enum asid_flush { ASID_NOTHING, ASID_RANGE, ASID_ALL };

/**
 * asid_catch_up() - a CPU is told that some translations of the space in CR3 must be forgotten
 * @table: this CPU's
 * @told: the generation that this belongs to
 * @now: the space's generation, read just now
 *
 * Messages of two generations may come in any order. One that follows what the slot has says all that is
 * missing up to it; with another, something else is missing too.
 */
static inline enum asid_flush asid_catch_up(struct asid_table *table, unsigned long told, unsigned long now)
{
	unsigned long *gen = &table->slot[table->loaded].tlb_gen;

	if ((long)(*gen - told) >= 0)
		return ASID_NOTHING;
	if (*gen + 1 == told) {
		*gen = told;
		return ASID_RANGE;
	}
	*gen = now;
	return ASID_ALL;
}

#endif
