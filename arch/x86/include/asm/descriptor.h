/* SPDX-License-Identifier: MIT */
/*
 * Segment and gate descriptors (Intel SDM vol. 3A, 3.4.5, 6.11, 7.2).
 *
 * Both widths use one table layout, so the selectors are the same; BOOT_* in boot/boot.inc are the
 * first three of them.
 */
#ifndef _ASM_DESCRIPTOR_H
#define _ASM_DESCRIPTOR_H

#include <linux/types.h>

enum gdt_slot {
	GDT_NULL,
	GDT_KERNEL_CODE32, /* the 32-bit kernel's code; in 64-bit mode only the start-up code's */
	GDT_KERNEL_DATA,
	GDT_KERNEL_CODE64,
	GDT_TSS,	 /* two slots in 64-bit mode */
	GDT_TSS_HIGH,
	GDT_DOUBLE_FAULT_TSS, /* 32-bit mode only */
	GDT_PERCPU,	      /* 32-bit mode only: its base is this CPU's offset */
	GDT_SLOTS
};

#define SELECTOR(slot) ((slot) * 8)

/* Segment descriptors as 64-bit words: base 0, limit 4 GiB, present, accessed. */
#define DESCRIPTOR_CODE32 0x00cf9b000000ffffULL
#define DESCRIPTOR_DATA 0x00cf93000000ffffULL
#define DESCRIPTOR_CODE64 0x00af9b000000ffffULL

#define GATE_PRESENT 0x80
#define GATE_TASK 0x05
#define GATE_INTERRUPT 0x0e /* enters with interrupts off; all vectors use it */
#define TSS_AVAILABLE 0x09

struct table_pointer {
	u16 limit;
	unsigned long base;
} __attribute__((packed));

static inline void load_gdt(const struct table_pointer *pointer)
{
	asm volatile("lgdt %0" : : "m"(*pointer));
}

static inline void load_idt(const struct table_pointer *pointer)
{
	asm volatile("lidt %0" : : "m"(*pointer));
}

static inline void load_task_register(u16 selector)
{
	asm volatile("ltr %0" : : "r"(selector));
}

/* A descriptor of a system segment's first eight bytes; 64-bit mode appends the base's upper half. */
static inline u64 system_descriptor(unsigned long base, u32 limit, u8 type)
{
	return (u64)(limit & 0xffff) | (u64)(base & 0xffffff) << 16 | (u64)(type | GATE_PRESENT) << 40 |
	       (u64)(limit >> 16 & 0xf) << 48 | (u64)(base >> 24 & 0xff) << 56;
}

/* A flat data segment that begins at @base; in 32-bit mode the per-CPU segment. */
static inline u64 data_descriptor(unsigned long base)
{
	return DESCRIPTOR_DATA | (u64)(base & 0xffffff) << 16 | (u64)(base >> 24 & 0xff) << 56;
}

typedef u64 gdt_t[GDT_SLOTS];
extern gdt_t gdt; /* per CPU */
extern const unsigned long trap_entry_table[256];

/* Mode-specific halves of descriptors_init(). */
void load_segments(unsigned long percpu_offset);
void tss_init(void);
void idt_fill(void);
void idt_load(void);

void descriptors_init(unsigned long percpu_offset);

#endif
