// SPDX-License-Identifier: MIT
/* The room for per-CPU variables made at run time: one CPU's, and no linked ones, as they are elsewhere. */
#include <asm/page.h>
#include <linux/compiler.h>
#include <quarry/percpu_areas.h>

static char unit[8 * PAGE_SIZE] __aligned(PAGE_SIZE);

struct percpu_areas percpu_areas = { .base = unit, .unit_size = sizeof(unit), .nr_units = 1 };
