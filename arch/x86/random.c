// SPDX-License-Identifier: MIT
/*
 * Where the kernel's random numbers begin (lib/random.c): the time stamp counter, which is fine enough
 * that no two boots agree in it; the CPU's own generator, if it has one (Intel SDM vol. 1, 7.3.17); and
 * the loader's description of the machine. Good enough to shuffle with; not for secrets.
 */
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/random.h>
#include <quarry/boot_info.h>
#include <quarry/random.h>

#define RDRAND_TRIES 10

static u64 fixed_seed __initdata;
static bool seed_is_fixed __initdata;

static int __init parse_random_seed(char *arg)
{
	seed_is_fixed = arg && !kstrtoull(arg, 0, &fixed_seed);
	return seed_is_fixed ? 0 : -EINVAL;
}
early_param("random_seed", parse_random_seed);

static bool __init rdrand(unsigned long *value)
{
	bool valid;

	asm volatile("rdrand %0" : "=r"(*value), "=@ccc"(valid));
	return valid;
}

/* Seldom has it none; then it is asked again. */
static void __init stir_in_rdrand(void)
{
	unsigned long value;

	for (int tries = 0; tries < RDRAND_TRIES; tries++)
		if (rdrand(&value))
			add_device_randomness(&value, sizeof(value));
}

void __init random_init(const struct boot_info *info)
{
	u64 ticks;

	if (seed_is_fixed) {
		add_device_randomness(&fixed_seed, sizeof(fixed_seed));
		return;
	}
	add_device_randomness(info->ranges, info->nr_ranges * sizeof(info->ranges[0]));
	if (boot_cpu_has(X86_FEATURE_RDRAND))
		stir_in_rdrand();
	if (boot_cpu_has(X86_FEATURE_TSC)) {
		ticks = rdtsc();
		add_device_randomness(&ticks, sizeof(ticks));
	}
}
