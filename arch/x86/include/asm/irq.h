/* SPDX-License-Identifier: MIT */
/* How this machine delivers interrupts; drivers' view of them is linux/interrupt.h. */
#ifndef _ASM_IRQ_H
#define _ASM_IRQ_H

#include <asm/irq_vectors.h>
#include <asm/ptrace.h>
#include <linux/types.h>

struct seq_file;

/**
 * irq_init() - take over the interrupt controllers, all lines closed
 *
 * Local and I/O APICs where the machine and the command line have them, else the 8259s.
 *
 * Context: boot CPU, behind acpi_init() and the page allocator.
 */
void irq_init(void);

/**
 * interrupt_dispatch() - an interrupt, entered from trap_entry.asm
 * @vector: which; 32 or above
 *
 * Context: interrupts off, on the CPU's interrupt stack.
 */
void interrupt_dispatch(unsigned int vector);

/* From there too: what was interrupted is within restart_span. */
void interrupt_restart(struct irq_frame *frame);

/**
 * set_system_vector() - who handles an interrupt that the CPUs and local APICs make themselves
 * @vector: FIRST_SYSTEM_VECTOR or above
 * @tag: three letters for /proc/interrupts; NULL leaves it out there
 * @what: the words there
 * @handler: called with interrupts off, in interrupt context, after the end-of-interrupt
 */
void set_system_vector(u8 vector, const char *tag, const char *what, void (*handler)(void));
unsigned int system_vector_count(u8 vector, unsigned int cpu);

/* The lines of /proc/interrupts below those of devices. */
void arch_show_interrupts(struct seq_file *m, int width);

/* i8259.c */
bool i8259_init(void);
void i8259_use(void);
void i8259_close(void);
bool i8259_spurious(unsigned int irq);

/* ioapic.c: false if there is none that can be used */
bool ioapic_init(void);

#include <quarry/irq.h>

#endif
