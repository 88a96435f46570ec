// SPDX-License-Identifier: MIT
/* Time as the kernel counts it stands still in a process, unless a test moves it. */
#include <linux/jiffies.h>

unsigned long volatile jiffies = INITIAL_JIFFIES;
