// SPDX-License-Identifier: MIT
/* What the compiler calls for 64-bit numbers in 32-bit mode; modules need it as the kernel does. */
#include <linux/export.h>
#include <quarry/div64.h>

EXPORT_SYMBOL(__udivdi3);
EXPORT_SYMBOL(__umoddi3);
EXPORT_SYMBOL(__divdi3);
EXPORT_SYMBOL(__moddi3);
EXPORT_SYMBOL(__udivmoddi4);
EXPORT_SYMBOL(__divmoddi4);
