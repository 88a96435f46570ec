// SPDX-License-Identifier: MIT
/*
 * The resource trees: who owns which addresses of memory and which I/O ports.
 *
 * Purpose: two drivers must not program the same registers, and a reader of /proc/iomem wants to
 * see what lies where. Each address space is a tree of ranges. A range lies wholly in its parent;
 * siblings are sorted and do not overlap.
 *
 * A resource with IORESOURCE_BUSY is somebody's; one without only describes ("Reserved", a bus
 * window) and may be subdivided: request_region() descends through such ranges.
 *
 * Locks: none; boot runs on one CPU and there are no threads.
 *
 * Complexity: a walk along siblings at each level; there are some dozens in all.
 *
 * Limits: request_region() takes its nodes from a pool of fixed size. The other functions link the
 * caller's own nodes.
 *
 * References: Linux's include/linux/ioport.h for names and meaning; Corbet, Rubini, Kroah-Hartman,
 * "Linux Device Drivers", 3rd edition, chapter 9, for the use.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <quarry/proc.h>

#define POOL_SIZE 64	   /* regions that drivers can hold at one time */
#define MAX_SHOWN_DEPTH 5 /* as in Linux: deeper levels are not indented further */

struct resource ioport_resource = {
	.name = "PCI IO", .start = 0, .end = 0xffff, .flags = IORESOURCE_IO,
};
EXPORT_SYMBOL(ioport_resource);

struct resource iomem_resource = {
	.name = "PCI mem", .start = 0, .end = ~(resource_size_t)0, .flags = IORESOURCE_MEM,
};
EXPORT_SYMBOL(iomem_resource);

static struct resource pool[POOL_SIZE];

static struct resource *pool_take(void)
{
	unsigned int i;

	for (i = 0; i < POOL_SIZE; i++)
		if (!pool[i].parent)
			return &pool[i];
	return NULL;
}

/* The link in @parent's list of children where a range that begins at @start belongs. */
static struct resource **place(struct resource *parent, resource_size_t start)
{
	struct resource **link = &parent->child;

	while (*link && (*link)->end < start)
		link = &(*link)->sibling;
	return link;
}

/**
 * request_resource_conflict() - put a range directly below another, or say what is in the way
 * @root: the range it shall lie in
 * @new: the range
 *
 * Return: NULL if it was put there; else what it collides with, @root if it does not fit into that.
 */
struct resource *request_resource_conflict(struct resource *root, struct resource *new)
{
	struct resource **link;

	if (new->end < new->start || !resource_contains(root, new))
		return root;
	link = place(root, new->start);
	if (*link && resource_overlaps(*link, new))
		return *link;
	new->sibling = *link;
	new->parent = root;
	*link = new;
	return NULL;
}
EXPORT_SYMBOL(request_resource_conflict);

/**
 * request_resource() - put a range directly below another
 * @root: the range it shall lie in
 * @new: the range; linked, not copied
 *
 * Return: 0, or -EBUSY if something overlaps it there or it does not fit.
 */
int request_resource(struct resource *root, struct resource *new)
{
	return request_resource_conflict(root, new) ? -EBUSY : 0;
}
EXPORT_SYMBOL(request_resource);

/* Whether all ranges from @first on that touch @new lie within it. */
static bool can_enclose(const struct resource *first, const struct resource *new)
{
	for (; first && resource_overlaps(first, new); first = first->sibling)
		if (!resource_contains(new, first))
			return false;
	return true;
}

/* Moves the ranges at *link that lie in @new below it, and puts it in their place. */
static void enclose(struct resource **link, struct resource *parent, struct resource *new)
{
	struct resource **last = link, *r;

	for (r = *link; r && resource_contains(new, r); r = r->sibling) {
		r->parent = new;
		last = &r->sibling;
	}
	if (last != link) {
		new->child = *link;
		*last = NULL;
	}
	new->sibling = r;
	new->parent = parent;
	*link = new;
}

/**
 * insert_resource() - put a range where it belongs in a tree
 * @parent: the tree, or a part of it
 * @new: the range; linked, not copied
 *
 * Goes down into whatever holds all of @new; what lies within @new becomes its children. Of two
 * equal ranges the later becomes the parent.
 *
 * Return: 0, or -EBUSY if it would cut another range in two.
 */
int insert_resource(struct resource *parent, struct resource *new)
{
	struct resource **link;

	if (new->end < new->start || !resource_contains(parent, new))
		return -EBUSY;
	for (;;) {
		struct resource *r;

		link = place(parent, new->start);
		r = *link;
		if (!r || !resource_contains(r, new) || resource_contains(new, r))
			break;
		parent = r;
	}
	if (!can_enclose(*link, new))
		return -EBUSY;
	enclose(link, parent, new);
	return 0;
}
EXPORT_SYMBOL(insert_resource);

/**
 * release_resource() - take a range out of its tree, and all that lies in it
 * @old: the range
 *
 * Return: 0, or -EINVAL if it is in no tree.
 */
int release_resource(struct resource *old)
{
	struct resource **link;

	if (!old->parent)
		return -EINVAL;
	for (link = &old->parent->child; *link; link = &(*link)->sibling) {
		if (*link != old)
			continue;
		*link = old->sibling;
		old->parent = old->sibling = NULL;
		return 0;
	}
	return -EINVAL;
}
EXPORT_SYMBOL(release_resource);

/**
 * __request_region() - a driver takes a range; use request_region(), request_mem_region()
 * @parent: the tree
 * @start: first address
 * @n: how many, at least 1
 * @name: whose it is; not copied
 *
 * Return: the resource, or NULL if somebody has a part of it already, the range is no range, or
 * no node is left (the last is reported).
 */
struct resource *__request_region(struct resource *parent, resource_size_t start,
				  resource_size_t n, const char *name)
{
	struct resource *new = pool_take(), *conflict;

	if (!new) {
		pr_err("resource: all %d region nodes are in use, none is left for %s\n", POOL_SIZE,
		       name);
		return NULL;
	}
	if (!n || start + n - 1 < start)
		return NULL;
	*new = (struct resource){ .start = start, .end = start + n - 1, .name = name };
	for (;;) {
		new->flags = (parent->flags & (IORESOURCE_IO | IORESOURCE_MEM)) | IORESOURCE_BUSY;
		conflict = request_resource_conflict(parent, new);
		if (!conflict)
			return new;
		if (conflict == parent || (conflict->flags & IORESOURCE_BUSY) ||
		    !resource_contains(conflict, new))
			return NULL;
		parent = conflict;
	}
}
EXPORT_SYMBOL(__request_region);

static bool in_pool(const struct resource *r)
{
	return r >= pool && r < pool + POOL_SIZE;
}

/**
 * __release_region() - a driver gives its range back; use release_region(), release_mem_region()
 * @parent: the tree
 * @start: first address, as requested
 * @n: how many, as requested
 *
 * Anything but exactly a range that was requested is reported and changes nothing.
 */
void __release_region(struct resource *parent, resource_size_t start, resource_size_t n)
{
	resource_size_t end = start + n - 1;
	struct resource *r = *place(parent, start);

	while (r && r->start <= start && r->end >= end) {
		if (r->start == start && r->end == end && in_pool(r)) {
			release_resource(r);
			return;
		}
		r = *place(r, start);
	}
	pr_warn("Trying to free nonexistent resource <%016llx-%016llx>\n",
		(unsigned long long)start, (unsigned long long)end);
}
EXPORT_SYMBOL(__release_region);

/* The range behind @r in the order of a listing: down, along, up. */
static const struct resource *next_shown(const struct resource *root, const struct resource *r)
{
	if (r->child)
		return r->child;
	while (r != root && !r->sibling)
		r = r->parent;
	return r == root ? NULL : r->sibling;
}

/**
 * resource_show() - list a tree in the format of Linux's /proc/iomem and /proc/ioports
 * @m: where to
 * @root: the tree; itself not listed
 */
void resource_show(struct seq_file *m, const struct resource *root)
{
	int width = root->end < 0x10000 ? 4 : 8;
	const struct resource *r = root, *p;

	while ((r = next_shown(root, r))) {
		int depth = 0;

		for (p = r->parent; p != root && depth < MAX_SHOWN_DEPTH; p = p->parent)
			depth++;
		seq_printf(m, "%*s%0*llx-%0*llx : %s\n", depth * 2, "", width,
			   (unsigned long long)r->start, width, (unsigned long long)r->end,
			   r->name ? r->name : "<BAD>");
	}
}

static int iomem_show(struct seq_file *m, void *v __maybe_unused)
{
	resource_show(m, &iomem_resource);
	return 0;
}

static int ioports_show(struct seq_file *m, void *v __maybe_unused)
{
	resource_show(m, &ioport_resource);
	return 0;
}

PROC_FILE(iomem, iomem_show);
PROC_FILE(ioports, ioports_show);
