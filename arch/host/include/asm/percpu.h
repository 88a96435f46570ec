/* SPDX-License-Identifier: MIT */
/* One CPU: the variable itself is its copy. */
#ifndef _ASM_PERCPU_H
#define _ASM_PERCPU_H

#include <linux/compiler.h>
#include <linux/types.h>

#define arch_this_cpu_write(var, value) ((void)((var) = (value)))
#define arch_this_cpu_add(var, value) ((void)((var) += (value)))
#define arch_this_cpu_and(var, value) ((void)((var) &= (value)))
#define arch_this_cpu_or(var, value) ((void)((var) |= (value)))
#define arch_this_cpu_read(var) (var)
#define this_cpu_read_stable(var) (var)
#define arch_this_cpu_add_return(var, value) ((var) += (value))
#define arch_this_cpu_cmpxchg(var, old, new)                                                       \
	({                                                                                         \
		typeof(var) __was = (var);                                                         \
		if (__was == (old))                                                                \
			(var) = (new);                                                             \
		__was;                                                                             \
	})
#define arch_this_cpu_xchg(var, new)                                                               \
	({                                                                                         \
		typeof(var) __was = (var);                                                         \
		(var) = (new);                                                                     \
		__was;                                                                             \
	})
#define arch_raw_cpu_ptr(ptr) (ptr)

#endif
