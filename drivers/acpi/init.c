// SPDX-License-Identifier: MIT
/* The machine's own ACPI tables: found at boot, read once, asked for ever after. */
#define pr_fmt(fmt) "ACPI: " fmt
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/acpi.h>
#include <quarry/boot_info.h>
#include <quarry/ioremap_boot.h>
#include "machine.h"

struct acpi_info acpi_machine;

static bool disabled;

static int __init parse_acpi(char *arg)
{
	if (!arg || strcmp(arg, "off"))
		return -EINVAL;
	disabled = true;
	return 0;
}
early_param("acpi", parse_acpi);

/* The loader's copy if it gave one; UEFI leaves nothing where a BIOS does. */
static bool __init find_root_pointer(const struct boot_info *boot, struct acpi_info *info)
{
	if (boot->rsdp_len && !acpi_parse_rsdp(boot->rsdp_copy, boot->rsdp_len, &info->rsdp)) {
		info->rsdp_phys = boot->rsdp;
		return true;
	}
	return !boot->efi && acpi_search_rsdp(boot_ioremap_temporary, &info->rsdp_phys, &info->rsdp);
}

void __init acpi_init(const struct boot_info *boot)
{
	struct acpi_info *info = &acpi_machine;

	if (disabled) {
		pr_info("off, as the command line says\n");
		return;
	}
	if (!find_root_pointer(boot, info)) {
		memset(&info->rsdp, 0, sizeof(info->rsdp));
		pr_info("this machine has none\n");
	} else {
		acpi_load(info, boot_ioremap_temporary);
		acpi_map_power_registers(&info->fadt);
	}
	boot_ioremap_temporary(0, 0);
}

const struct acpi_madt_info *acpi_madt(void)
{
	return acpi_machine.has_madt ? &acpi_machine.madt : NULL;
}

const struct acpi_fadt_info *acpi_fadt(void)
{
	return acpi_machine.has_fadt ? &acpi_machine.fadt : NULL;
}

const struct acpi_hpet_info *acpi_hpet(void)
{
	return acpi_machine.has_hpet ? &acpi_machine.hpet : NULL;
}

const struct acpi_srat_info *acpi_srat(void)
{
	return acpi_machine.has_srat ? &acpi_machine.srat : NULL;
}

const struct acpi_slit_info *acpi_slit(void)
{
	return acpi_machine.has_slit ? &acpi_machine.slit : NULL;
}

const struct acpi_s5_info *acpi_s5(void)
{
	return acpi_machine.s5.found ? &acpi_machine.s5 : NULL;
}
