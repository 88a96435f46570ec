// SPDX-License-Identifier: MIT
/* MADT: processors and interrupt controllers (ACPI 6.4, 5.2.12). */
#include <linux/kernel.h>
#include <quarry/acpi.h>
#include "bytes.h"
#include "entries.h"

#define LAPIC_ADDRESS 36
#define FLAGS 40
#define ENTRIES 44
#define PCAT_COMPAT 1

#define LAPIC_DEFAULT 0xfee00000u /* Intel SDM vol. 3A, 11.4.1 */

#define CPU_ENABLED 1
#define CPU_ONLINE_CAPABLE 2
#define APIC_ID_BROADCAST 255
#define X2APIC_ID_BROADCAST 0xffffffffu
#define BUS_ISA 0
#define ISA_IRQS 16

static struct acpi_cpu *find_cpu(struct acpi_madt_info *madt, u32 apic_id)
{
	for (u32 i = 0; i < madt->nr_cpus; i++)
		if (madt->cpus[i].apic_id == apic_id)
			return &madt->cpus[i];
	return NULL;
}

/* A new place, or that of a processor that cannot be started. */
static struct acpi_cpu *place_for_cpu(struct acpi_madt_info *madt, bool enabled)
{
	if (madt->nr_cpus < ACPI_MAX_CPUS)
		return &madt->cpus[madt->nr_cpus++];
	for (u32 i = ACPI_MAX_CPUS; enabled && i-- > 0;)
		if (!madt->cpus[i].enabled)
			return &madt->cpus[i];
	madt->nr_cpus_lost += enabled;
	return NULL;
}

/*
 * Firmware fills up its table with disabled entries whose numbers repeat those of real processors;
 * only two enabled ones of the same number contradict each other.
 */
static void add_cpu(struct acpi_madt_info *madt, u32 apic_id, u32 acpi_id, u32 flags)
{
	bool enabled = flags & CPU_ENABLED;
	struct acpi_cpu *cpu = find_cpu(madt, apic_id);

	if (cpu && (cpu->enabled || !enabled)) {
		madt->nr_odd += cpu->enabled && enabled;
		return;
	}
	if (!cpu)
		cpu = place_for_cpu(madt, enabled);
	if (!cpu)
		return;
	*cpu = (struct acpi_cpu){
		.apic_id = apic_id,
		.acpi_id = acpi_id,
		.enabled = enabled,
		.online_capable = !enabled && (flags & CPU_ONLINE_CAPABLE),
	};
	madt->nr_enabled += enabled;
}

/* 5.2.12.2 */
static void read_lapic(const u8 *e, void *out)
{
	struct acpi_madt_info *madt = out;
	u32 flags = get32(e + 4);

	if (e[3] != APIC_ID_BROADCAST)
		add_cpu(madt, e[3], e[2], flags);
	else
		madt->nr_odd += flags & CPU_ENABLED;
}

/* 5.2.12.12 */
static void read_x2apic(const u8 *e, void *out)
{
	struct acpi_madt_info *madt = out;
	u32 apic_id = get32(e + 4), flags = get32(e + 8);

	if (apic_id != X2APIC_ID_BROADCAST)
		add_cpu(madt, apic_id, get32(e + 12), flags);
	else
		madt->nr_odd += flags & CPU_ENABLED;
}

/* 5.2.12.3 */
static void read_ioapic(const u8 *e, void *out)
{
	struct acpi_madt_info *madt = out;
	struct acpi_ioapic ioapic = { .id = e[2], .address = get32(e + 4), .gsi_base = get32(e + 8) };

	if (!ioapic.address)
		madt->nr_odd++;
	else if (madt->nr_ioapics < ACPI_MAX_IOAPICS)
		madt->ioapics[madt->nr_ioapics++] = ioapic;
	else
		madt->nr_lost++;
}

/* Polarity and trigger, each with one reserved value that becomes "as the bus has it". */
static u16 read_inti_flags(struct acpi_madt_info *madt, const u8 *p)
{
	u16 flags = get16(p) & (ACPI_INTI_POLARITY | ACPI_INTI_TRIGGER), clean = flags;

	if ((flags & ACPI_INTI_POLARITY) == 0x2)
		clean &= ~ACPI_INTI_POLARITY;
	if ((flags & ACPI_INTI_TRIGGER) == 0x8)
		clean &= ~ACPI_INTI_TRIGGER;
	madt->nr_odd += clean != flags;
	return clean;
}

static bool irq_is_overridden(const struct acpi_madt_info *madt, u8 irq)
{
	for (u32 i = 0; i < madt->nr_overrides; i++)
		if (madt->overrides[i].irq == irq)
			return true;
	return false;
}

/* 5.2.12.5; the first override of an interrupt counts. */
static void read_override(const u8 *e, void *out)
{
	struct acpi_madt_info *madt = out;
	u8 bus = e[2], irq = e[3];

	if (bus != BUS_ISA || irq >= ISA_IRQS || irq_is_overridden(madt, irq)) {
		madt->nr_odd++;
		return;
	}
	madt->overrides[madt->nr_overrides++] =
		(struct acpi_override){ irq, get32(e + 4), read_inti_flags(madt, e + 8) };
}
_Static_assert(ACPI_MAX_OVERRIDES >= ISA_IRQS, "one override for each interrupt always fits");

/* 5.2.12.6 */
static void read_nmi_source(const u8 *e, void *out)
{
	struct acpi_madt_info *madt = out;

	if (madt->nr_nmis == ACPI_MAX_NMIS)
		madt->nr_lost++;
	else
		madt->nmis[madt->nr_nmis++] =
			(struct acpi_nmi_source){ get32(e + 4), read_inti_flags(madt, e + 2) };
}

static void add_lapic_nmi(struct acpi_madt_info *madt, u32 acpi_id, const u8 *flags, u8 lint)
{
	if (lint > 1)
		madt->nr_odd++;
	else if (madt->nr_lapic_nmis == ACPI_MAX_CPUS)
		madt->nr_lost++;
	else
		madt->lapic_nmis[madt->nr_lapic_nmis++] =
			(struct acpi_lapic_nmi){ acpi_id, read_inti_flags(madt, flags), lint };
}

/* 5.2.12.7 */
static void read_lapic_nmi(const u8 *e, void *out)
{
	add_lapic_nmi(out, e[2] == 0xff ? ACPI_ALL_CPUS : e[2], e + 3, e[5]);
}

/* 5.2.12.13 */
static void read_x2apic_nmi(const u8 *e, void *out)
{
	add_lapic_nmi(out, get32(e + 4), e + 2, e[8]);
}

/* Registers fill a page, and a page of zeroes is what a firmware bug looks like. */
static void set_lapic_address(struct acpi_madt_info *madt, u64 address)
{
	if (address && !(address & 0xfff))
		madt->lapic_phys = address;
	else
		madt->nr_odd++;
}

/* 5.2.12.8 */
static void read_lapic_address(const u8 *e, void *out)
{
	set_lapic_address(out, get64(e + 4));
}

static const struct acpi_entry_type entry_types[] = {
	{ 0, 8, read_lapic },
	{ 1, 12, read_ioapic },
	{ 2, 10, read_override },
	{ 3, 8, read_nmi_source },
	{ 4, 6, read_lapic_nmi },
	{ 5, 12, read_lapic_address },
	{ 9, 16, read_x2apic },
	{ 10, 12, read_x2apic_nmi },
	{}
};

/**
 * acpi_parse_madt() - read the MADT
 * @table: the table
 * @length: bytes that can be read there
 * @out: processors and interrupt controllers
 *
 * Return: NULL, or what is wrong with it.
 */
const char *acpi_parse_madt(const void *table, size_t length, struct acpi_madt_info *out)
{
	const char *broken = acpi_check_table(table, length, "APIC");
	const u8 *p = table;
	u32 end;

	memset(out, 0, sizeof(*out));
	if (broken)
		return broken;
	end = get32(p + 4);
	if (end < ENTRIES)
		return "too short";
	out->lapic_phys = LAPIC_DEFAULT;
	set_lapic_address(out, get32(p + LAPIC_ADDRESS));
	out->pcat_compat = get32(p + FLAGS) & PCAT_COMPAT;
	broken = acpi_read_entries(p + ENTRIES, end - ENTRIES, entry_types, out, &out->nr_unknown);
	if (broken)
		return broken;
	return out->nr_enabled ? NULL : "no processor in it is enabled";
}
