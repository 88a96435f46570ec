// SPDX-License-Identifier: MIT
#include <linux/kernel.h>
#include "whole.h"

int third(void)
{
	return FROM_CFLAGS_OBJECT;
}
