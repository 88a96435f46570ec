/* SPDX-License-Identifier: MIT */
/* What the files of drivers/acpi share about the machine they run on. */
#ifndef _ACPI_MACHINE_H
#define _ACPI_MACHINE_H

#include <quarry/acpi.h>

/* (i) filled in by acpi_init() */
extern struct acpi_info acpi_machine;

/* Registers for reset and power-off that lie in memory get their address. */
void acpi_map_power_registers(const struct acpi_fadt_info *fadt);

#endif
