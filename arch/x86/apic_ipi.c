// SPDX-License-Identifier: MIT
/*
 * Interrupts from one CPU to others, by the local APIC's command register (Intel SDM vol. 3A, 11.6).
 *
 * The xAPIC has it in two halves, of which the lower sends, and takes one message at a time; an
 * interrupt between the halves could send one of its own, so they are written with interrupts off.
 * The x2APIC has one register of 64 bits that is never busy. Its write waits for no earlier store to
 * be seen, so a fence goes ahead (11.12.3).
 */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/irq.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <linux/kernel.h>

#define BUSY_READS 100000

static inline u32 read_command(void)
{
	return *(volatile u32 *)(xapic_registers + APIC_COMMAND);
}

static inline void wait_until_sent(void)
{
	for (int reads = 0; unlikely(read_command() & APIC_COMMAND_BUSY) && reads < BUSY_READS; reads++)
		cpu_relax();
}

static void send_by_x2apic(u32 id, u32 command)
{
	if (!apic_is_x2apic())
		return;
	mb();
	wrmsr(MSR_X2APIC + (APIC_COMMAND >> 4), (u64)id << 32 | command);
}

static inline void send(u32 id, u32 command)
{
	volatile u8 *registers = xapic_registers;
	unsigned long flags;

	if (unlikely(!registers)) {
		send_by_x2apic(id, command);
		return;
	}
	local_irq_save(flags);
	wait_until_sent();
	*(volatile u32 *)(registers + APIC_COMMAND_HIGH) = id << 24;
	*(volatile u32 *)(registers + APIC_COMMAND) = command;
	local_irq_restore(flags);
}

void apic_send_ipi(u32 id, u8 vector)
{
	send(id, APIC_DELIVER_FIXED | APIC_COMMAND_ASSERT | vector);
}

void apic_send_ipi_all_but_self(u8 vector)
{
	send(0, APIC_DELIVER_FIXED | APIC_COMMAND_ASSERT | APIC_TO_OTHERS | vector);
}

void apic_send_self(u8 vector)
{
	send(0, APIC_DELIVER_FIXED | APIC_COMMAND_ASSERT | APIC_TO_SELF | vector);
}

void apic_send_nmi(u32 id)
{
	send(id, APIC_DELIVER_NMI | APIC_COMMAND_ASSERT);
}

void apic_send_nmi_all_but_self(void)
{
	send(0, APIC_DELIVER_NMI | APIC_COMMAND_ASSERT | APIC_TO_OTHERS);
}

/* The release only matters to the first local APICs; later ones and the x2APIC ignore it. */
static void send_init(u32 id, u32 destination)
{
	send(id, APIC_DELIVER_INIT | APIC_LEVEL | APIC_COMMAND_ASSERT | destination);
	if (apic_usable() && !apic_is_x2apic()) {
		wait_until_sent();
		send(id, APIC_DELIVER_INIT | APIC_LEVEL | destination);
	}
}

void apic_send_init(u32 id)
{
	send_init(id, 0);
}

void apic_send_init_all_but_self(void)
{
	send_init(0, APIC_TO_OTHERS);
}

void apic_send_sipi(u32 id, u8 page)
{
	send(id, APIC_DELIVER_STARTUP | APIC_COMMAND_ASSERT | page);
}

void apic_send_sipi_all_but_self(u8 page)
{
	send(0, APIC_DELIVER_STARTUP | APIC_COMMAND_ASSERT | APIC_TO_OTHERS | page);
}
