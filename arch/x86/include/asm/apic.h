/* SPDX-License-Identifier: MIT */
/*
 * The local APIC (Intel SDM vol. 3A, chapter 11): each CPU's own interrupt controller, its timer, and
 * the way to send interrupts to other CPUs. Theory in arch/x86/apic.c.
 */
#ifndef _ASM_APIC_H
#define _ASM_APIC_H

#include <linux/compiler.h>
#include <linux/types.h>

/* Registers, by their offset in the xAPIC's page (table 11-1). */
#define APIC_ID 0x20
#define APIC_VERSION 0x30
#define APIC_TASK_PRIORITY 0x80
#define APIC_EOI 0xb0
#define APIC_SPURIOUS 0xf0
#define APIC_IN_SERVICE 0x100
#define APIC_ERROR_STATUS 0x280
#define APIC_COMMAND 0x300
#define APIC_COMMAND_HIGH 0x310
#define APIC_LVT_TIMER 0x320
#define APIC_LVT_THERMAL 0x330
#define APIC_LVT_COUNTERS 0x340
#define APIC_LVT_LINT0 0x350
#define APIC_LVT_LINT1 0x360
#define APIC_LVT_ERROR 0x370
#define APIC_TIMER_INITIAL 0x380
#define APIC_TIMER_CURRENT 0x390
#define APIC_TIMER_DIVIDE 0x3e0

#define APIC_SPURIOUS_ENABLE (1U << 8)

/* Local vector table entries and the command register share their layout (figures 11-8, 11-12). */
#define APIC_DELIVER_FIXED (0U << 8)
#define APIC_DELIVER_NMI (4U << 8)
#define APIC_DELIVER_INIT (5U << 8)
#define APIC_DELIVER_STARTUP (6U << 8)
#define APIC_DELIVER_EXTINT (7U << 8)
#define APIC_ACTIVE_LOW (1U << 13)
#define APIC_LEVEL (1U << 15)
#define APIC_MASKED (1U << 16)
#define APIC_TIMER_PERIODIC (1U << 17)
#define APIC_TIMER_DEADLINE (2U << 17)
#define APIC_COMMAND_BUSY (1U << 12)
#define APIC_COMMAND_ASSERT (1U << 14)
#define APIC_TO_SELF (1U << 18)
#define APIC_TO_OTHERS (3U << 18)

#define APIC_DIVIDE_BY_16 0x3

#define MSR_APIC_BASE 0x1b
#define APIC_BASE_X2APIC (1UL << 10)
#define APIC_BASE_ENABLE (1UL << 11)
#define MSR_X2APIC 0x800 /* the register at offset n is number MSR_X2APIC + n / 16 */

#define APIC_DEFAULT_PHYS 0xfee00000U
#define XAPIC_MAX_ID 254

enum apic_mode { APIC_NONE, APIC_XAPIC, APIC_X2APIC };

/**
 * apic_init() - find out how this machine's local APICs are reached, and start the boot CPU's
 *
 * Context: boot CPU, behind acpi_init().
 */
void apic_init(void);

/**
 * lapic_init() - start the local APIC of the CPU that calls
 *
 * Enabled, all its own interrupt sources masked but those for errors and NMIs. Does nothing on a
 * machine without.
 *
 * Context: interrupts off.
 */
void lapic_init(void);

bool apic_usable(void);
bool apic_is_x2apic(void);
const char *apic_mode_name(void);

/* This CPU's APIC ID; 0 without an APIC. Context: any. */
u32 apic_id(void);

extern volatile u8 *xapic_registers; /* the page of the xAPIC; NULL: x2APIC or none */

/* The registers of this CPU's local APIC, in either mode. */
u32 x2apic_read(u32 reg);
void x2apic_write(u32 reg, u32 value);

static inline u32 apic_read(u32 reg)
{
	volatile u8 *registers = xapic_registers;

	return likely(registers) ? *(volatile u32 *)(registers + reg) : x2apic_read(reg);
}

static inline void apic_write(u32 reg, u32 value)
{
	volatile u8 *registers = xapic_registers;

	if (likely(registers))
		*(volatile u32 *)(registers + reg) = value;
	else
		x2apic_write(reg, value);
}

/* The interrupt that is being handled is done. Context: interrupts off. */
static inline void apic_eoi(void)
{
	apic_write(APIC_EOI, 0);
}

/* Is an interrupt of that vector being handled on this CPU? */
bool apic_in_service(unsigned int vector);

/* Have the 8259s deliver through this CPU's pin LINT0 ("virtual wire"). Boot CPU. */
void apic_virtual_wire(void);

/*
 * Interrupts to CPUs. @id is an APIC ID. What was written to memory before is seen by who is
 * interrupted. Context: any but NMI. Without an APIC they do nothing.
 */
void apic_send_ipi(u32 id, u8 vector);
void apic_send_ipi_all_but_self(u8 vector);
void apic_send_self(u8 vector);
void apic_send_nmi(u32 id);
void apic_send_nmi_all_but_self(void);

/**
 * apic_send_init() - reset another CPU to where it waits for apic_send_sipi()
 * @id: its APIC ID
 *
 * Asserts and releases (Intel SDM vol. 3A, 9.4.4.1); wait 10 ms behind it.
 */
void apic_send_init(u32 id);

/**
 * apic_send_sipi() - have another CPU begin in real mode
 * @id: its APIC ID
 * @page: where: number of a page below 1 MiB
 */
void apic_send_sipi(u32 id, u8 page);

/* The same to all others at once. */
void apic_send_init_all_but_self(void);
void apic_send_sipi_all_but_self(u8 page);

#endif
