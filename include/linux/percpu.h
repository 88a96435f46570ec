/* SPDX-License-Identifier: MIT */
/*
 * Per-CPU variables made at run time. Those made by the linker, and the operations on both, are in
 * linux/percpu-defs.h. Theory in mm/percpu.c.
 */
#ifndef _LINUX_PERCPU_H
#define _LINUX_PERCPU_H

#include <linux/gfp_types.h>
#include <linux/percpu-defs.h>
#include <linux/preempt.h>
#include <linux/smp.h>

/**
 * alloc_percpu() - make a variable of which each CPU has a copy
 * @type: its type
 *
 * Context: process. Return: what per_cpu_ptr(), this_cpu_ptr(), get_cpu_ptr() and free_percpu() take,
 * all copies zero; NULL if there is no memory. Not an address that can be used as it is.
 */
#define alloc_percpu(type) ((typeof(type) __percpu *)__alloc_percpu(sizeof(type), __alignof__(type)))

/* The same with GFP flags: GFP_ATOMIC where the caller cannot sleep. */
#define alloc_percpu_gfp(type, gfp)                                                                \
	((typeof(type) __percpu *)__alloc_percpu_gfp(sizeof(type), __alignof__(type), gfp))

void __percpu *__alloc_percpu(size_t size, size_t align);
void __percpu *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp);
void free_percpu(void __percpu *ptr);

unsigned long pcpu_nr_pages(void);

#endif
