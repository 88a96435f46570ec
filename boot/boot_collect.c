// SPDX-License-Identifier: MIT
/*
 * Filling struct boot_info: every table has a fixed size, and what does not fit is left out in the
 * way that does the least harm.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "parse.h"

#define RSDP_V1_LEN	20
#define RSDP_V2_LEN	36
#define RSDP_REVISION	15
#define RSDP_LENGTH	20

/**
 * boot_reject() - give up on the loader's information
 * @bi: takes the sentence
 * @fmt: what is wrong and where
 *
 * Return: -EINVAL, to be returned by the caller.
 */
int boot_reject(struct boot_info *bi, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(bi->error, sizeof(bi->error), fmt, args);
	va_end(args);
	return -EINVAL;
}

/**
 * boot_warn() - note an oddity for the log, which does not exist yet
 * @bi: takes the note, or counts it when there is no room
 * @fmt: the note, without a line end
 */
void boot_warn(struct boot_info *bi, const char *fmt, ...)
{
	va_list args;

	if (bi->nr_warnings == BOOT_MAX_WARNINGS) {
		bi->nr_warnings_lost++;
		return;
	}
	va_start(args, fmt);
	vsnprintf(bi->warnings[bi->nr_warnings++], BOOT_WARNING_LEN, fmt, args);
	va_end(args);
}

static u32 known_type(u32 type)
{
	switch (type) {
	case BOOT_MEM_RAM:
	case BOOT_MEM_ACPI:
	case BOOT_MEM_NVS:
	case BOOT_MEM_UNUSABLE:
	case BOOT_MEM_PMEM:
	case BOOT_MEM_PRAM:
	case BOOT_MEM_SOFT_RESERVED:
		return type;
	default:
		return BOOT_MEM_RESERVED;
	}
}

/* Index of the last RAM entry, or -1. */
static int last_ram(const struct boot_info *bi)
{
	int i = (int)bi->nr_ranges;

	while (--i >= 0)
		if (bi->ranges[i].type == BOOT_MEM_RAM)
			break;
	return i;
}

/**
 * boot_has_ram() - is there any usable memory in the map?
 * @bi: the map
 */
bool boot_has_ram(const struct boot_info *bi)
{
	return last_ram(bi) >= 0;
}

/*
 * The table is full. Losing RAM costs memory, but losing a reserved range that lies over RAM would
 * hand out memory that is not ours: RAM makes room. When none is left, nothing can be handed out
 * at all and the rest does not matter. RAM never returns to a full table, so that all calls
 * together search it at most BOOT_MAX_RANGES times with success.
 */
static void add_to_full_table(struct boot_info *bi, const struct boot_mem_range *range)
{
	int victim;

	if (bi->nr_ranges_lost++ == 0)
		boot_warn(bi, "memory map has more than %d entries, some memory is left unused",
			  BOOT_MAX_RANGES);
	if (range->type == BOOT_MEM_RAM || bi->full_without_ram)
		return;
	victim = last_ram(bi);
	if (victim < 0)
		bi->full_without_ram = true;
	else
		bi->ranges[victim] = *range;
}

/**
 * boot_add_range() - append an entry to the memory map
 * @bi: the map
 * @base: first byte
 * @size: bytes; an empty range is ignored
 * @type: as firmware numbers it; an unknown one becomes BOOT_MEM_RESERVED
 */
void boot_add_range(struct boot_info *bi, u64 base, u64 size, u32 type)
{
	struct boot_mem_range range = { .base = base, .size = size, .type = known_type(type) };

	if (!size)
		return;
	if (bi->nr_ranges == BOOT_MAX_RANGES)
		add_to_full_table(bi, &range);
	else
		bi->ranges[bi->nr_ranges++] = range;
}

/**
 * boot_merge_range() - append an entry, or let the last one grow over it
 * @bi: the map
 * @base: first byte
 * @size: bytes
 * @type: as for boot_add_range()
 *
 * EFI has some hundred descriptors where ten ranges would do.
 */
void boot_merge_range(struct boot_info *bi, u64 base, u64 size, u32 type)
{
	struct boot_mem_range *last = bi->nr_ranges ? &bi->ranges[bi->nr_ranges - 1] : NULL;

	if (last && last->type == known_type(type) && last->base < base &&
	    last->base + last->size == base)
		last->size += size;
	else
		boot_add_range(bi, base, size, type);
}

/**
 * boot_add_module() - note a module and keep its memory
 * @bi: takes it
 * @start: physical address of its first byte
 * @end: physical address behind its last byte
 *
 * Return: the new entry with an empty name, or NULL if it makes no sense or there is no room.
 */
struct boot_module *boot_add_module(struct boot_info *bi, u64 start, u64 end)
{
	struct boot_module *mod = &bi->modules[bi->nr_modules];

	if (end <= start) {
		boot_warn(bi, "module at %#llx ends at %#llx, left out", start, end);
		return NULL;
	}
	if (bi->nr_modules == BOOT_MAX_MODULES) {
		if (bi->nr_modules_lost++ == 0)
			boot_warn(bi, "more than %d modules, the rest is left out",
				  BOOT_MAX_MODULES);
		return NULL;
	}
	bi->nr_modules++;
	mod->start = start;
	mod->end = end;
	mod->name[0] = 0;
	bi->keep[bi->nr_keep++] = (struct boot_keep) { .start = start, .end = end };
	return mod;
}

static bool sums_to_zero(const u8 *bytes, size_t len)
{
	u8 sum = 0;

	while (len--)
		sum = (u8)(sum + *bytes++);
	return sum == 0;
}

/* ACPI 6.4, 5.2.5.3: revision 0 is 20 bytes long, later ones say how long they are. */
static size_t rsdp_valid_len(const u8 *rsdp, size_t len)
{
	u32 length;

	if (len < RSDP_V1_LEN || memcmp(rsdp, "RSD PTR ", 8) || !sums_to_zero(rsdp, RSDP_V1_LEN))
		return 0;
	if (rsdp[RSDP_REVISION] < 2 || len < RSDP_V2_LEN)
		return RSDP_V1_LEN;
	memcpy(&length, rsdp + RSDP_LENGTH, sizeof(length));
	if (length != RSDP_V2_LEN || !sums_to_zero(rsdp, RSDP_V2_LEN))
		return RSDP_V1_LEN;
	return RSDP_V2_LEN;
}

/**
 * boot_set_rsdp() - keep a copy of the ACPI root pointer if it is one
 * @bi: takes the copy
 * @rsdp: the root pointer, or what claims to be it
 * @len: bytes there
 *
 * Return: whether it was one.
 */
bool boot_set_rsdp(struct boot_info *bi, const u8 *rsdp, size_t len)
{
	size_t valid = rsdp_valid_len(rsdp, len);

	if (!valid)
		return false;
	memcpy(bi->rsdp_copy, rsdp, valid);
	bi->rsdp_len = (u32)valid;
	return true;
}
