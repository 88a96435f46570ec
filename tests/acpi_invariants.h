/* SPDX-License-Identifier: MIT */
/* What struct acpi_info promises whatever the firmware left; for suites and the fuzzer alike. */
#ifndef TESTS_ACPI_INVARIANTS_H
#define TESTS_ACPI_INVARIANTS_H

#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/acpi.h>

static inline bool madt_cpus_ok(const struct acpi_madt_info *m)
{
	u32 enabled = 0;

	for (u32 i = 0; i < m->nr_cpus; i++) {
		enabled += m->cpus[i].enabled;
		for (u32 j = 0; j < i; j++)
			if (m->cpus[i].apic_id == m->cpus[j].apic_id)
				return false;
		if (m->cpus[i].apic_id == 0xffffffff || (m->cpus[i].enabled && m->cpus[i].online_capable))
			return false;
	}
	return enabled == m->nr_enabled && enabled > 0;
}

static inline const char *madt_invariants(const struct acpi_madt_info *m)
{
	if (m->nr_cpus > ACPI_MAX_CPUS || m->nr_ioapics > ACPI_MAX_IOAPICS || m->nr_overrides > 16 ||
	    m->nr_nmis > ACPI_MAX_NMIS || m->nr_lapic_nmis > ACPI_MAX_CPUS)
		return "a count of the MADT is out of bounds";
	if (!m->lapic_phys || (m->lapic_phys & 0xfff))
		return "no local APIC there";
	for (u32 i = 0; i < m->nr_ioapics; i++)
		if (!m->ioapics[i].address)
			return "an I/O APIC at 0";
	for (u32 i = 0; i < m->nr_overrides; i++)
		if (m->overrides[i].irq > 15 || (m->overrides[i].flags & 3) == 2 || (m->overrides[i].flags & 12) == 8)
			return "an impossible override";
	for (u32 i = 0; i < m->nr_lapic_nmis; i++)
		if (m->lapic_nmis[i].lint > 1)
			return "a local APIC with three pins";
	return madt_cpus_ok(m) ? NULL : "processors twice, or none";
}

static inline bool register_ok(const struct acpi_register *r)
{
	if (!r->address)
		return true;
	return r->space == ACPI_SPACE_IO ? r->address <= 0xffff : r->space <= ACPI_SPACE_PCI_CONFIG;
}

static inline const char *fadt_invariants(const struct acpi_fadt_info *f)
{
	if (!register_ok(&f->reset) || !register_ok(&f->sleep_control))
		return "an impossible register";
	return f->hardware_reduced && (f->pm1a_control || f->pm_timer) ? "hardware that is not there" : NULL;
}

static inline const char *srat_invariants(const struct acpi_srat_info *s)
{
	if (s->nr_cpus > ACPI_MAX_CPUS || s->nr_memory > ACPI_MAX_MEMORY)
		return "a count of the SRAT is out of bounds";
	for (u32 i = 0; i < s->nr_memory; i++)
		if (!s->memory[i].size || s->memory[i].base + s->memory[i].size < s->memory[i].base)
			return "memory that is empty or wraps";
	return NULL;
}

static inline const char *slit_invariants(const struct acpi_slit_info *s)
{
	if (!s->nr || s->nr > ACPI_MAX_NODES)
		return "a count of the SLIT is out of bounds";
	for (u32 i = 0; i < s->nr; i++)
		for (u32 j = 0; j < s->nr; j++)
			if (i == j ? s->distance[i][j] != 10 : s->distance[i][j] <= 10)
				return "an impossible distance";
	return NULL;
}

static inline bool acpi_text_ok(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

static inline const char *tables_invariants(const struct acpi_info *info)
{
	if (info->nr_tables > ARRAY_SIZE(info->tables))
		return "too many tables";
	for (u32 i = 0; i < info->nr_tables; i++)
		if (!acpi_text_ok(info->tables[i].header.signature) || !acpi_text_ok(info->tables[i].header.oem) ||
		    !acpi_text_ok(info->tables[i].header.oem_table) || !acpi_text_ok(info->tables[i].header.creator))
			return "a name that cannot be printed";
	return NULL;
}

/* NULL, or what is broken. */
static inline const char *acpi_info_invariants(const struct acpi_info *info)
{
	const char *broken = tables_invariants(info);

	if (!broken && info->has_madt)
		broken = madt_invariants(&info->madt);
	if (!broken && info->has_fadt)
		broken = fadt_invariants(&info->fadt);
	if (!broken && info->has_srat)
		broken = srat_invariants(&info->srat);
	if (!broken && info->has_slit)
		broken = slit_invariants(&info->slit);
	if (!broken && (info->s5.typ_a > 7 || info->s5.typ_b > 7))
		broken = "a sleep type of more than 3 bits";
	if (!broken && info->has_hpet && !info->hpet.phys)
		broken = "an HPET at 0";
	return broken;
}

#endif
