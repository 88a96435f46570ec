/* SPDX-License-Identifier: MIT */
/* Short names for the attributes that gcc and clang share. */
#ifndef _LINUX_COMPILER_ATTRIBUTES_H
#define _LINUX_COMPILER_ATTRIBUTES_H

#undef __always_inline
#define __always_inline inline __attribute__((__always_inline__))
#define noinline __attribute__((__noinline__))
#define __aligned(n) __attribute__((__aligned__(n)))
#define __alias(symbol) __attribute__((__alias__(#symbol)))
#define __cold __attribute__((__cold__))
#undef __attribute_const__
#define __attribute_const__ __attribute__((__const__))
#define __pure __attribute__((__pure__))
#define __malloc __attribute__((__malloc__))
#define __maybe_unused __attribute__((__unused__))
#define __must_check __attribute__((__warn_unused_result__))
#define __noreturn __attribute__((__noreturn__))
#define __packed __attribute__((__packed__))
#define __printf(fmt, first) __attribute__((__format__(printf, fmt, first)))
#define __scanf(fmt, first) __attribute__((__format__(scanf, fmt, first)))
#define __section(name) __attribute__((__section__(name)))
#define __used __attribute__((__used__))
#define __weak __attribute__((__weak__))
#define __visible __attribute__((__used__))
#define __cleanup(fn) __attribute__((__cleanup__(fn)))
#define __mode(m) __attribute__((__mode__(m)))
#define fallthrough __attribute__((__fallthrough__))

#ifdef __has_attribute
#if __has_attribute(__error__)
#define __compiletime_error(msg) __attribute__((__error__(msg)))
#endif
#if __has_attribute(__alloc_size__)
#define __alloc_size(x, ...) __attribute__((__alloc_size__(x, ##__VA_ARGS__)))
#endif
#endif
#ifndef __compiletime_error
#define __compiletime_error(msg)
#endif
#ifndef __alloc_size
#define __alloc_size(x, ...)
#endif
#define __nonstring __attribute__((__nonstring__)) /* characters without a zero at the end */

#endif
