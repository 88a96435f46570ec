// SPDX-License-Identifier: MIT
/* SRAT: which memory is near to which processors (ACPI 6.4, 5.2.16). */
#include <linux/kernel.h>
#include <quarry/acpi.h>
#include "bytes.h"
#include "entries.h"

#define REVISION 8
#define ENTRIES 48

#define AFFINITY_ENABLED 1
#define MEMORY_HOTPLUG 2
#define MEMORY_NON_VOLATILE 4

/* The caller's structure, and what the entries' meaning depends on. */
struct srat {
	struct acpi_srat_info *out;
	u32 domain_mask; /* revision 1 had 8 bits for a domain; the others were reserved, not zero */
};

static void add_cpu(struct srat *t, u32 apic_id, u32 domain)
{
	struct acpi_srat_info *out = t->out;

	if (out->nr_cpus < ACPI_MAX_CPUS)
		out->cpus[out->nr_cpus++] = (struct acpi_cpu_affinity){ apic_id, domain & t->domain_mask };
	else
		out->nr_lost++;
}

/* 5.2.16.1 */
static void read_lapic(const u8 *e, void *t)
{
	u32 domain = e[2] | (get32(e + 8) & 0xffffff00);

	if (get32(e + 4) & AFFINITY_ENABLED)
		add_cpu(t, e[3], domain);
}

/* 5.2.16.3 */
static void read_x2apic(const u8 *e, void *t)
{
	if (get32(e + 12) & AFFINITY_ENABLED)
		add_cpu(t, get32(e + 8), get32(e + 4));
}

/* 5.2.16.2; firmware pads the table with empty and disabled ranges. */
static void read_memory(const u8 *e, void *arg)
{
	struct srat *t = arg;
	u32 flags = get32(e + 28);
	struct acpi_memory_affinity m = {
		.base = get64(e + 8),
		.size = get64(e + 16),
		.domain = get32(e + 2) & t->domain_mask,
		.hotplug = flags & MEMORY_HOTPLUG,
		.non_volatile = flags & MEMORY_NON_VOLATILE,
	};

	if (!(flags & AFFINITY_ENABLED) || !m.size)
		return;
	if (m.base + m.size < m.base)
		t->out->nr_odd++;
	else if (t->out->nr_memory < ACPI_MAX_MEMORY)
		t->out->memory[t->out->nr_memory++] = m;
	else
		t->out->nr_lost++;
}

static const struct acpi_entry_type entry_types[] = {
	{ 0, 16, read_lapic },
	{ 1, 40, read_memory },
	{ 2, 24, read_x2apic },
	{}
};

/**
 * acpi_parse_srat() - read the SRAT
 * @table: the table
 * @length: bytes that can be read there
 * @out: the enabled affinities
 *
 * Return: NULL, or what is wrong with it.
 */
const char *acpi_parse_srat(const void *table, size_t length, struct acpi_srat_info *out)
{
	const char *broken = acpi_check_table(table, length, "SRAT");
	struct srat t = { .out = out };
	const u8 *p = table;
	u32 end, unknown;

	memset(out, 0, sizeof(*out));
	if (broken)
		return broken;
	end = get32(p + 4);
	if (end < ENTRIES)
		return "too short";
	t.domain_mask = p[REVISION] < 2 ? 0xff : 0xffffffff;
	return acpi_read_entries(p + ENTRIES, end - ENTRIES, entry_types, &t, &unknown);
}
