// SPDX-License-Identifier: MIT
/*
 * The PC's two cascaded 8259A interrupt controllers (Intel 8259A data sheet). Firmware leaves them
 * at vectors 8 to 15, on top of the exceptions, and with lines open; both are set right before the
 * first sti, also where the I/O APIC is used instead. A machine may have none at all.
 */
#include <asm/io.h>
#include <asm/irq.h>
#include <linux/init.h>
#include <linux/irq.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>

#define MASTER_COMMAND 0x20
#define MASTER_DATA 0x21
#define SLAVE_COMMAND 0xa0
#define SLAVE_DATA 0xa1

#define ICW1_INIT 0x11 /* edge triggered, cascaded, ICW4 follows */
#define ICW4_8086 0x01
#define CASCADE_LINE 2
#define OCW2_EOI 0x20
#define OCW3_READ_ISR 0x0b

static DEFINE_RAW_SPINLOCK(lock); /* the mask, and command followed by read */
static u16 masked = 0xffff;
static bool in_use;

static void write_masks(void)
{
	outb(masked, MASTER_DATA);
	outb(masked >> 8, SLAVE_DATA);
}

static void __init start_controller(u16 command, u16 data, u8 vector_base, u8 cascade)
{
	outb(ICW1_INIT, command);
	io_delay();
	outb(vector_base, data);
	io_delay();
	outb(cascade, data);
	io_delay();
	outb(ICW4_8086, data);
	io_delay();
}

/**
 * i8259_init() - give the controllers their vectors, and close all lines
 *
 * A mask register that does not hold what is written means that there is no controller.
 *
 * Return: whether there are any.
 */
bool __init i8259_init(void)
{
	bool present;

	start_controller(MASTER_COMMAND, MASTER_DATA, IRQ_VECTOR_BASE, 1 << CASCADE_LINE);
	start_controller(SLAVE_COMMAND, SLAVE_DATA, IRQ_VECTOR_BASE + 8, CASCADE_LINE);
	outb(0xa5, MASTER_DATA);
	outb(0x5a, SLAVE_DATA);
	present = inb(MASTER_DATA) == 0xa5 && inb(SLAVE_DATA) == 0x5a;
	i8259_close();
	return present;
}

/**
 * i8259_close() - close all lines, for good
 */
void i8259_close(void)
{
	masked = 0xffff;
	write_masks();
}

static void i8259_mask(struct irq_data *data)
{
	raw_spin_lock(&lock);
	masked |= 1U << data->hwirq;
	write_masks();
	raw_spin_unlock(&lock);
}

static void i8259_unmask(struct irq_data *data)
{
	raw_spin_lock(&lock);
	masked &= ~(1U << data->hwirq);
	if (data->hwirq >= 8)
		masked &= ~(1U << CASCADE_LINE);
	write_masks();
	raw_spin_unlock(&lock);
}

static void i8259_eoi(struct irq_data *data)
{
	raw_spin_lock(&lock);
	if (data->hwirq >= 8)
		outb(OCW2_EOI, SLAVE_COMMAND);
	outb(OCW2_EOI, MASTER_COMMAND);
	raw_spin_unlock(&lock);
}

static const struct irq_chip i8259_chip = {
	.name = "XT-PIC",
	.irq_mask = i8259_mask,
	.irq_unmask = i8259_unmask,
	.irq_eoi = i8259_eoi,
};

/**
 * i8259_use() - have the sixteen interrupts come through the 8259s
 */
void __init i8259_use(void)
{
	for (unsigned int irq = 0; irq < NR_ISA_IRQS; irq++)
		if (irq != CASCADE_LINE)
			irq_set_chip(irq, &i8259_chip, irq, IRQ_TYPE_EDGE_RISING, NULL);
	in_use = true;
}

static bool in_service(unsigned int irq)
{
	u16 command = irq < 8 ? MASTER_COMMAND : SLAVE_COMMAND;

	outb(OCW3_READ_ISR, command);
	return inb(command) >> (irq & 7) & 1;
}

/**
 * i8259_spurious() - was there no interrupt at all?
 * @irq: the line that the vector names
 *
 * Line 7 of either controller may fire for a request that vanished; nothing is in service then. The
 * master saw a real request from the slave and is told that it is done. While the I/O APIC delivers,
 * such a one may still be on its way from before.
 */
bool i8259_spurious(unsigned int irq)
{
	bool spurious;

	if (!in_use || (irq & 7) != 7)
		return false;
	raw_spin_lock(&lock);
	spurious = !in_service(irq);
	if (spurious && irq >= 8)
		outb(OCW2_EOI, MASTER_COMMAND);
	raw_spin_unlock(&lock);
	return spurious;
}
