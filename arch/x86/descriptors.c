// SPDX-License-Identifier: MIT
/*
 * The kernel's own GDT and IDT. Loaded before anything can fault: until then the registers point
 * into the loader's or the firmware's memory.
 */
#include <asm/descriptor.h>
#include <linux/init.h>

u64 gdt[GDT_SLOTS] = {
	[GDT_KERNEL_CODE32] = DESCRIPTOR_CODE32,
	[GDT_KERNEL_DATA] = DESCRIPTOR_DATA,
	[GDT_KERNEL_CODE64] = DESCRIPTOR_CODE64,
};

/**
 * descriptors_init() - load GDT, TSS and IDT on the boot CPU
 *
 * From here on an exception is reported instead of resetting the machine.
 */
void __init descriptors_init(void)
{
	const struct table_pointer pointer = { sizeof(gdt) - 1, (unsigned long)gdt };

	load_gdt(&pointer);
	reload_segments();
	tss_init();
	idt_fill();
}
