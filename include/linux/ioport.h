/* SPDX-License-Identifier: MIT */
/* Who owns which part of the address space of memory and of I/O ports. See kernel/resource.c. */
#ifndef _LINUX_IOPORT_H
#define _LINUX_IOPORT_H

#include <linux/types.h>

/**
 * struct resource - a range of addresses with a name, and the ranges within it
 * @start: first address
 * @end: last address (not the one behind it)
 * @name: what /proc shows; not copied
 * @flags: IORESOURCE_*
 * @parent: the range this one lies in; NULL: not in the tree
 * @sibling: next range in the same parent, higher
 * @child: first range within this one
 */
struct resource {
	resource_size_t start;
	resource_size_t end;
	const char *name;
	unsigned long flags;
	struct resource *parent, *sibling, *child;
};

#define IORESOURCE_IO 0x00000100
#define IORESOURCE_MEM 0x00000200
#define IORESOURCE_SYSTEM_RAM 0x01000000
#define IORESOURCE_BUSY 0x80000000 /* in use: requests for a part of it fail */

#define DEFINE_RES_NAMED(_start, _size, _name, _flags)                                             \
	{ .start = (_start), .end = (_start) + (_size)-1, .name = (_name), .flags = (_flags) }
#define DEFINE_RES_IO_NAMED(_start, _size, _name)                                                  \
	DEFINE_RES_NAMED(_start, _size, _name, IORESOURCE_IO)
#define DEFINE_RES_MEM_NAMED(_start, _size, _name)                                                 \
	DEFINE_RES_NAMED(_start, _size, _name, IORESOURCE_MEM)

extern struct resource ioport_resource;
extern struct resource iomem_resource;

static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
}

static inline bool resource_contains(const struct resource *outer, const struct resource *inner)
{
	return outer->start <= inner->start && outer->end >= inner->end;
}

static inline bool resource_overlaps(const struct resource *a, const struct resource *b)
{
	return a->start <= b->end && b->start <= a->end;
}

int request_resource(struct resource *root, struct resource *new);
struct resource *request_resource_conflict(struct resource *root, struct resource *new);
int insert_resource(struct resource *parent, struct resource *new);
int release_resource(struct resource *old);

struct resource *__request_region(struct resource *parent, resource_size_t start,
				  resource_size_t n, const char *name);
void __release_region(struct resource *parent, resource_size_t start, resource_size_t n);

#define request_region(start, n, name) __request_region(&ioport_resource, start, n, name)
#define request_mem_region(start, n, name) __request_region(&iomem_resource, start, n, name)
#define release_region(start, n) __release_region(&ioport_resource, start, n)
#define release_mem_region(start, n) __release_region(&iomem_resource, start, n)

struct seq_file;
void resource_show(struct seq_file *m, const struct resource *root);

#endif
