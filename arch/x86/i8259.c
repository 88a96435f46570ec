// SPDX-License-Identifier: MIT
/*
 * The PC's two cascaded 8259A interrupt controllers (Intel 8259A data sheet). Firmware leaves them
 * at vectors 8 to 15, on top of the exceptions, and with lines open; both are set right before the
 * first sti. A machine may have none at all.
 */
#include <asm/io.h>
#include <asm/irq.h>
#include <asm/traps.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <quarry/proc.h>

#define MASTER_COMMAND 0x20
#define MASTER_DATA 0x21
#define SLAVE_COMMAND 0xa0
#define SLAVE_DATA 0xa1

#define ICW1_INIT 0x11 /* edge triggered, cascaded, ICW4 follows */
#define ICW4_8086 0x01
#define CASCADE_LINE 2
#define OCW2_EOI 0x20
#define OCW3_READ_ISR 0x0b

static struct irq_line {
	void (*handler)(void *arg);
	void *arg;
	unsigned long count;
} lines[NR_IRQS];

static unsigned long spurious_count, unhandled_count;
static u16 masked = 0xffff;
static bool present;

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
 * irq_init() - take over the interrupt controllers, all lines closed
 *
 * A mask register that does not hold what is written means that there is no controller.
 */
void __init irq_init(void)
{
	start_controller(MASTER_COMMAND, MASTER_DATA, IRQ_VECTOR_BASE, 1 << CASCADE_LINE);
	start_controller(SLAVE_COMMAND, SLAVE_DATA, IRQ_VECTOR_BASE + 8, CASCADE_LINE);
	outb(0xa5, MASTER_DATA);
	outb(0x5a, SLAVE_DATA);
	present = inb(MASTER_DATA) == 0xa5 && inb(SLAVE_DATA) == 0x5a;
	write_masks();
	if (!present)
		pr_info("irq: no 8259 interrupt controller; devices are polled\n");
}

bool irqs_delivered(void)
{
	return present;
}

int request_irq_line(unsigned int irq, void (*handler)(void *arg), void *arg)
{
	if (!present || irq >= NR_IRQS)
		return -ENODEV;
	if (lines[irq].handler)
		return -EBUSY;
	lines[irq].arg = arg;
	lines[irq].handler = handler;
	masked &= ~(1U << irq);
	if (irq >= 8)
		masked &= ~(1U << CASCADE_LINE);
	write_masks();
	return 0;
}

static bool in_service(unsigned int irq)
{
	u16 command = irq < 8 ? MASTER_COMMAND : SLAVE_COMMAND;

	outb(OCW3_READ_ISR, command);
	return inb(command) >> (irq & 7) & 1;
}

/* Line 7 of either controller may fire for a request that vanished; nothing is in service then. */
static bool spurious(unsigned int irq)
{
	if ((irq & 7) != 7 || in_service(irq))
		return false;
	spurious_count++;
	if (irq >= 8)
		outb(OCW2_EOI, MASTER_COMMAND); /* the master saw a real request from the slave */
	return true;
}

static void end_of_interrupt(unsigned int irq)
{
	if (irq >= 8)
		outb(OCW2_EOI, SLAVE_COMMAND);
	outb(OCW2_EOI, MASTER_COMMAND);
}

/**
 * irq_dispatch() - run the handler of an interrupt line
 * @irq: vector number less IRQ_VECTOR_BASE; beyond 15 no device sends any
 *
 * Context: interrupt, interrupts off.
 */
void irq_dispatch(unsigned int irq)
{
	if (irq >= NR_IRQS) {
		unhandled_count++;
		return;
	}
	if (spurious(irq))
		return;
	lines[irq].count++;
	if (lines[irq].handler)
		lines[irq].handler(lines[irq].arg);
	else
		unhandled_count++;
	end_of_interrupt(irq);
}

static int interrupts_show(struct seq_file *m, void *v)
{
	seq_puts(m, "           CPU0\n");
	for (unsigned int i = 0; i < NR_IRQS; i++)
		if (lines[i].handler)
			seq_printf(m, "%3u: %10lu   XT-PIC      %ps\n", i, lines[i].count, lines[i].handler);
	seq_printf(m, "SPU: %10lu   Spurious interrupts\nERR: %10lu\n", spurious_count, unhandled_count);
	return 0;
}
PROC_FILE(interrupts, interrupts_show);
