// SPDX-License-Identifier: MIT
/* Which CPU this is and what it can do (Intel SDM vol. 2A, CPUID; AMD APM vol. 3, appendix E). */
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <quarry/proc.h>
#include <quarry/time.h>

struct cpuinfo_x86 boot_cpu_data;
EXPORT_SYMBOL(boot_cpu_data);

static u32 *const words = boot_cpu_data.words;

static void __init read_basic_leaves(struct cpuinfo_x86 *c)
{
	u32 eax, ebx, ecx, edx;

	cpuid_count(0, 0, &c->max_leaf, &ebx, &ecx, &edx);
	memcpy(c->vendor, &ebx, 4);
	memcpy(c->vendor + 4, &edx, 4);
	memcpy(c->vendor + 8, &ecx, 4);

	cpuid_count(1, 0, &eax, &ebx, &words[CPUID_1_ECX], &words[CPUID_1_EDX]);
	c->stepping = eax & 0xf;
	c->model = eax >> 4 & 0xf;
	c->family = eax >> 8 & 0xf;
	if (c->family == 6 || c->family == 15)
		c->model |= (eax >> 16 & 0xf) << 4;
	if (c->family == 15)
		c->family += eax >> 20 & 0xff;

	if (c->max_leaf >= 7)
		cpuid_count(7, 0, &eax, &words[CPUID_7_EBX], &words[CPUID_7_ECX], &edx);
}

/* Old CPUs answer to 0x80000000 with anything at all; a value below it means that there is nothing. */
static void __init read_extended_leaves(struct cpuinfo_x86 *c)
{
	u32 eax, ebx, ecx, edx, name[12];

	cpuid_count(0x80000000, 0, &eax, &ebx, &ecx, &edx);
	c->max_extended_leaf = eax >= 0x80000000 && eax < 0x80010000 ? eax : 0;
	if (c->max_extended_leaf >= 0x80000001)
		cpuid_count(0x80000001, 0, &eax, &ebx, &ecx, &words[CPUID_8000_0001_EDX]);
	if (c->max_extended_leaf >= 0x80000004) {
		for (u32 i = 0; i < 3; i++)
			cpuid_count(0x80000002 + i, 0, &name[i * 4], &name[i * 4 + 1], &name[i * 4 + 2],
				    &name[i * 4 + 3]);
		memcpy(c->model_name, name, sizeof(name));
	}
	if (c->max_extended_leaf >= 0x80000007)
		cpuid_count(0x80000007, 0, &eax, &ebx, &ecx, &words[CPUID_8000_0007_EDX]);
	c->phys_bits = boot_cpu_has(X86_FEATURE_PAE) ? 36 : 32;
	c->virt_bits = 32;
	if (c->max_extended_leaf >= 0x80000008) {
		cpuid_count(0x80000008, 0, &eax, &ebx, &ecx, &edx);
		c->phys_bits = eax & 0xff;
		c->virt_bits = eax >> 8 & 0xff;
	}
}

/**
 * cpu_identify() - fill boot_cpu_data
 *
 * The start-up code has made sure that there is a CPUID instruction.
 */
void __init cpu_identify(void)
{
	struct cpuinfo_x86 *c = &boot_cpu_data;

	read_basic_leaves(c);
	read_extended_leaves(c);
	if (!c->model_name[0])
		snprintf(c->model_name, sizeof(c->model_name), "%s family %u model %u", c->vendor, c->family,
			 c->model);
}

static const struct {
	u16 feature;
	const char *name;
} feature_names[] = {
	{ X86_FEATURE_FPU, "fpu" },	 { X86_FEATURE_DE, "de" },
	{ X86_FEATURE_PSE, "pse" },	 { X86_FEATURE_TSC, "tsc" },
	{ X86_FEATURE_MSR, "msr" },	 { X86_FEATURE_PAE, "pae" },
	{ X86_FEATURE_CX8, "cx8" },	 { X86_FEATURE_APIC, "apic" },
	{ X86_FEATURE_SEP, "sep" },	 { X86_FEATURE_PGE, "pge" },
	{ X86_FEATURE_CMOV, "cmov" },	 { X86_FEATURE_PAT, "pat" },
	{ X86_FEATURE_NX, "nx" },	 { X86_FEATURE_GBPAGES, "pdpe1gb" },
	{ X86_FEATURE_LM, "lm" },	 { X86_FEATURE_HYPERVISOR, "hypervisor" },
	{ X86_FEATURE_SMEP, "smep" },	 { X86_FEATURE_ERMS, "erms" },
	{ X86_FEATURE_SMAP, "smap" },	 { X86_FEATURE_UMIP, "umip" },
	{ X86_FEATURE_CONSTANT_TSC, "constant_tsc" }, { X86_FEATURE_PCID, "pcid" },
	{ X86_FEATURE_AVX, "avx" },
};

static int cpuinfo_show(struct seq_file *m, void *v)
{
	const struct cpuinfo_x86 *c = &boot_cpu_data;

	seq_printf(m, "processor\t: 0\nvendor_id\t: %s\ncpu family\t: %u\nmodel\t\t: %u\nmodel name\t: %s\n", c->vendor,
		   c->family, c->model, c->model_name);
	seq_printf(m, "stepping\t: %u\ncpu MHz\t\t: %u.%03u\nflags\t\t:", c->stepping, tsc_khz / 1000,
		   tsc_khz % 1000);
	for (size_t i = 0; i < ARRAY_SIZE(feature_names); i++)
		if (boot_cpu_has(feature_names[i].feature))
			seq_printf(m, " %s", feature_names[i].name);
	seq_printf(m, "\naddress sizes\t: %u bits physical, %u bits virtual\n", c->phys_bits, c->virt_bits);
	return 0;
}
PROC_FILE(cpuinfo, cpuinfo_show);
