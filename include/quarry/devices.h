/* SPDX-License-Identifier: MIT */
/* Starting the drivers, before and after the kernel has page tables of its own. */
#ifndef _QUARRY_DEVICES_H
#define _QUARRY_DEVICES_H

struct boot_info;

void early_consoles_init(const struct boot_info *info);
void screen_detach(void);
void screen_attach(const struct boot_info *info);
void input_init(void);

#endif
