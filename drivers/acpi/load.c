// SPDX-License-Identifier: MIT
/*
 * From the root pointer to struct acpi_info: each table is mapped, checked, listed and handed to
 * its parser. One that is broken costs a line in the log and what it would have said.
 */
#define pr_fmt(fmt) "ACPI: " fmt
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <quarry/acpi.h>

static void print_rsdp(const struct acpi_info *info)
{
	const struct acpi_rsdp_info *rsdp = &info->rsdp;

	if (info->rsdp_phys)
		pr_info("RSDP 0x%016llX %06X (v%02d %-6s)\n", info->rsdp_phys, rsdp->length, rsdp->revision,
			rsdp->oem);
	else
		pr_info("RSDP (the boot loader's copy) %06X (v%02d %-6s)\n", rsdp->length, rsdp->revision, rsdp->oem);
}

static void print_table(const struct acpi_table_state *t)
{
	const struct acpi_table_header *h = &t->header;

	pr_info("%-4s 0x%016llX %06X (v%02d %-6s %-8s %08X %-4s %08X)\n", h->signature, t->phys, h->length,
		h->revision, h->oem, h->oem_table, h->oem_revision, h->creator, h->creator_revision);
}

static void pass_over(struct acpi_table_state *t, const char *why)
{
	t->broken = why;
	pr_warn("%s at %#llx is passed over: %s\n", t->header.signature[0] ? t->header.signature : "table", t->phys,
		why);
}

/* How a table is mapped: first the header, which says how long the whole is. */
static const void *map_table(acpi_map_fn map, struct acpi_table_state *t)
{
	const void *table = map(t->phys, ACPI_HEADER_SIZE);

	if (!table)
		return NULL;
	acpi_read_header(table, &t->header);
	if (t->header.length <= ACPI_HEADER_SIZE || t->header.length > ACPI_MAX_TABLE_SIZE)
		return table;
	return map(t->phys, t->header.length);
}

/* Lists the table at @phys; returns it if it is one, and sound, else says what is wrong. */
static const void *open_table(struct acpi_info *info, acpi_map_fn map, u64 phys, const char *signature,
			      struct acpi_table_state **state)
{
	struct acpi_table_state *t = &info->tables[info->nr_tables++];
	const void *table;
	const char *broken;

	*t = (struct acpi_table_state){ .phys = phys };
	*state = t;
	table = map_table(map, t);
	if (!table) {
		pass_over(t, "it lies where no memory can be reached");
		return NULL;
	}
	broken = acpi_check_table(table, max_t(size_t, t->header.length, ACPI_HEADER_SIZE), signature);
	if (broken) {
		pass_over(t, broken);
		return NULL;
	}
	print_table(t);
	return table;
}

static const char *read_madt(const void *table, size_t length, struct acpi_info *info)
{
	return acpi_parse_madt(table, length, &info->madt);
}

static const char *read_fadt(const void *table, size_t length, struct acpi_info *info)
{
	return acpi_parse_fadt(table, length, &info->fadt);
}

static const char *read_hpet(const void *table, size_t length, struct acpi_info *info)
{
	return acpi_parse_hpet(table, length, &info->hpet);
}

static const char *read_srat(const void *table, size_t length, struct acpi_info *info)
{
	return acpi_parse_srat(table, length, &info->srat);
}

static const char *read_slit(const void *table, size_t length, struct acpi_info *info)
{
	return acpi_parse_slit(table, length, &info->slit);
}

static const struct {
	const char *signature;
	const char *(*read)(const void *table, size_t length, struct acpi_info *info);
	size_t has;
} kinds[] = {
	{ "APIC", read_madt, offsetof(struct acpi_info, has_madt) },
	{ "FACP", read_fadt, offsetof(struct acpi_info, has_fadt) },
	{ "HPET", read_hpet, offsetof(struct acpi_info, has_hpet) },
	{ "SRAT", read_srat, offsetof(struct acpi_info, has_srat) },
	{ "SLIT", read_slit, offsetof(struct acpi_info, has_slit) },
};

/* The first sound table of a kind counts. */
static const char *read_kind(size_t kind, const void *table, size_t length, struct acpi_info *info)
{
	bool *has = (bool *)((char *)info + kinds[kind].has);
	const char *broken;

	if (*has)
		return "it is not the first of its kind";
	broken = kinds[kind].read(table, length, info);
	*has = !broken;
	return broken;
}

static const char *read_table(const void *table, const struct acpi_table_header *h, struct acpi_info *info)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (!strcmp(h->signature, kinds[i].signature))
			return read_kind(i, table, h->length, info);
	if (!info->s5.found && (!strcmp(h->signature, "DSDT") || !strcmp(h->signature, "SSDT")))
		return acpi_parse_s5(table, h->length, &info->s5);
	return NULL;
}

static void load_table(struct acpi_info *info, acpi_map_fn map, u64 phys, const char *signature)
{
	struct acpi_table_state *state;
	const void *table = open_table(info, map, phys, signature, &state);
	const char *broken = table ? read_table(table, &state->header, info) : NULL;

	if (broken)
		pass_over(state, broken);
}

typedef const char *root_parser(const void *table, size_t length, struct acpi_root_info *out);

static bool load_root(struct acpi_info *info, acpi_map_fn map, u64 phys, const char *signature, root_parser *parse,
		      struct acpi_root_info *root)
{
	struct acpi_table_state *state;
	const void *table = open_table(info, map, phys, signature, &state);
	const char *broken = table ? parse(table, state->header.length, root) : NULL;

	if (broken)
		pass_over(state, broken);
	return table && !broken;
}

static void say_lost(const char *what, u32 n)
{
	if (n)
		pr_warn("no room for %u more %s\n", n, what);
}

static void say_odd(const char *what, u32 n)
{
	if (n)
		pr_warn("%s: %u oddities left out or set right\n", what, n);
}

static void say_losses(const struct acpi_info *info)
{
	say_lost("tables", info->nr_tables_lost);
	say_lost("processors of APIC", info->madt.nr_cpus_lost);
	say_lost("entries of APIC", info->madt.nr_lost);
	say_lost("affinities of SRAT", info->srat.nr_lost);
	say_lost("domains of SLIT", info->slit.nr_lost);
	say_odd("APIC", info->madt.nr_odd);
	say_odd("FACP", info->fadt.nr_odd);
	say_odd("SRAT", info->srat.nr_odd);
}

/* Of a table that was passed over nothing stays behind. */
static void forget_broken(struct acpi_info *info)
{
	if (!info->has_madt)
		memset(&info->madt, 0, sizeof(info->madt));
	if (!info->has_fadt)
		memset(&info->fadt, 0, sizeof(info->fadt));
	if (!info->has_hpet)
		memset(&info->hpet, 0, sizeof(info->hpet));
	if (!info->has_srat)
		memset(&info->srat, 0, sizeof(info->srat));
	if (!info->has_slit)
		memset(&info->slit, 0, sizeof(info->slit));
}

void acpi_load(struct acpi_info *info, acpi_map_fn map)
{
	static struct acpi_root_info root; /* too big for the stack of an i386 */
	const struct acpi_rsdp_info *rsdp = &info->rsdp;

	print_rsdp(info);
	if (!(rsdp->xsdt && load_root(info, map, rsdp->xsdt, "XSDT", acpi_parse_xsdt, &root)) &&
	    !(rsdp->rsdt && load_root(info, map, rsdp->rsdt, "RSDT", acpi_parse_rsdt, &root)))
		return;
	for (u32 i = 0; i < root.nr; i++)
		load_table(info, map, root.tables[i], NULL);
	info->nr_tables_lost = root.nr_lost;
	if (info->has_fadt && info->fadt.dsdt)
		load_table(info, map, info->fadt.dsdt, "DSDT");
	forget_broken(info);
	say_losses(info);
}
