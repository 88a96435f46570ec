// SPDX-License-Identifier: MIT
/* The monitor's command "acpi": which tables there are, and what was learned from each. */
#include <linux/kernel.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include "machine.h"

static void show_tables(const struct acpi_info *info)
{
	console_printf("table address            length revision maker\n");
	for (u32 i = 0; i < info->nr_tables; i++) {
		const struct acpi_table_state *t = &info->tables[i];
		const struct acpi_table_header *h = &t->header;

		console_printf("%-5s 0x%016llx %6u %8u %-6s %-8s%s%s\n", h->signature, t->phys, h->length, h->revision,
			       h->oem, h->oem_table, t->broken ? "  passed over: " : "", t->broken ?: "");
	}
}

static const char *inti_text(u16 flags)
{
	static const char *const polarities[] = { "", ", active high", "", ", active low" };
	static const char *const triggers[] = { "", ", edge", "", ", level" };
	static char text[32];

	snprintf(text, sizeof(text), "%s%s", polarities[flags & ACPI_INTI_POLARITY],
		 triggers[(flags & ACPI_INTI_TRIGGER) >> 2]);
	return text;
}

static void show_cpus(const struct acpi_madt_info *madt)
{
	console_printf("processors: %u enabled of %u; local APICs at %#llx%s\n", madt->nr_enabled, madt->nr_cpus,
		       madt->lapic_phys, madt->pcat_compat ? "; 8259s too" : "");
	for (u32 i = 0; i < madt->nr_cpus; i++) {
		const struct acpi_cpu *cpu = &madt->cpus[i];

		console_printf("  APIC %u, ACPI %u%s\n", cpu->apic_id, cpu->acpi_id,
			       cpu->enabled ? "" : cpu->online_capable ? ", may come online" : ", disabled");
	}
}

static void show_interrupts(const struct acpi_madt_info *madt)
{
	for (u32 i = 0; i < madt->nr_ioapics; i++)
		console_printf("I/O APIC %u at %#x, interrupts from %u\n", madt->ioapics[i].id, madt->ioapics[i].address,
			       madt->ioapics[i].gsi_base);
	for (u32 i = 0; i < madt->nr_overrides; i++)
		console_printf("ISA interrupt %u is %u%s\n", madt->overrides[i].irq, madt->overrides[i].gsi,
			       inti_text(madt->overrides[i].flags));
	for (u32 i = 0; i < madt->nr_nmis; i++)
		console_printf("interrupt %u is an NMI%s\n", madt->nmis[i].gsi, inti_text(madt->nmis[i].flags));
	for (u32 i = 0; i < madt->nr_lapic_nmis; i++) {
		const struct acpi_lapic_nmi *nmi = &madt->lapic_nmis[i];

		if (nmi->acpi_id == ACPI_ALL_CPUS)
			console_printf("LINT%u of all processors is an NMI%s\n", nmi->lint, inti_text(nmi->flags));
		else
			console_printf("LINT%u of processor ACPI %u is an NMI%s\n", nmi->lint, nmi->acpi_id,
				       inti_text(nmi->flags));
	}
}

static void show_register(const char *what, const struct acpi_register *r)
{
	static const char *const spaces[] = { "memory", "port", "PCI configuration" };

	if (r->address)
		console_printf("%s: %s %#llx\n", what, spaces[r->space], r->address);
}

static void show_fixed_hardware(const struct acpi_fadt_info *fadt)
{
	console_printf("fixed hardware:%s SCI %u, PM1 control %#x %#x, PM timer %#x (%u bits), century in CMOS %#x\n",
		       fadt->hardware_reduced ? " reduced;" : "", fadt->sci, fadt->pm1a_control, fadt->pm1b_control,
		       fadt->pm_timer, fadt->pm_timer_32bit ? 32 : 24, fadt->century);
	console_printf("legacy:%s%s%s%s\n", fadt->has_8042 ? " 8042" : "",
		       fadt->legacy_devices ? " ISA devices" : "", fadt->no_vga ? " no VGA" : "",
		       fadt->no_cmos_rtc ? " no CMOS clock" : "");
	show_register("reset", &fadt->reset);
	show_register("sleep control", &fadt->sleep_control);
}

static void show_affinities(const struct acpi_srat_info *srat)
{
	for (u32 i = 0; i < srat->nr_cpus; i++)
		console_printf("APIC %u is in domain %u\n", srat->cpus[i].apic_id, srat->cpus[i].domain);
	for (u32 i = 0; i < srat->nr_memory; i++) {
		const struct acpi_memory_affinity *m = &srat->memory[i];

		console_printf("memory %#llx-%#llx is in domain %u%s%s\n", m->base, m->base + m->size - 1, m->domain,
			       m->hotplug ? ", hot-pluggable" : "", m->non_volatile ? ", non-volatile" : "");
	}
}

static void show_distances(const struct acpi_slit_info *slit)
{
	for (u32 from = 0; from < slit->nr; from++) {
		console_printf("distances from domain %u:", from);
		for (u32 to = 0; to < slit->nr; to++)
			console_printf(" %u", slit->distance[from][to]);
		console_printf("\n");
	}
}

static int acpi_command(int argc, char **argv)
{
	const struct acpi_info *info = &acpi_machine;

	if (!info->nr_tables) {
		console_printf("no ACPI\n");
		return 0;
	}
	show_tables(info);
	if (info->has_madt) {
		show_cpus(&info->madt);
		show_interrupts(&info->madt);
	}
	if (info->has_fadt)
		show_fixed_hardware(&info->fadt);
	if (info->s5.found)
		console_printf("power off: SLP_TYP %u, %u\n", info->s5.typ_a, info->s5.typ_b);
	if (info->has_hpet)
		console_printf("HPET %u at %#llx, block %#x\n", info->hpet.number, info->hpet.phys,
			       info->hpet.block_id);
	if (info->has_srat)
		show_affinities(&info->srat);
	if (info->has_slit)
		show_distances(&info->slit);
	return 0;
}
MONITOR_COMMAND(acpi, "", "the firmware's tables, and what they tell", acpi_command);
