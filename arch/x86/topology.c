// SPDX-License-Identifier: MIT
/*
 * Which CPUs there are. ACPI's MADT lists the local APICs; the one that boots is CPU 0, the others
 * are numbered in the order of the list. Without ACPI or without an APIC there is one CPU.
 */
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <asm/smp.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <quarry/acpi.h>

u32 cpu_apic_id[NR_CPUS] = { [0 ... NR_CPUS - 1] = APIC_ID_NONE };

static unsigned int max_cpus __initdata = NR_CPUS;

static int __init parse_maxcpus(char *arg)
{
	int err = kstrtouint(arg, 0, &max_cpus);

	max_cpus = clamp(max_cpus, 1U, (unsigned int)NR_CPUS);
	return err;
}
early_param("maxcpus", parse_maxcpus);

static int __init parse_nosmp(char *arg)
{
	max_cpus = 1;
	return 0;
}
early_param("nosmp", parse_nosmp);

/* The APIC id of the CPU that asks; the 8-bit one is all that a CPU without leaf 0xb has. */
static u32 __init this_apic_id(void)
{
	u32 eax, ebx, ecx, edx;

	if (boot_cpu_data.max_leaf >= 0xb) {
		cpuid_count(0xb, 0, &eax, &ebx, &ecx, &edx);
		if (ebx & 0xffff)
			return edx;
	}
	cpuid_count(1, 0, &eax, &ebx, &ecx, &edx);
	return ebx >> 24;
}

static void __init add_cpu(u32 apic_id)
{
	cpu_apic_id[nr_cpu_ids] = apic_id;
	cpumask_set_cpu(nr_cpu_ids, &__cpu_possible_mask);
	cpumask_set_cpu(nr_cpu_ids, &__cpu_present_mask);
	nr_cpu_ids++;
}

/**
 * topology_init() - count the CPUs
 *
 * Once ACPI's tables are read. Sets the possible and present CPUs; CPU 0 is online already.
 */
void __init topology_init(void)
{
	const struct acpi_madt_info *madt = acpi_madt();
	unsigned int left_out = 0;

	cpu_apic_id[0] = this_apic_id();
	if (!madt || !boot_cpu_has(X86_FEATURE_APIC))
		return;
	for (u32 i = 0; i < madt->nr_cpus; i++) {
		const struct acpi_cpu *cpu = &madt->cpus[i];

		if (!cpu->enabled || cpu->apic_id == cpu_apic_id[0])
			continue;
		if (nr_cpu_ids < max_cpus)
			add_cpu(cpu->apic_id);
		else
			left_out++;
	}
	if (nr_cpu_ids + left_out > 1)
		pr_info("smp: %u CPUs%s\n", nr_cpu_ids, left_out ? ", more are left out as asked" : "");
}
