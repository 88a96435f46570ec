/* SPDX-License-Identifier: MIT */
#ifndef _QUARRY_RANDOM_H
#define _QUARRY_RANDOM_H

struct boot_info;

/**
 * random_init() - stir into the kernel's generator what differs from boot to boot
 * @info: what the loader said
 *
 * "random_seed=N" on the command line is used instead, to have the same numbers again.
 */
void random_init(const struct boot_info *info);

#endif
