// SPDX-License-Identifier: MIT
/*
 * Starting the other CPUs (Intel SDM vol. 3A, 9.4.4: INIT, 10 ms, startup interrupts).
 *
 * INIT goes to all of them first, so that they spend the 10 ms together. Then one after the other
 * is sent to the trampoline with its idle thread's stack, and the next may come when it has left the
 * trampoline. A CPU that does not answer is reported and stays out; the others do not wait for it.
 */
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/clear_page.h>
#include <asm/cpufeature.h>
#include <asm/descriptor.h>
#include <asm/double_fault.h>
#include <asm/irq_stack.h>
#include <asm/mmu_context.h>
#include <asm/pat.h>
#include <asm/paging.h>
#include <asm/percpu.h>
#include <asm/processor.h>
#include <asm/smp.h>
#include <asm/zones.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <quarry/page_table.h>
#include <quarry/sched.h>
#include <quarry/tick.h>
#include <quarry/time.h>

/* The end of boot/trampoline.asm. */
struct trampoline_data {
	u32 cr3, cr4, efer, reserved;
	u64 stack, entry;
};

extern char trampoline_begin[], trampoline_end[], trampoline_data[];

#define LOW_MEMORY_START 0x1000	   /* page 0 belongs to the firmware */
#define LOW_MEMORY_END 0xa0000	   /* what real mode can reach and is RAM */
#define INIT_DELAY_US 10000
#define SIPI_DELAY_US 200
#define ANSWER_LIMIT_US 10000000 /* as Linux waits: a host may be busy with other things */

static phys_addr_t trampoline_page;
static struct page_table trampoline_table;
static unsigned int starting_cpu; /* the one that the trampoline is lent to */
static int has_left_trampoline;

/* In the direct map, and below 4 GiB: CR3 is loaded with 32 bits before long mode is on. */
static void *__init alloc_root(void)
{
	phys_addr_t end = min_t(u64, (u64)max_low_pfn << PAGE_SHIFT, 1ULL << 32);
	phys_addr_t root = memblock_phys_alloc_range(PAGE_SIZE, PAGE_SIZE, 0, end);

	return root ? __va(root) : NULL;
}

/**
 * smp_prepare_memory() - take a page below 1 MiB for the trampoline
 *
 * While memblock still has it. On a machine where nothing is free there, one CPU must do.
 */
void __init smp_prepare_memory(void)
{
	if (nr_cpu_ids == 1)
		return;
	trampoline_page = memblock_phys_alloc_range(PAGE_SIZE, PAGE_SIZE, LOW_MEMORY_START, LOW_MEMORY_END);
	trampoline_table = kernel_page_table;
	trampoline_table.root = alloc_root();
	if (!trampoline_page || !trampoline_table.root)
		pr_warn("smp: no memory below 640 KiB; the other CPUs cannot be started\n");
}

/* The kernel's tables, and the trampoline where it lies. */
static bool __init map_trampoline(void)
{
	memcpy(trampoline_table.root, kernel_page_table.root, PAGE_SIZE);
	trampoline_table.alloc_table = kernel_page_table.alloc_table;
	return !pt_map(&trampoline_table, trampoline_page, trampoline_page, PAGE_SIZE,
		       __PAGE_KERNEL_ROX & ~_PAGE_GLOBAL);
}

static struct trampoline_data *__init trampoline_fields(void)
{
	return __va(trampoline_page + (trampoline_data - trampoline_begin));
}

/* C's first function on another CPU, on the stack of its idle thread. */
static void __noreturn start_secondary(void)
{
	unsigned int cpu = starting_cpu;

	write_cr3(__pa(kernel_page_table.root));
	if (boot_cpu_has(X86_FEATURE_PGE))
		write_cr4(read_cr4() | X86_CR4_PGE);
	mmu_context_init_cpu();
	descriptors_init(per_cpu_offset(cpu));
	double_fault_set_cr3(__pa(kernel_page_table.root));
	pat_init_cpu();
	clear_page_init_cpu();
	preempt_count_set(0);
	smp_store_release(&has_left_trampoline, 1);

	lapic_init();
	tick_setup_cpu();
	cpumask_set_cpu(cpu, &__cpu_online_mask);
	local_irq_enable();
	cpu_idle();
}

static void __init fill_trampoline(void)
{
	struct trampoline_data *data = trampoline_fields();

	memcpy(__va(trampoline_page), trampoline_begin, trampoline_end - trampoline_begin);
	data->cr3 = __pa(trampoline_table.root);
	data->cr4 = read_cr4() & ~(X86_CR4_PGE | X86_CR4_PCIDE); /* the latter is for long mode only */
	data->efer = boot_cpu_has(X86_FEATURE_NX) || boot_cpu_has(X86_FEATURE_LM) ? rdmsr(MSR_EFER) & ~EFER_LMA : 0;
	data->entry = (unsigned long)start_secondary;
}

static bool __init prepare_idle_thread(unsigned int cpu)
{
	struct task_struct *idle = thread_create_idle(cpu);

	if (!idle || irq_stack_alloc(cpu))
		return false;
	idle->on_cpu = 1;
	per_cpu(current_task, cpu) = idle;
	sched_init_cpu(cpu, idle);
	/* Two words are kept free, so that the stack is aligned as behind a call. */
	trampoline_fields()->stack = (unsigned long)idle->stack + THREAD_SIZE - 16;
	return true;
}

static bool __init answered(const int *flag, u32 limit_us)
{
	u64 end = sched_clock() + limit_us * 1000ULL;

	while (!smp_load_acquire(flag))
		if (sched_clock() > end)
			return false;
	return true;
}

static bool __init start_cpu(unsigned int cpu)
{
	if (!prepare_idle_thread(cpu))
		return false;
	kernel_half_copy(trampoline_table.root); /* the new stack may have brought a new table */
	starting_cpu = cpu;
	smp_store_release(&has_left_trampoline, 0);
	apic_send_sipi(cpu_apic_id[cpu], trampoline_page >> PAGE_SHIFT);
	if (answered(&has_left_trampoline, SIPI_DELAY_US))
		return true;
	apic_send_sipi(cpu_apic_id[cpu], trampoline_page >> PAGE_SHIFT);
	return answered(&has_left_trampoline, ANSWER_LIMIT_US);
}

static void __init wait_until_online(void)
{
	u64 end = sched_clock() + ANSWER_LIMIT_US * 1000ULL;

	while (!cpumask_equal(cpu_online_mask, cpu_present_mask) && sched_clock() < end)
		cpu_relax();
}

/**
 * smp_boot_cpus() - start all CPUs that topology_init() found
 *
 * Once threads can be created and interrupts are on.
 */
void __init smp_boot_cpus(void)
{
	unsigned int cpu;

	if (nr_cpu_ids == 1 || !trampoline_page || !trampoline_table.root || !apic_usable() || !map_trampoline())
		return;
	if (boot_cpu_has(X86_FEATURE_HYPERVISOR))
		spin_locks_on_virtual_cpus();
	fill_trampoline();
	for_each_present_cpu(cpu)
		if (cpu)
			apic_send_init(cpu_apic_id[cpu]);
	delay_us(INIT_DELAY_US);
	for_each_present_cpu(cpu) {
		if (cpu && !start_cpu(cpu)) {
			pr_err("smp: CPU %u (APIC id %u) does not answer and is left out\n", cpu, cpu_apic_id[cpu]);
			cpumask_clear_cpu(cpu, &__cpu_present_mask);
		}
	}
	wait_until_online();
	for_each_online_cpu(cpu)
		if (cpu)
			tsc_check_cpu(cpu);
	pr_info("smp: %u of %u CPUs online\n", num_online_cpus(), nr_cpu_ids);
}
