/* SPDX-License-Identifier: MIT */
/*
 * What the firmware's ACPI tables say about the machine, in plain structures.
 *
 * The tables come from a firmware that nobody here has seen, so nothing in them is believed before
 * it was checked: a table with a broken length or checksum, or with an entry that does not fit, is
 * passed over as a whole, by name. What did not fit into the structures is counted in nr_lost,
 * entries that make no sense in nr_odd; both are said in the log.
 *
 * Section numbers are those of the ACPI Specification 6.4.
 */
#ifndef _QUARRY_ACPI_H
#define _QUARRY_ACPI_H

#include <linux/types.h>

#define ACPI_HEADER_SIZE 36
#define ACPI_MAX_TABLE_SIZE (1U << 20)

#define ACPI_MAX_TABLES 64
#define ACPI_MAX_CPUS 256
#define ACPI_MAX_IOAPICS 64
#define ACPI_MAX_OVERRIDES 32
#define ACPI_MAX_NMIS 32
#define ACPI_MAX_MEMORY 64
#define ACPI_MAX_NODES 64

/**
 * struct acpi_rsdp_info - the root pointer (5.2.5)
 * @revision: 0 for ACPI 1.0, 2 since
 * @length: its own bytes
 * @oem: name of the maker, printable
 * @rsdt: physical address of the table of 32-bit addresses, 0 if none
 * @xsdt: physical address of the table of 64-bit addresses, 0 if none (or its checksum is broken)
 */
struct acpi_rsdp_info {
	u8 revision;
	u32 length;
	char oem[7];
	u32 rsdt;
	u64 xsdt;
};

/**
 * struct acpi_root_info - the addresses that an RSDT (5.2.7) or XSDT (5.2.8) lists
 * @nr: used in @tables; none of them is 0
 * @nr_lost: how many more there were
 * @tables: physical addresses
 */
struct acpi_root_info {
	u32 nr;
	u32 nr_lost;
	u64 tables[ACPI_MAX_TABLES];
};

/**
 * struct acpi_cpu - a processor (5.2.12.2, 5.2.12.12)
 * @apic_id: of its local APIC; above 254 only an x2APIC has it
 * @acpi_id: its number in the rest of ACPI
 * @enabled: may be started
 * @online_capable: not enabled, but may be later, by a hot-plug that Quarry does not do
 */
struct acpi_cpu {
	u32 apic_id;
	u32 acpi_id;
	bool enabled;
	bool online_capable;
};

/**
 * struct acpi_ioapic - an I/O APIC (5.2.12.3)
 * @id: its APIC ID
 * @address: physical address of its registers, never 0
 * @gsi_base: number of its first input among all I/O APICs' (global system interrupt)
 */
struct acpi_ioapic {
	u8 id;
	u32 address;
	u32 gsi_base;
};

/* Polarity and trigger of an interrupt line (5.2.12.5, table 5.26); 0: as its bus has it. */
#define ACPI_INTI_POLARITY 0x3
#define ACPI_INTI_ACTIVE_HIGH 0x1
#define ACPI_INTI_ACTIVE_LOW 0x3
#define ACPI_INTI_TRIGGER 0xc
#define ACPI_INTI_EDGE 0x4
#define ACPI_INTI_LEVEL 0xc

/**
 * struct acpi_override - an ISA interrupt that is not the global interrupt of its number (5.2.12.5)
 * @irq: the ISA interrupt, 0 to 15
 * @gsi: where it arrives
 * @flags: ACPI_INTI_*; the ISA bus has active high, edge
 */
struct acpi_override {
	u8 irq;
	u32 gsi;
	u16 flags;
};

/**
 * struct acpi_nmi_source - an I/O APIC's input that is to be an NMI (5.2.12.6)
 * @gsi: the input
 * @flags: ACPI_INTI_*
 */
struct acpi_nmi_source {
	u32 gsi;
	u16 flags;
};

#define ACPI_ALL_CPUS 0xffffffffu

/**
 * struct acpi_lapic_nmi - a local APIC's pin that is to be an NMI (5.2.12.7, 5.2.12.13)
 * @acpi_id: of the processor, or ACPI_ALL_CPUS
 * @flags: ACPI_INTI_*
 * @lint: which pin, 0 or 1
 */
struct acpi_lapic_nmi {
	u32 acpi_id;
	u16 flags;
	u8 lint;
};

/**
 * struct acpi_madt_info - processors and interrupt controllers (5.2.12)
 * @lapic_phys: physical address of every processor's local APIC
 * @pcat_compat: there are two 8259s as well, which must be masked
 * @nr_enabled: entries of @cpus that are enabled; at least 1
 * @nr_cpus: used in @cpus. An enabled processor takes the place of one that is not when all are
 *	used. No apic_id occurs twice
 * @nr_cpus_lost: enabled processors that did not fit
 * @nr_lost: other entries that did not fit
 * @nr_odd: entries that make no sense and were left out
 * @nr_unknown: entries of a type that is not read
 */
struct acpi_madt_info {
	u64 lapic_phys;
	bool pcat_compat;
	u32 nr_enabled;
	u32 nr_cpus, nr_ioapics, nr_overrides, nr_nmis, nr_lapic_nmis;
	u32 nr_cpus_lost, nr_lost, nr_odd, nr_unknown;
	struct acpi_cpu cpus[ACPI_MAX_CPUS];
	struct acpi_ioapic ioapics[ACPI_MAX_IOAPICS];
	struct acpi_override overrides[ACPI_MAX_OVERRIDES];
	struct acpi_nmi_source nmis[ACPI_MAX_NMIS];
	struct acpi_lapic_nmi lapic_nmis[ACPI_MAX_CPUS];
};

/* Address spaces of a register (5.2.3.2, table 5.1). */
#define ACPI_SPACE_MEMORY 0
#define ACPI_SPACE_IO 1
#define ACPI_SPACE_PCI_CONFIG 2

/**
 * struct acpi_register - where a register is (generic address structure, 5.2.3.2)
 * @space: ACPI_SPACE_*
 * @bits: its width as the table has it, often 0
 * @address: its address there, an I/O port below 65536; 0 means that there is no such register
 */
struct acpi_register {
	u8 space;
	u8 bits;
	u64 address;
};

/**
 * struct acpi_fadt_info - fixed hardware (5.2.9)
 * @revision: of the table; @legacy_devices, @no_vga and @no_cmos_rtc are known from 2 on
 * @dsdt: physical address of the DSDT, 0 if none
 * @sci: the interrupt of ACPI events
 * @smi_command: port to which @acpi_enable is written to take over from the firmware; 0: none
 * @acpi_enable: see @smi_command
 * @pm1a_event: I/O port of a status register; that for enabling follows half of
 *	@pm1_event_bytes behind it. 0 where there is none, as all of the following
 * @pm1b_event: second half of the register, on other ports
 * @pm1a_control: I/O port of the register that holds SLP_TYP and SLP_EN (4.8.3.2.1)
 * @pm1b_control: second half of it
 * @pm1_event_bytes: length of each event block, at least 4 where there is one
 * @pm_timer: I/O port of the 3.579545 MHz timer, 0 if none (4.8.3.3)
 * @pm_timer_32bit: it counts 32 bits, else 24
 * @century: index of the century in the CMOS RAM, 0 if none
 * @has_8042: there may be a keyboard controller
 * @legacy_devices: there may be devices on the ISA bus that nothing describes
 * @no_vga: the VGA registers and its text memory must not be touched
 * @no_cmos_rtc: there is no CMOS clock
 * @hardware_reduced: there is no fixed hardware (4.1); @sleep_control powers off
 * @reset: register that resets the machine, if it has one (4.8.3.6)
 * @reset_value: what to write to it
 * @sleep_control: sleep control register of hardware-reduced machines (4.8.3.7)
 * @nr_odd: registers that lie where none can be, and were left out
 */
struct acpi_fadt_info {
	u8 revision;
	u64 dsdt;
	u16 sci;
	u16 smi_command;
	u8 acpi_enable;
	u16 pm1a_event, pm1b_event;
	u16 pm1a_control, pm1b_control;
	u8 pm1_event_bytes;
	u16 pm_timer;
	bool pm_timer_32bit;
	u8 century;
	bool has_8042, legacy_devices, no_vga, no_cmos_rtc;
	bool hardware_reduced;
	struct acpi_register reset;
	u8 reset_value;
	struct acpi_register sleep_control;
	u32 nr_odd;
};

/**
 * struct acpi_hpet_info - the event timer block (IA-PC HPET Specification 1.0a, 3.2.4)
 * @phys: physical address of its registers, 1 KiB
 * @block_id: low half of its capability register as the firmware knows it; 0 if it does not
 * @number: which HPET
 * @min_tick: fewest clock ticks between interrupts in periodic mode
 */
struct acpi_hpet_info {
	u64 phys;
	u32 block_id;
	u8 number;
	u16 min_tick;
};

/**
 * struct acpi_cpu_affinity - the node of a processor (5.2.16.1, 5.2.16.3)
 * @apic_id: of its local APIC
 * @domain: proximity domain, any number
 */
struct acpi_cpu_affinity {
	u32 apic_id;
	u32 domain;
};

/**
 * struct acpi_memory_affinity - the node of a range of memory (5.2.16.2)
 * @base: physical address
 * @size: bytes, not 0; @base + @size does not wrap
 * @domain: proximity domain, any number
 * @hotplug: memory may be added there later; there may be none now
 * @non_volatile: persistent memory
 */
struct acpi_memory_affinity {
	u64 base;
	u64 size;
	u32 domain;
	bool hotplug;
	bool non_volatile;
};

/**
 * struct acpi_srat_info - which memory is near to which processors (5.2.16)
 * @nr_cpus: used in @cpus; all enabled. An apic_id may occur twice if the firmware contradicts itself
 * @nr_memory: used in @memory; all enabled, in the table's order; they may overlap
 * @nr_lost: entries that did not fit
 * @nr_odd: entries that make no sense and were left out
 */
struct acpi_srat_info {
	u32 nr_cpus, nr_memory;
	u32 nr_lost, nr_odd;
	struct acpi_cpu_affinity cpus[ACPI_MAX_CPUS];
	struct acpi_memory_affinity memory[ACPI_MAX_MEMORY];
};

#define ACPI_DISTANCE_LOCAL 10
#define ACPI_DISTANCE_UNREACHABLE 255

/**
 * struct acpi_slit_info - relative distances between proximity domains (5.2.17)
 * @nr: how many; @distance[i][j] holds for i, j < @nr, 10 on the diagonal and more elsewhere
 * @nr_lost: domains that did not fit
 * @distance: from a processor in the first to memory in the second
 */
struct acpi_slit_info {
	u32 nr;
	u32 nr_lost;
	u8 distance[ACPI_MAX_NODES][ACPI_MAX_NODES];
};

/**
 * struct acpi_s5_info - how to switch off (7.3.4, 7.4.2)
 * @found: the table defines \_S5; the rest is 0 otherwise
 * @typ_a: SLP_TYP for PM1a_CNT or the sleep control register, 0 to 7
 * @typ_b: SLP_TYP for PM1b_CNT, 0 to 7
 */
struct acpi_s5_info {
	bool found;
	u8 typ_a, typ_b;
};

/**
 * struct acpi_table_header - what all tables begin with, cleaned for printing (5.2.6)
 */
struct acpi_table_header {
	char signature[5];
	u32 length;
	u8 revision;
	char oem[7], oem_table[9];
	u32 oem_revision;
	char creator[5];
	u32 creator_revision;
};

/**
 * struct acpi_table_state - a table that was found
 * @phys: its physical address
 * @header: its header
 * @broken: why it was passed over, NULL if it was not
 */
struct acpi_table_state {
	u64 phys;
	struct acpi_table_header header;
	const char *broken;
};

/**
 * struct acpi_info - all that was learned
 * @rsdp: the root pointer
 * @rsdp_phys: its physical address, 0 if the boot loader handed over a copy only
 * @nr_tables: used in @tables
 * @nr_tables_lost: how many more the firmware listed
 * @tables: XSDT and RSDT, those that they list, DSDT
 * @has_madt: @madt is valid; likewise the others
 */
struct acpi_info {
	struct acpi_rsdp_info rsdp;
	u64 rsdp_phys;
	u32 nr_tables, nr_tables_lost;
	bool has_madt, has_fadt, has_hpet, has_srat, has_slit;
	struct acpi_table_state tables[ACPI_MAX_TABLES + 3];
	struct acpi_madt_info madt;
	struct acpi_fadt_info fadt;
	struct acpi_hpet_info hpet;
	struct acpi_srat_info srat;
	struct acpi_slit_info slit;
	struct acpi_s5_info s5;
};

/*
 * The parsers. Each reads @length bytes at @table, any alignment, and nothing beyond; fills in all
 * of @out; and returns NULL, or a few words about what is wrong with the table, @out being of no
 * use then. They touch nothing else: any context.
 */

/**
 * acpi_check_table() - is it a table, whole and with the right sum?
 * @table: where it is
 * @length: how many bytes can be read there
 * @signature: its four letters, or NULL for any
 *
 * Return: NULL, or what is wrong.
 */
const char *acpi_check_table(const void *table, size_t length, const char *signature);

/**
 * acpi_read_header() - copy a table's header
 * @table: ACPI_HEADER_SIZE readable bytes
 * @out: the copy; characters that cannot be printed became '?'
 */
void acpi_read_header(const void *table, struct acpi_table_header *out);

const char *acpi_parse_rsdp(const void *table, size_t length, struct acpi_rsdp_info *out);
const char *acpi_parse_rsdt(const void *table, size_t length, struct acpi_root_info *out);
const char *acpi_parse_xsdt(const void *table, size_t length, struct acpi_root_info *out);
const char *acpi_parse_madt(const void *table, size_t length, struct acpi_madt_info *out);
const char *acpi_parse_fadt(const void *table, size_t length, struct acpi_fadt_info *out);
const char *acpi_parse_hpet(const void *table, size_t length, struct acpi_hpet_info *out);
const char *acpi_parse_srat(const void *table, size_t length, struct acpi_srat_info *out);
const char *acpi_parse_slit(const void *table, size_t length, struct acpi_slit_info *out);

/**
 * acpi_parse_s5() - find \_S5 in a DSDT or SSDT
 * @table: the table
 * @length: bytes that can be read there
 * @out: its first two values
 *
 * The AML is not interpreted: what looks like Name (_S5, Package (n) { constants }) is taken.
 *
 * Return: NULL, or what is wrong with the table. One without \_S5 is sound.
 */
const char *acpi_parse_s5(const void *table, size_t length, struct acpi_s5_info *out);

/**
 * acpi_map_fn - make physical memory readable
 *
 * Returns a pointer to @size bytes at @phys, valid until its next call, or NULL.
 */
typedef const void *(*acpi_map_fn)(u64 phys, size_t size);

/**
 * acpi_search_rsdp() - look for the root pointer where a BIOS leaves it (5.2.5.1)
 * @map: how memory is read
 * @phys: out: where it was found
 * @out: what it says
 *
 * Return: whether there is a sound one.
 */
bool acpi_search_rsdp(acpi_map_fn map, u64 *phys, struct acpi_rsdp_info *out);

/**
 * acpi_load() - read all tables that a root pointer leads to
 * @info: @info->rsdp and @info->rsdp_phys are filled in; the rest comes out
 * @map: how memory is read
 *
 * Logs a line a table, and one for each that is passed over, as Linux does.
 */
void acpi_load(struct acpi_info *info, acpi_map_fn map);

struct boot_info;

/**
 * acpi_init() - find and read the machine's tables, unless the command line says acpi=off
 * @boot: the loader may have said where the root pointer is
 *
 * Context: boot, after paging_init() and, because SRAT says which memory is whose, before
 * free_area_init().
 */
void acpi_init(const struct boot_info *boot);

/* What acpi_init() learned: NULL where there is no such table or it is broken. Any context. */
const struct acpi_madt_info *acpi_madt(void);
const struct acpi_fadt_info *acpi_fadt(void);
const struct acpi_hpet_info *acpi_hpet(void);
const struct acpi_srat_info *acpi_srat(void);
const struct acpi_slit_info *acpi_slit(void);
const struct acpi_s5_info *acpi_s5(void);

/**
 * acpi_power_off() - enter the state S5, if it is known how
 *
 * Context: interrupts off, any otherwise. Return: only if the machine stays on.
 */
void acpi_power_off(void);

/**
 * acpi_reset() - write to the FADT's reset register, if there is one
 *
 * Context: interrupts off, any otherwise. Return: only if the machine goes on.
 */
void acpi_reset(void);

#endif
