// SPDX-License-Identifier: MIT
/*
 * The local APIC: each CPU's own interrupt controller (Intel SDM vol. 3A, chapter 11).
 *
 * Its registers lie in a page of memory, at the same address on each CPU (xAPIC), or are
 * model-specific registers (x2APIC). The latter is used where it is on already, as firmware does on
 * machines with more than 255 CPUs, where a CPU has an ID that the former cannot name, or where the
 * command line says x2apic; it cannot be left again.
 *
 * An APIC that its MSR shows as off stays off: CPUID hides it then, and the machine has none.
 */
#include <asm/apic.h>
#include <asm/cpufeature.h>
#include <asm/irq.h>
#include <asm/processor.h>
#include <asm/page.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/percpu-defs.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <quarry/acpi.h>
#include <quarry/ioremap_boot.h>

#define NR_LVT(version) (((version) >> 16 & 0xff) + 1)

static enum apic_mode mode;
volatile u8 *xapic_registers;
static bool unwanted, x2apic_wanted, x2apic_unwanted;
static DEFINE_PER_CPU(unsigned int, error_prints);

static int __init parse_nolapic(char *arg)
{
	unwanted = true;
	return 0;
}
early_param("nolapic", parse_nolapic);

/* To try it where it is not needed. */
static int __init parse_x2apic(char *arg)
{
	x2apic_wanted = true;
	return 0;
}
early_param("x2apic", parse_x2apic);

static int __init parse_nox2apic(char *arg)
{
	x2apic_unwanted = true;
	return 0;
}
early_param("nox2apic", parse_nox2apic);

bool apic_usable(void)
{
	return mode != APIC_NONE;
}

bool apic_is_x2apic(void)
{
	return mode == APIC_X2APIC;
}

const char *apic_mode_name(void)
{
	static const char *const names[] = { "none", "xAPIC", "x2APIC" };

	return names[mode];
}

u32 x2apic_read(u32 reg)
{
	return mode == APIC_X2APIC ? rdmsr(MSR_X2APIC + (reg >> 4)) : 0;
}

void x2apic_write(u32 reg, u32 value)
{
	if (mode == APIC_X2APIC)
		wrmsr(MSR_X2APIC + (reg >> 4), value);
}

u32 apic_id(void)
{
	switch (mode) {
	case APIC_X2APIC:
		return apic_read(APIC_ID);
	case APIC_XAPIC:
		return apic_read(APIC_ID) >> 24;
	default:
		return 0;
	}
}

/* Eight registers of 32 bits, 16 bytes apart. */
bool apic_in_service(unsigned int vector)
{
	return mode != APIC_NONE && apic_read(APIC_IN_SERVICE + vector / 32 * 16) >> (vector % 32) & 1;
}

/* Families before the Pentium Pro have no such register: the APIC is on if it is there. */
static bool has_base_msr(void)
{
	return boot_cpu_data.family >= 6 && boot_cpu_has(X86_FEATURE_MSR);
}

static bool __init ids_need_x2apic(void)
{
	const struct acpi_madt_info *madt = acpi_madt();

	for (u32 i = 0; madt && i < madt->nr_cpus; i++)
		if (madt->cpus[i].enabled && madt->cpus[i].apic_id > XAPIC_MAX_ID)
			return true;
	return false;
}

static enum apic_mode __init choose_mode(void)
{
	u64 base = has_base_msr() ? rdmsr(MSR_APIC_BASE) : APIC_BASE_ENABLE;

	if (unwanted || !boot_cpu_has(X86_FEATURE_APIC) || !(base & APIC_BASE_ENABLE))
		return APIC_NONE;
	if (!boot_cpu_has(X86_FEATURE_X2APIC))
		return APIC_XAPIC;
	if (base & APIC_BASE_X2APIC || x2apic_wanted || (ids_need_x2apic() && !x2apic_unwanted))
		return APIC_X2APIC;
	return APIC_XAPIC;
}

static u64 __init xapic_address(void)
{
	const struct acpi_madt_info *madt = acpi_madt();

	if (madt && madt->lapic_phys)
		return madt->lapic_phys;
	return has_base_msr() ? rdmsr(MSR_APIC_BASE) & ~0xfffULL : APIC_DEFAULT_PHYS;
}

/* A page of ones is no APIC. */
static bool __init map_registers(void)
{
	volatile u8 *registers = boot_ioremap(xapic_address(), PAGE_SIZE, BOOT_IOREMAP_UNCACHED);

	if (!registers || *(volatile u32 *)(registers + APIC_VERSION) == ~0U)
		return false;
	xapic_registers = registers;
	return true;
}

static void handle_error(void)
{
	u32 status;

	apic_write(APIC_ERROR_STATUS, 0); /* a write makes it show what came since the last */
	status = apic_read(APIC_ERROR_STATUS);
	if (this_cpu_inc_return(error_prints) <= 3)
		pr_err("apic: error %#x on CPU %d (Intel SDM vol. 3A, 11.5.3)\n", status, smp_processor_id());
}

void __init apic_init(void)
{
	enum apic_mode wanted = choose_mode();

	if (wanted == APIC_NONE || (wanted == APIC_XAPIC && !map_registers()))
		return;
	mode = wanted;
	set_system_vector(ERROR_APIC_VECTOR, NULL, NULL, handle_error);
	lapic_init();
}

static void enter_x2apic(void)
{
	u64 base = rdmsr(MSR_APIC_BASE);

	if (!(base & APIC_BASE_X2APIC))
		wrmsr(MSR_APIC_BASE, base | APIC_BASE_ENABLE | APIC_BASE_X2APIC);
}

/* Interrupts that the last owner of this CPU took and never ended would hold back all of ours. */
static void end_leftovers(void)
{
	for (unsigned int i = 0; i < NR_VECTORS; i++)
		for (unsigned int vector = 0; vector < NR_VECTORS; vector += 32)
			if (apic_read(APIC_IN_SERVICE + vector / 2)) {
				apic_eoi();
				break;
			}
}

/* ACPI knows CPUs by other numbers; this one's is found by its APIC ID. */
static u32 acpi_id_of_this_cpu(const struct acpi_madt_info *madt)
{
	u32 id = apic_id();

	for (u32 i = 0; i < madt->nr_cpus; i++)
		if (madt->cpus[i].apic_id == id)
			return madt->cpus[i].acpi_id;
	return ACPI_ALL_CPUS;
}

/* The pins that MADT says are NMIs. Edge always: an NMI has no level. */
static void open_nmi_pins(void)
{
	const struct acpi_madt_info *madt = acpi_madt();
	u32 self;

	if (!madt)
		return;
	self = acpi_id_of_this_cpu(madt);
	for (u32 i = 0; i < madt->nr_lapic_nmis; i++) {
		const struct acpi_lapic_nmi *nmi = &madt->lapic_nmis[i];
		bool low = (nmi->flags & ACPI_INTI_POLARITY) == ACPI_INTI_ACTIVE_LOW;

		if (nmi->acpi_id == ACPI_ALL_CPUS || nmi->acpi_id == self)
			apic_write(nmi->lint ? APIC_LVT_LINT1 : APIC_LVT_LINT0,
				   APIC_DELIVER_NMI | (low ? APIC_ACTIVE_LOW : 0));
	}
}

void lapic_init(void)
{
	u32 lvt;

	if (mode == APIC_NONE)
		return;
	if (mode == APIC_X2APIC)
		enter_x2apic();
	lvt = NR_LVT(apic_read(APIC_VERSION));
	apic_write(APIC_TASK_PRIORITY, 0);
	end_leftovers();
	apic_write(APIC_SPURIOUS, APIC_SPURIOUS_ENABLE | SPURIOUS_APIC_VECTOR);
	apic_write(APIC_LVT_TIMER, APIC_MASKED | LOCAL_TIMER_VECTOR);
	apic_write(APIC_LVT_LINT0, APIC_MASKED | APIC_DELIVER_EXTINT);
	apic_write(APIC_LVT_LINT1, APIC_MASKED | APIC_DELIVER_NMI);
	if (lvt > 4)
		apic_write(APIC_LVT_COUNTERS, APIC_MASKED);
	if (lvt > 5)
		apic_write(APIC_LVT_THERMAL, APIC_MASKED);
	apic_write(APIC_ERROR_STATUS, 0);
	if (lvt > 3)
		apic_write(APIC_LVT_ERROR, ERROR_APIC_VECTOR);
	open_nmi_pins();
}

void __init apic_virtual_wire(void)
{
	if (mode != APIC_NONE)
		apic_write(APIC_LVT_LINT0, APIC_DELIVER_EXTINT);
}
