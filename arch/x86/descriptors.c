// SPDX-License-Identifier: MIT
/*
 * Each CPU's GDT and TSS, and the IDT that all share. Loaded before anything can fault: until then
 * the registers point into the loader's or the firmware's memory.
 */
#include <asm/descriptor.h>
#include <linux/percpu-defs.h>

DEFINE_PER_CPU_ALIGNED(gdt_t, gdt) = {
	[GDT_KERNEL_CODE32] = DESCRIPTOR_CODE32,
	[GDT_KERNEL_DATA] = DESCRIPTOR_DATA,
	[GDT_KERNEL_CODE64] = DESCRIPTOR_CODE64,
};

/**
 * descriptors_init() - load GDT, TSS and IDT on the CPU that calls
 * @percpu_offset: distance of its per-CPU variables from the linked ones; 0 for the boot CPU until
 *	it has a copy of its own
 *
 * From here on this CPU's variables can be reached, and an exception is reported instead of
 * resetting the machine. The boot CPU, which comes first, fills the IDT.
 */
void descriptors_init(unsigned long percpu_offset)
{
	u64 *table = RELOC_HIDE(&gdt[0], percpu_offset);
	const struct table_pointer pointer = { sizeof(gdt) - 1, (unsigned long)table };

	table[GDT_PERCPU] = data_descriptor(percpu_offset);
	load_gdt(&pointer);
	load_segments(percpu_offset);
	tss_init();
	idt_load();
}
