/* SPDX-License-Identifier: MIT */
/*
 * What this CPU can do, from CPUID (Intel SDM vol. 2A, CPUID; AMD APM vol. 3, appendix E).
 *
 * A feature is a word number and a bit: one word for each CPUID register that is kept.
 */
#ifndef _ASM_CPUFEATURE_H
#define _ASM_CPUFEATURE_H

#include <linux/types.h>

enum cpuid_word { CPUID_1_EDX, CPUID_1_ECX, CPUID_8000_0001_EDX, CPUID_7_EBX, CPUID_7_ECX, CPUID_6_EAX, CPUID_8000_0007_EDX, NR_CPUID_WORDS };

#define X86_FEATURE(word, bit) ((word) * 32 + (bit))
#define X86_FEATURE_FPU X86_FEATURE(CPUID_1_EDX, 0)
#define X86_FEATURE_DE X86_FEATURE(CPUID_1_EDX, 2)
#define X86_FEATURE_PSE X86_FEATURE(CPUID_1_EDX, 3)
#define X86_FEATURE_TSC X86_FEATURE(CPUID_1_EDX, 4)
#define X86_FEATURE_MSR X86_FEATURE(CPUID_1_EDX, 5)
#define X86_FEATURE_PAE X86_FEATURE(CPUID_1_EDX, 6)
#define X86_FEATURE_CX8 X86_FEATURE(CPUID_1_EDX, 8)
#define X86_FEATURE_APIC X86_FEATURE(CPUID_1_EDX, 9)
#define X86_FEATURE_SEP X86_FEATURE(CPUID_1_EDX, 11)
#define X86_FEATURE_PGE X86_FEATURE(CPUID_1_EDX, 13)
#define X86_FEATURE_CMOV X86_FEATURE(CPUID_1_EDX, 15)
#define X86_FEATURE_PAT X86_FEATURE(CPUID_1_EDX, 16)
#define X86_FEATURE_FXSR X86_FEATURE(CPUID_1_EDX, 24)
#define X86_FEATURE_XMM X86_FEATURE(CPUID_1_EDX, 25)
#define X86_FEATURE_PCID X86_FEATURE(CPUID_1_ECX, 17)
#define X86_FEATURE_X2APIC X86_FEATURE(CPUID_1_ECX, 21)
#define X86_FEATURE_TSC_DEADLINE X86_FEATURE(CPUID_1_ECX, 24)
#define X86_FEATURE_XSAVE X86_FEATURE(CPUID_1_ECX, 26)
#define X86_FEATURE_AVX X86_FEATURE(CPUID_1_ECX, 28)
#define X86_FEATURE_RDRAND X86_FEATURE(CPUID_1_ECX, 30)
#define X86_FEATURE_HYPERVISOR X86_FEATURE(CPUID_1_ECX, 31)
#define X86_FEATURE_NX X86_FEATURE(CPUID_8000_0001_EDX, 20)
#define X86_FEATURE_GBPAGES X86_FEATURE(CPUID_8000_0001_EDX, 26)
#define X86_FEATURE_LM X86_FEATURE(CPUID_8000_0001_EDX, 29)
#define X86_FEATURE_SMEP X86_FEATURE(CPUID_7_EBX, 7)
#define X86_FEATURE_ERMS X86_FEATURE(CPUID_7_EBX, 9)
#define X86_FEATURE_SMAP X86_FEATURE(CPUID_7_EBX, 20)
#define X86_FEATURE_UMIP X86_FEATURE(CPUID_7_ECX, 2)
#define X86_FEATURE_CONSTANT_TSC X86_FEATURE(CPUID_8000_0007_EDX, 8)

struct cpuinfo_x86 {
	char vendor[13];
	char model_name[49];
	u32 family, model, stepping;
	u32 max_leaf, max_extended_leaf;
	u32 words[NR_CPUID_WORDS];
	u8 phys_bits, virt_bits;
};

extern struct cpuinfo_x86 boot_cpu_data;

/**
 * boot_cpu_has() - has the boot CPU a feature?
 * @feature: one of X86_FEATURE_*
 */
static inline bool boot_cpu_has(unsigned int feature)
{
	return boot_cpu_data.words[feature / 32] >> (feature % 32) & 1;
}

void cpu_identify(void);

#endif
