// SPDX-License-Identifier: MIT
/*
 * FADT: fixed hardware (ACPI 6.4, 5.2.9).
 *
 * The table grew with each version of ACPI and firmware often states a revision that does not match
 * its length, so a field is there when the length says so. Most registers occur twice: as a 32-bit
 * port number, and further on as a generic address structure, which counts where it is usable.
 */
#include <linux/kernel.h>
#include <quarry/acpi.h>
#include "bytes.h"

enum {
	REVISION = 8,
	DSDT = 40,
	SCI_INT = 46,
	SMI_CMD = 48,
	ACPI_ENABLE = 52,
	PM1A_EVT = 56,
	PM1B_EVT = 60,
	PM1A_CNT = 64,
	PM1B_CNT = 68,
	PM_TMR = 76,
	PM1_EVT_LEN = 88,
	PM1_CNT_LEN = 89,
	PM_TMR_LEN = 91,
	CENTURY = 108,
	IAPC_BOOT_ARCH = 109,
	FLAGS = 112,
	V1_LENGTH = 116,
	RESET_REG = 116,
	RESET_VALUE = 128,
	X_DSDT = 140,
	X_PM1A_EVT = 148,
	X_PM1B_EVT = 160,
	X_PM1A_CNT = 172,
	X_PM1B_CNT = 184,
	X_PM_TMR = 208,
	SLEEP_CONTROL = 244,
};
#define REGISTER_SIZE 12

/* Table 5.10 */
#define FLAG_TMR_VAL_EXT (1u << 8)
#define FLAG_RESET_REG_SUP (1u << 10)
#define FLAG_HW_REDUCED (1u << 20)

/* Table 5.11; the field was reserved in ACPI 1.0 */
#define BOOT_LEGACY_DEVICES (1u << 0)
#define BOOT_8042 (1u << 1)
#define BOOT_NO_VGA (1u << 2)
#define BOOT_NO_CMOS_RTC (1u << 5)

struct fadt {
	const u8 *p;
	u32 length;
	struct acpi_fadt_info *out;
};

static u8 at8(const struct fadt *t, u32 offset)
{
	return offset < t->length ? t->p[offset] : 0;
}

static u32 at32(const struct fadt *t, u32 offset)
{
	return offset + 4 <= t->length ? get32(t->p + offset) : 0;
}

static u64 at64(const struct fadt *t, u32 offset)
{
	return offset + 8 <= t->length ? get64(t->p + offset) : 0;
}

static bool register_is_possible(const struct acpi_register *r)
{
	switch (r->space) {
	case ACPI_SPACE_MEMORY:
		return r->address + 7 > r->address;
	case ACPI_SPACE_IO:
		return r->address <= 0xffff;
	case ACPI_SPACE_PCI_CONFIG: /* device, function and offset have 16 bits each */
		return !(r->address >> 48) && (r->address >> 32) < 32 &&
		       (r->address >> 16 & 0xffff) < 8 && (r->address & 0xffff) < 256;
	default:
		return false;
	}
}

/* A generic address structure (5.2.3.2); address 0 where there is none, or none that can be. */
static struct acpi_register register_at(const struct fadt *t, u32 offset)
{
	struct acpi_register r = {};

	if (offset + REGISTER_SIZE > t->length)
		return r;
	r.space = t->p[offset];
	r.bits = t->p[offset + 1];
	r.address = get64(t->p + offset + 4);
	if (r.address && !register_is_possible(&r)) {
		t->out->nr_odd++;
		memset(&r, 0, sizeof(r));
	}
	return r;
}

/* A port by its generic address structure if that has one, else by its 32-bit field. */
static u16 port_at(const struct fadt *t, u32 offset, u32 extended)
{
	struct acpi_register r = register_at(t, extended);
	u32 port = at32(t, offset);

	if (r.address && r.space == ACPI_SPACE_IO)
		return (u16)r.address;
	if (port <= 0xffff)
		return (u16)port;
	t->out->nr_odd++;
	return 0;
}

static void read_power_management(const struct fadt *t)
{
	struct acpi_fadt_info *out = t->out;

	out->pm1_event_bytes = at8(t, PM1_EVT_LEN);
	if (out->pm1_event_bytes >= 4) {
		out->pm1a_event = port_at(t, PM1A_EVT, X_PM1A_EVT);
		out->pm1b_event = port_at(t, PM1B_EVT, X_PM1B_EVT);
	}
	if (at8(t, PM1_CNT_LEN) >= 2) {
		out->pm1a_control = port_at(t, PM1A_CNT, X_PM1A_CNT);
		out->pm1b_control = port_at(t, PM1B_CNT, X_PM1B_CNT);
	}
	if (at8(t, PM_TMR_LEN) == 4)
		out->pm_timer = port_at(t, PM_TMR, X_PM_TMR);
	out->pm_timer_32bit = at32(t, FLAGS) & FLAG_TMR_VAL_EXT;
	out->smi_command = port_at(t, SMI_CMD, t->length);
	out->acpi_enable = at8(t, ACPI_ENABLE);
}

static void read_boot_flags(const struct fadt *t)
{
	struct acpi_fadt_info *out = t->out;
	u16 flags = get16(t->p + IAPC_BOOT_ARCH);

	if (out->revision < 2)
		flags = BOOT_LEGACY_DEVICES | BOOT_8042;
	out->legacy_devices = flags & BOOT_LEGACY_DEVICES;
	out->has_8042 = flags & BOOT_8042;
	out->no_vga = flags & BOOT_NO_VGA;
	out->no_cmos_rtc = flags & BOOT_NO_CMOS_RTC;
}

static void read_reset(const struct fadt *t)
{
	if (!(at32(t, FLAGS) & FLAG_RESET_REG_SUP) || RESET_VALUE >= t->length)
		return;
	t->out->reset = register_at(t, RESET_REG);
	t->out->reset_value = at8(t, RESET_VALUE);
}

/**
 * acpi_parse_fadt() - read the FADT
 * @table: the table
 * @length: bytes that can be read there
 * @out: fixed hardware
 *
 * Return: NULL, or what is wrong with it.
 */
const char *acpi_parse_fadt(const void *table, size_t length, struct acpi_fadt_info *out)
{
	const char *broken = acpi_check_table(table, length, "FACP");
	struct fadt t = { .p = table, .out = out };

	memset(out, 0, sizeof(*out));
	if (broken)
		return broken;
	t.length = get32(t.p + 4);
	if (t.length < V1_LENGTH)
		return "too short";
	out->revision = t.p[REVISION];
	out->dsdt = at64(&t, X_DSDT);
	if (!out->dsdt)
		out->dsdt = at32(&t, DSDT);
	out->sci = get16(t.p + SCI_INT);
	out->century = at8(&t, CENTURY);
	out->hardware_reduced = at32(&t, FLAGS) & FLAG_HW_REDUCED;
	if (!out->hardware_reduced)
		read_power_management(&t);
	out->sleep_control = register_at(&t, SLEEP_CONTROL);
	read_boot_flags(&t);
	read_reset(&t);
	return NULL;
}
