// SPDX-License-Identifier: MIT
/* The table of contents of the boot: a call a line, with the reason for its place. */
#include <asm/clear_page.h>
#include <asm/cpufeature.h>
#include <asm/descriptor.h>
#include <asm/irq.h>
#include <asm/irqflags.h>
#include <asm/paging.h>
#include <asm/pat.h>
#include <asm/sections.h>
#include <asm/smp.h>
#include <asm/zones.h>
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <quarry/acpi.h>
#include <quarry/boot_info.h>
#include <quarry/console.h>
#include <quarry/devices.h>
#include <quarry/e820.h>
#include <quarry/initrd.h>
#include <quarry/kmap.h>
#include <quarry/kswapd.h>
#include <quarry/main.h>
#include <quarry/monitor_table.h>
#include <quarry/numa.h>
#include <quarry/percpu_areas.h>
#include <quarry/random.h>
#include <quarry/rcu.h>
#include <quarry/sched.h>
#include <quarry/tick.h>
#include <quarry/time.h>
#include <quarry/vmalloc.h>
#include <quarry/vfs.h>
#include <quarry/workqueue.h>

#ifdef __clang__
#define COMPILER __VERSION__ /* begins with the name */
#else
#define COMPILER "gcc " __VERSION__
#endif

static struct boot_info boot_info;

static void __init print_banner(void)
{
	pr_notice("Quarry version " QUARRY_VERSION " (" ARCH_NAME ", " COMPILER ")\n");
	pr_info("Command line: %s\n", boot_info.cmdline);
	pr_info("boot: by %s (%s)%s, on %s\n", boot_info.loader, boot_info.protocol, boot_info.efi ? " under UEFI" : "",
		boot_cpu_data.model_name);
	time_report();
	for (u32 i = 0; i < boot_info.nr_warnings; i++)
		pr_warn("boot: %s\n", boot_info.warnings[i]);
	if (boot_info.nr_warnings_lost)
		pr_warn("boot: and %u more oddities\n", boot_info.nr_warnings_lost);
	if (boot_info.error[0])
		panic("boot: %s", boot_info.error);
}

/* Init code and data, and the boot page tables; whoever calls this must not be __init itself. */
static void free_init_memory(void)
{
	mark_init_writable();
	free_reserved_area(__init_text_begin, __init_text_end, -1, NULL);
	free_reserved_area(__init_data_begin, __init_data_end, -1, NULL);
	free_reserved_area(__init_bss_begin, __init_bss_end, -1, NULL);
	pr_info("Freeing unused kernel memory: %lu KiB\n",
		(unsigned long)(__init_text_end - __init_text_begin + __init_data_end - __init_data_begin +
				__init_bss_end - __init_bss_begin) >> 10);
}

static void __init boot(u32 magic, u32 information)
{
	cpu_identify();	    /* the rest asks what the CPU can do */
	idt_fill();
	descriptors_init(0); /* from here on a fault is reported, not a reset */
	time_init();	    /* before the first line of the log, which carries the time */
	boot_info_parse(magic, information, &boot_info); /* copies what the loader left before anything overwrites it */
	parse_early_param(boot_info.cmdline); /* options decide about consoles and memory */
	random_init(&boot_info); /* early, as hash keys and free lists want it */
	early_consoles_init(&boot_info);
	print_banner(); /* and stop, if the loader's information was unusable */

	e820__setup(&boot_info);    /* what memory there is */
	e820__memblock_setup();	    /* who may allocate from it from now on */
	screen_detach();	    /* its address goes with the boot tables */
	paging_init();		    /* the kernel's own page tables, loaded into CR3 */
	pat_init_cpu();		    /* write-combining memory types, before anything is mapped so */
	clear_page_init_cpu();
	screen_attach(&boot_info);  /* a new address, or a framebuffer */
	e820__reserve_resources();  /* /proc/iomem; needs memblock memory */
	initrd_init(&boot_info);    /* while the modules' place is still known */
	acpi_init(&boot_info);	    /* SRAT tells which memory is near to which CPU */
	topology_init();	    /* how many CPUs there are */
	smp_prepare_memory();	    /* a page below 1 MiB for their first steps */
	setup_per_cpu_areas();	    /* one for each CPU that may come; from memblock, as they are large */
	kmap_init();		    /* windows into high memory, with slots for each CPU */
	numa_init(acpi_srat(), acpi_slit()); /* which memory is near to which CPU */
	free_area_init();	    /* nodes, zones, struct pages */
	memblock_free_all();	    /* hand over to the buddy allocator */
	percpu_init();		    /* alloc_percpu() */
	kmem_cache_init();	    /* kmalloc(); its CPUs' stacks are per-CPU memory */
	paging_use_page_allocator();
	vmalloc_init();		    /* addresses for whatever is mapped from here on: stacks first */
	sched_init();		    /* threads, from here on */

	clocks_init();	     /* the best counter to tell the time by */
	irq_init();	     /* all lines closed until a driver opens one */
	input_init();	     /* keyboard and serial line, by interrupt where there are any */
	tick_init();	     /* timers and sleeping work from here on */
	parse_late_param(); /* options that need all of the above */
	local_irq_enable();
	smp_boot_cpus();     /* from here on things happen at the same time */
	ksoftirqd_init();    /* a thread on each CPU */
	rcu_init();	     /* the thread for call_rcu() */
	kmem_cache_init_late(); /* slabs without used objects are given back when memory is short */
	workqueue_init();    /* threads of their own too */
	vfs_init();	     /* the tree of files: modules put theirs into it */
	kswapd_init();	     /* from here on memory can be reclaimed in the background */
}

/**
 * kernel_main() - entered from boot/tables_*.asm on the boot page tables
 * @magic: which boot protocol the loader speaks
 * @information: physical address of what it has to say
 */
void kernel_main(u32 magic, u32 information)
{
	boot(magic, information);
	free_init_memory();
	report_boot_cost();
	fault_injection_start(); /* from here on a failed allocation has somebody to report it to */
	monitor_run_boot_commands();
	monitor_run();
}
