// SPDX-License-Identifier: MIT
/*
 * The I/O APICs, which take devices' interrupts to local APICs (Intel 82093AA data sheet).
 *
 * Each of their inputs has a number among all of them, the global system interrupt (GSI), that ACPI's
 * MADT gives. Interrupts 0 to 15 are those of the ISA bus: their GSI is their number unless MADT
 * overrides it. From 16 on an interrupt's number is its GSI. An input that an override took away from
 * its own number belongs to the other one alone.
 *
 * All is delivered to one CPU, named by its APIC ID, the boot CPU at first. An ID has 8 bits here.
 *
 * Locks: an I/O APIC's own, as its registers are reached through an index; inside a descriptor's.
 */
#include <asm/apic.h>
#include <asm/irq.h>
#include <asm/smp.h>
#include <linux/errno.h>
#include <asm/page.h>
#include <linux/init.h>
#include <linux/irq.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <quarry/acpi.h>
#include <quarry/ioremap_boot.h>

#define INDEX 0x00
#define WINDOW 0x10

#define REG_VERSION 1
#define REG_ROUTE(pin) (0x10 + 2 * (pin)) /* two of 32 bits, the lower first */

#define ROUTE_NMI (4U << 8)
#define ROUTE_LOW (1U << 13)
#define ROUTE_LEVEL (1U << 15)
#define ROUTE_MASKED (1U << 16)
#define ROUTE_CPU_SHIFT 24

#define MAX_IOAPICS 16

static struct ioapic {
	volatile u32 *registers;
	u32 gsi_base, nr_pins;
	raw_spinlock_t lock;
} ioapics[MAX_IOAPICS];
static unsigned int nr_ioapics;

/* How an interrupt's input is set: all but its mask. */
static struct route {
	struct ioapic *ioapic;
	u32 low;
	u32 cpu_id;
} routes[NR_IRQS];

static bool unwanted;

static int __init parse_noapic(char *arg)
{
	unwanted = true;
	return 0;
}
early_param("noapic", parse_noapic);

static u32 read_register(struct ioapic *io, u32 index)
{
	io->registers[INDEX / 4] = index;
	return io->registers[WINDOW / 4];
}

static void write_register(struct ioapic *io, u32 index, u32 value)
{
	io->registers[INDEX / 4] = index;
	io->registers[WINDOW / 4] = value;
}

/* The half with the mask last when opening, first when closing: no half-set route is ever open. */
static void write_route(struct ioapic *io, u32 pin, u32 low, u32 cpu_id)
{
	raw_spin_lock(&io->lock);
	if (low & ROUTE_MASKED)
		write_register(io, REG_ROUTE(pin), low);
	write_register(io, REG_ROUTE(pin) + 1, cpu_id << ROUTE_CPU_SHIFT);
	if (!(low & ROUTE_MASKED))
		write_register(io, REG_ROUTE(pin), low);
	raw_spin_unlock(&io->lock);
}

static void ioapic_mask(struct irq_data *data)
{
	struct route *route = data->chip_data;

	write_route(route->ioapic, data->hwirq, route->low | ROUTE_MASKED, route->cpu_id);
}

static void ioapic_unmask(struct irq_data *data)
{
	struct route *route = data->chip_data;

	write_route(route->ioapic, data->hwirq, route->low, route->cpu_id);
}

static void ioapic_eoi(struct irq_data *data)
{
	apic_eoi(); /* which tells the I/O APIC if the input is a level */
}

static u32 type_bits(unsigned int type)
{
	u32 bits = 0;

	if (type & (IRQ_TYPE_LEVEL_LOW | IRQ_TYPE_EDGE_FALLING))
		bits |= ROUTE_LOW;
	if (type & IRQ_TYPE_LEVEL_MASK)
		bits |= ROUTE_LEVEL;
	return bits;
}

/* Set what changed, open or closed as it is: the mask bit is in the register alone. */
static void rewrite(struct irq_data *data)
{
	struct route *route = data->chip_data;
	u32 mask = read_register(route->ioapic, REG_ROUTE(data->hwirq)) & ROUTE_MASKED;

	write_route(route->ioapic, data->hwirq, route->low | mask, route->cpu_id);
}

static int ioapic_set_type(struct irq_data *data, unsigned int type)
{
	struct route *route = data->chip_data;

	if (type == IRQ_TYPE_EDGE_BOTH)
		return -EINVAL;
	route->low = (route->low & ~(ROUTE_LOW | ROUTE_LEVEL)) | type_bits(type);
	rewrite(data);
	return 0;
}

static int ioapic_set_affinity(struct irq_data *data, const struct cpumask *dest, bool force)
{
	struct route *route = data->chip_data;
	u32 id = cpu_apic_id[cpumask_any_and(dest, cpu_online_mask)];

	if (id > XAPIC_MAX_ID)
		return -EIO;
	route->cpu_id = id;
	rewrite(data);
	return 0;
}

static const struct irq_chip ioapic_chip = {
	.name = "IO-APIC",
	.irq_mask = ioapic_mask,
	.irq_unmask = ioapic_unmask,
	.irq_eoi = ioapic_eoi,
	.irq_set_type = ioapic_set_type,
	.irq_set_affinity = ioapic_set_affinity,
};

static struct ioapic *__init ioapic_of_gsi(u32 gsi)
{
	for (unsigned int i = 0; i < nr_ioapics; i++)
		if (gsi - ioapics[i].gsi_base < ioapics[i].nr_pins)
			return &ioapics[i];
	return NULL;
}

static bool __init add_ioapic(const struct acpi_ioapic *entry)
{
	struct ioapic *io = &ioapics[nr_ioapics];
	u32 version;

	if (nr_ioapics == MAX_IOAPICS)
		return false;
	io->registers = boot_ioremap(entry->address, PAGE_SIZE, BOOT_IOREMAP_UNCACHED);
	if (!io->registers)
		return false;
	raw_spin_lock_init(&io->lock);
	version = read_register(io, REG_VERSION);
	if (version == ~0U)
		return false;
	io->gsi_base = entry->gsi_base;
	io->nr_pins = (version >> 16 & 0xff) + 1;
	for (u32 pin = 0; pin < io->nr_pins; pin++)
		write_route(io, pin, ROUTE_MASKED, 0);
	nr_ioapics++;
	return true;
}

static const struct acpi_override *__init override_of_irq(const struct acpi_madt_info *madt, unsigned int irq)
{
	for (u32 i = 0; irq < NR_ISA_IRQS && i < madt->nr_overrides; i++)
		if (madt->overrides[i].irq == irq)
			return &madt->overrides[i];
	return NULL;
}

static bool __init gsi_taken_by_other(const struct acpi_madt_info *madt, unsigned int irq)
{
	for (u32 i = 0; i < madt->nr_overrides; i++)
		if (madt->overrides[i].gsi == irq && madt->overrides[i].irq != irq)
			return true;
	return false;
}

/* ISA interrupts are edges, active high; those above are PCI's: levels, active low. */
static unsigned int __init type_of(unsigned int irq, u16 flags)
{
	bool low = irq >= NR_ISA_IRQS, level = low;

	if (flags & ACPI_INTI_POLARITY)
		low = (flags & ACPI_INTI_POLARITY) == ACPI_INTI_ACTIVE_LOW;
	if (flags & ACPI_INTI_TRIGGER)
		level = (flags & ACPI_INTI_TRIGGER) == ACPI_INTI_LEVEL;
	if (level)
		return low ? IRQ_TYPE_LEVEL_LOW : IRQ_TYPE_LEVEL_HIGH;
	return low ? IRQ_TYPE_EDGE_FALLING : IRQ_TYPE_EDGE_RISING;
}

static void __init route_irq(const struct acpi_madt_info *madt, unsigned int irq)
{
	const struct acpi_override *override = override_of_irq(madt, irq);
	u32 gsi = override ? override->gsi : irq;
	struct ioapic *io = ioapic_of_gsi(gsi);
	unsigned int type = type_of(irq, override ? override->flags : 0);

	if (!io || (!override && gsi_taken_by_other(madt, irq)))
		return;
	routes[irq] = (struct route){ io, (irq + IRQ_VECTOR_BASE) | type_bits(type), apic_id() };
	irq_set_chip(irq, &ioapic_chip, gsi - io->gsi_base, type, &routes[irq]);
}

static void __init route_nmis(const struct acpi_madt_info *madt)
{
	for (u32 i = 0; i < madt->nr_nmis; i++) {
		struct ioapic *io = ioapic_of_gsi(madt->nmis[i].gsi);
		bool low = (madt->nmis[i].flags & ACPI_INTI_POLARITY) == ACPI_INTI_ACTIVE_LOW;

		if (io)
			write_route(io, madt->nmis[i].gsi - io->gsi_base, ROUTE_NMI | (low ? ROUTE_LOW : 0),
				    apic_id());
	}
}

bool __init ioapic_init(void)
{
	const struct acpi_madt_info *madt = acpi_madt();

	if (unwanted || !madt || !apic_usable() || apic_id() > XAPIC_MAX_ID)
		return false;
	for (u32 i = 0; i < madt->nr_ioapics; i++)
		if (!add_ioapic(&madt->ioapics[i]))
			pr_warn("ioapic: the one at %#x cannot be used\n", madt->ioapics[i].address);
	for (unsigned int irq = 0; irq < NR_IRQS; irq++)
		route_irq(madt, irq);
	route_nmis(madt);
	return nr_ioapics > 0;
}
