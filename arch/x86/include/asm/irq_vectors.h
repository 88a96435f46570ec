/* SPDX-License-Identifier: MIT */
/*
 * Who has which of the 256 interrupt vectors.
 *
 *   0x00 - 0x1f  exceptions (Intel SDM vol. 3A, table 6-1)
 *   0x20 - 0x2f  nobody: a stray interrupt from firmware's set-up shows itself here
 *   0x30 - 0x3f  interrupts 0 to 15 of the ISA bus, through the 8259s or the I/O APIC
 *   0x40 - 0xee  interrupts 16 to 190, by global system interrupt number, through the I/O APIC
 *   0xef         the local APIC's timer
 *   0xf0 - 0xfd  from one CPU to another, or to itself
 *   0xfe         the local APIC's error interrupt
 *   0xff         the local APIC's spurious interrupt: one that vanished before it was taken
 *
 * An interrupt's vector is its number plus IRQ_VECTOR_BASE, whatever delivers it. The upper half of a
 * vector is its priority in the local APIC (Intel SDM vol. 3A, 11.8.3): CPUs' messages go first.
 */
#ifndef _ASM_IRQ_VECTORS_H
#define _ASM_IRQ_VECTORS_H

#define NR_VECTORS 256

#define IRQ_VECTOR_BASE 0x30
#define NR_ISA_IRQS 16
#define NR_IRQS (LOCAL_TIMER_VECTOR - IRQ_VECTOR_BASE)

#define FIRST_SYSTEM_VECTOR LOCAL_TIMER_VECTOR
#define LOCAL_TIMER_VECTOR 0xef
#define SELF_TEST_VECTOR 0xf0
#define CALL_FUNCTION_VECTOR 0xf1
#define RESCHEDULE_VECTOR 0xf2
#define ERROR_APIC_VECTOR 0xfe
#define SPURIOUS_APIC_VECTOR 0xff

#endif
