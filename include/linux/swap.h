/* SPDX-License-Identifier: MIT */
/* Nothing is swapped out: there is no disk. Brings what it brings. */
#ifndef _LINUX_SWAP_H
#define _LINUX_SWAP_H

#include <linux/mm.h>
#include <linux/mmzone.h>

#endif
