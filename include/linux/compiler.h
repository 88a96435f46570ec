/* SPDX-License-Identifier: MIT */
/* What the compiler is told (and kept from) beyond the C language. */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#include <linux/compiler_attributes.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

/* Address-space marks of the sparse checker: documentation here. */
#define __user
#define __kernel
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __nocast
#define __must_hold(lock)
#define __acquires(lock)
#define __releases(lock)

/* No memory access of the C program moves across this line (the CPU may still reorder). */
#define barrier() __asm__ __volatile__("" ::: "memory")
/* The compiler forgets what it knows of the value of @var. */
#define OPTIMIZER_HIDE_VAR(var) __asm__("" : "+r"(var))
#define RELOC_HIDE(ptr, off)                                                                       \
	({                                                                                         \
		unsigned long __reloc = (unsigned long)(ptr);                                      \
		OPTIMIZER_HIDE_VAR(__reloc);                                                       \
		(typeof(ptr))(__reloc + (off));                                                    \
	})

#define __unreachable_code() __builtin_unreachable()
#define unreachable() __builtin_unreachable()

#define is_signed_type(type) ((type)-1 < (type)1)
#define is_unsigned_type(type) (!is_signed_type(type))
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))

/* One access, neither repeated, torn nor dropped, for scalars up to the width of a register. */
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, val) ((void)(*(volatile typeof(x) *)&(x) = (val)))
#define data_race(expr) (expr)

#define ___PASTE(a, b) a##b
#define __PASTE(a, b) ___PASTE(a, b)
#define __UNIQUE_ID(prefix) __PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)

/* 0 if @a is an array, a compile-time error if it is a pointer. */
#define __must_be_array(a) (sizeof(char[1 - 2 * !!__same_type((a), &(a)[0])]) - 1)

#define _RET_IP_ ((unsigned long)__builtin_return_address(0))
#define _THIS_IP_                                                                                  \
	({                                                                                         \
		__label__ __here;                                                                  \
	__here:                                                                                    \
		(unsigned long)&&__here;                                                           \
	})

#endif
