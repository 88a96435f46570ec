/* SPDX-License-Identifier: MIT */
/* Values that make a stray access stand out in a dump, each with its reason. */
#ifndef _LINUX_POISON_H
#define _LINUX_POISON_H

/*
 * On x86_64 this is a non-canonical address: any use faults at once. A 32-bit unsigned long
 * drops it, and the poison is then in the first, never mapped page.
 */
#define POISON_POINTER_DELTA ((unsigned long)0xdead000000000000ULL)

/* next and prev of a list entry after list_del(). */
#define LIST_POISON1 ((void *)(0x100 + POISON_POINTER_DELTA))
#define LIST_POISON2 ((void *)(0x122 + POISON_POINTER_DELTA))

/* Free pages. */
#define PAGE_POISON 0xaa

/* Slab objects: never initialised, freed, and the last byte of a freed one. */
#define POISON_INUSE 0x5a
#define POISON_FREE 0x6b
#define POISON_END 0xa5

/* Memory of __init code and data after it was freed: "int3" where it is executed. */
#define POISON_FREE_INITMEM 0xcc

#endif
