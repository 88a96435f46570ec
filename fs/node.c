// SPDX-License-Identifier: MIT
/*
 * The tree of files.
 *
 * Purpose: one tree of names for /proc, /dev, /sys and what came with the kernel. There is no disk: a
 * name stands for operations, and lives in memory from its creation to its removal.
 *
 * Invariants: a name is there once in its directory. A removed name is out of the tree at once, with
 * all below it; its memory stays while files hold it. A directory that is removed takes no new names.
 *
 * Locks: tree_lock (a mutex) guards the links. Nothing is called with it held: removal takes one leaf
 * out at a time and lets go of the lock before it waits for the leaf's operations (fs/gate.c).
 *
 * Complexity: a look-up compares the names in each directory on its way; a directory has few.
 */
#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <quarry/vfs.h>

static DEFINE_MUTEX(tree_lock);
static atomic_t nr_nodes = ATOMIC_INIT(0);
static atomic_long_t last_ino = ATOMIC_LONG_INIT(0);

struct dentry *vfs_root, *vfs_proc, *vfs_dev, *vfs_sys, *vfs_debug;

static struct vfs_node *new_node(const char *name, size_t length, umode_t mode)
{
	struct vfs_node *node = kzalloc(sizeof(*node) + length + 1, GFP_KERNEL);

	if (!node)
		return NULL;
	memcpy(node->name, name, length);
	node->dentry.d_name = (struct qstr){ (unsigned char *)node->name, (u32)length };
	node->dentry.d_inode = &node->inode;
	node->dentry.d_parent = &node->dentry;
	INIT_LIST_HEAD(&node->dentry.d_child);
	INIT_LIST_HEAD(&node->dentry.d_subdirs);
	node->inode.i_mode = mode;
	node->inode.i_ino = atomic_long_inc_return(&last_ino);
	refcount_set(&node->refs, 1);
	atomic_inc(&nr_nodes);
	return node;
}

static void free_node(struct vfs_node *node)
{
	if (node->forget)
		node->forget(node);
	gate_put(node->gate);
	kfree(node);
	atomic_dec(&nr_nodes);
}

/** vfs_get - keep a node although it may be removed */
struct dentry *vfs_get(struct dentry *dentry)
{
	refcount_inc(&node_of(dentry)->refs);
	return dentry;
}

/** vfs_put - undo vfs_get(), or the reference of a look-up; NULL and errors are ignored */
void vfs_put(struct dentry *dentry)
{
	if (!IS_ERR_OR_NULL(dentry) && refcount_dec_and_test(&node_of(dentry)->refs))
		free_node(node_of(dentry));
}

static struct dentry *find_child(struct dentry *dir, const char *name, size_t length)
{
	struct dentry *child;

	list_for_each_entry(child, &dir->d_subdirs, d_child)
		if (child->d_name.len == length && !memcmp(child->d_name.name, name, length))
			return child;
	return NULL;
}

static bool bad_name(const char *name, size_t length)
{
	return !length || length > NAME_MAX || strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, "..");
}

/* Into the tree, in the order of creation. */
static int link_node(struct dentry *dir, struct vfs_node *node)
{
	int err = 0;

	mutex_lock(&tree_lock);
	if (!S_ISDIR(dir->d_inode->i_mode))
		err = -ENOTDIR;
	else if (node_of(dir)->removed)
		err = -ENOENT;
	else if (find_child(dir, node->name, node->dentry.d_name.len))
		err = -EEXIST;
	else {
		node->dentry.d_parent = dir;
		list_add_tail(&node->dentry.d_child, &dir->d_subdirs);
	}
	mutex_unlock(&tree_lock);
	return err;
}

static struct dentry *create(struct dentry *dir, const char *name, umode_t mode, const struct file_operations *fops,
			     void *data, dev_t dev)
{
	size_t length = strlen(name);
	struct vfs_node *node;
	int err = -ENOMEM;

	if (bad_name(name, length))
		return ERR_PTR(-EINVAL);
	node = new_node(name, length, mode);
	if (!node)
		return ERR_PTR(-ENOMEM);
	node->inode.i_fop = fops;
	node->inode.i_private = data;
	node->inode.i_rdev = dev;
	if (S_ISREG(mode))
		node->gate = gate_new(-EIO);
	if (!S_ISREG(mode) || node->gate)
		err = link_node(dir, node);
	if (err) {
		vfs_put(&node->dentry);
		return ERR_PTR(err);
	}
	return &node->dentry;
}

/**
 * vfs_create() - a file
 * @dir: the directory it goes into
 * @name: one name, no path
 * @mode: permissions; 0 becomes 0444
 * @fops: what it does; must stay until vfs_remove(). NULL: nothing
 * @data: for inode->i_private
 *
 * Context: process. Return: the file, or ERR_PTR() of -EEXIST, -EINVAL (name), -ENOENT (@dir was removed), -ENOMEM.
 */
struct dentry *vfs_create(struct dentry *dir, const char *name, umode_t mode, const struct file_operations *fops,
			  void *data)
{
	return create(dir, name, S_IFREG | ((mode & S_IALLUGO) ?: 0444), fops, data, 0);
}

/** vfs_mkdir - a directory; errors as vfs_create() */
struct dentry *vfs_mkdir(struct dentry *dir, const char *name)
{
	return create(dir, name, S_IFDIR | 0555, NULL, NULL, 0);
}

/** vfs_mknod - a device's file; @mode is S_IFCHR and permissions */
struct dentry *vfs_mknod(struct dentry *dir, const char *name, umode_t mode, dev_t dev)
{
	return create(dir, name, mode, NULL, NULL, dev);
}

/* Moves *path behind its next component; its length. */
static size_t next_component(const char **path, const char **component)
{
	size_t length;

	while (**path == '/')
		++*path;
	*component = *path;
	length = strchrnul(*path, '/') - *path;
	*path += length;
	return length;
}

static struct dentry *step(struct dentry *at, const char *name, size_t length)
{
	if (!S_ISDIR(at->d_inode->i_mode))
		return ERR_PTR(-ENOTDIR);
	if (length == 1 && name[0] == '.')
		return at;
	if (length == 2 && name[0] == '.' && name[1] == '.')
		return at->d_parent;
	return find_child(at, name, length) ?: ERR_PTR(-ENOENT);
}

/**
 * vfs_lookup() - a file by its path
 * @path: from the root, with or without the slash; "." and ".." work
 *
 * Context: process. Return: with a reference for vfs_put(), or ERR_PTR() of -ENOENT, -ENOTDIR.
 */
struct dentry *vfs_lookup(const char *path)
{
	struct dentry *at = vfs_root;
	const char *name;
	size_t length;

	if (!at)
		return ERR_PTR(-ENOENT);
	proc_pid_prepare(path);
	mutex_lock(&tree_lock);
	while (!IS_ERR(at) && (length = next_component(&path, &name)))
		at = step(at, name, length);
	if (!IS_ERR(at))
		vfs_get(at);
	mutex_unlock(&tree_lock);
	return at;
}

/** vfs_child - what is called @name in @dir, with a reference for vfs_put(); NULL if nothing is */
struct dentry *vfs_child(struct dentry *dir, const char *name)
{
	struct dentry *child;

	mutex_lock(&tree_lock);
	child = find_child(dir, name, strlen(name));
	if (child)
		vfs_get(child);
	mutex_unlock(&tree_lock);
	return child;
}

/**
 * vfs_mkdir_path() - a directory and those on the way to it, as far as they are missing
 * @path: from the root
 *
 * Return: the directory, without a reference: it stays until somebody removes it; or an ERR_PTR().
 */
struct dentry *vfs_mkdir_path(const char *path)
{
	struct dentry *at = vfs_root, *next;
	char name[NAME_MAX + 1];
	const char *component;
	size_t length;

	while ((length = next_component(&path, &component))) {
		if (length > NAME_MAX)
			return ERR_PTR(-ENAMETOOLONG);
		memcpy(name, component, length);
		name[length] = 0;
		next = vfs_child(at, name);
		if (next)
			vfs_put(next);
		else
			next = vfs_mkdir(at, name);
		if (IS_ERR(next))
			return next;
		at = next;
	}
	return at;
}

/**
 * vfs_next() - the names of a directory in alphabetical order
 * @dir: the directory
 * @previous: the name before, NULL for the first; names may come and go between two calls
 *
 * Return: with a reference for vfs_put(); NULL behind the last.
 */
struct dentry *vfs_next(struct dentry *dir, const char *previous)
{
	struct dentry *child, *best = NULL;

	mutex_lock(&tree_lock);
	list_for_each_entry(child, &dir->d_subdirs, d_child) {
		const char *name = (const char *)child->d_name.name;

		if ((!previous || strcmp(name, previous) > 0) && (!best || strcmp(name, (const char *)best->d_name.name) < 0))
			best = child;
	}
	if (best)
		vfs_get(best);
	mutex_unlock(&tree_lock);
	return best;
}

/* Return: was it in the tree? */
static bool unlink(struct dentry *dentry)
{
	bool was_there = !node_of(dentry)->removed;

	node_of(dentry)->removed = true;
	list_del_init(&dentry->d_child);
	return was_there;
}

/* Takes a leaf of the tree below @top out, at last @top itself. */
static struct dentry *take_leaf(struct dentry *top)
{
	struct dentry *leaf = top;

	mutex_lock(&tree_lock);
	while (!list_empty(&leaf->d_subdirs))
		leaf = list_first_entry(&leaf->d_subdirs, struct dentry, d_child);
	unlink(leaf);
	mutex_unlock(&tree_lock);
	return leaf;
}

/**
 * vfs_remove() - take a file, or a directory with all that is in it, out of the tree
 * @dentry: the file; its reference that the tree held is gone afterwards. NULL and errors are ignored, and
 *	so is one that its keeper (vfs_get()) does not know to have been removed, by itself or with its directory
 *
 * Waits for operations in progress and releases open files. Context: process.
 */
void vfs_remove(struct dentry *dentry)
{
	struct dentry *leaf;
	bool was_there;

	if (IS_ERR_OR_NULL(dentry))
		return;
	mutex_lock(&tree_lock);
	was_there = unlink(dentry);
	mutex_unlock(&tree_lock);
	if (!was_there)
		return;
	do {
		leaf = take_leaf(dentry);
		if (node_of(leaf)->gate)
			gate_close(node_of(leaf)->gate);
		/* Paths of files that still hold it begin here. */
		leaf->d_parent = leaf;
		vfs_put(leaf);
	} while (leaf != dentry);
}

char *dentry_path_raw(const struct dentry *dentry, char *buf, int size)
{
	char *at = buf + size - 1;

	if (size < 2)
		return ERR_PTR(-ENAMETOOLONG);
	*at = 0;
	mutex_lock(&tree_lock);
	for (; dentry->d_parent != dentry; dentry = dentry->d_parent) {
		if (at - buf < (int)dentry->d_name.len + 1) {
			at = ERR_PTR(-ENAMETOOLONG);
			break;
		}
		at -= dentry->d_name.len;
		memcpy(at, dentry->d_name.name, dentry->d_name.len);
		*--at = '/';
	}
	mutex_unlock(&tree_lock);
	if (!IS_ERR(at) && !*at)
		*--at = '/';
	return at;
}
EXPORT_SYMBOL(dentry_path_raw);

/** vfs_nodes - how many there are, for leak checks */
unsigned int vfs_nodes(void)
{
	return atomic_read(&nr_nodes);
}

static struct dentry *__init must(struct dentry *dentry)
{
	if (IS_ERR(dentry))
		panic("files: no memory for the tree");
	return dentry;
}

/**
 * vfs_init_tree() - the root and the directories that are always there
 */
void __init vfs_init_tree(void)
{
	struct vfs_node *root = new_node("", 0, S_IFDIR | 0755);

	if (!root)
		panic("files: no memory for the tree");
	vfs_root = &root->dentry;
	vfs_proc = must(vfs_mkdir_path("/proc"));
	vfs_dev = must(vfs_mkdir_path("/dev"));
	vfs_sys = must(vfs_mkdir_path("/sys"));
	vfs_debug = must(vfs_mkdir_path("/sys/kernel/debug"));
	must(vfs_mkdir_path("/sys/module"));
}
EXPORT_SYMBOL(vfs_lookup);
EXPORT_SYMBOL(vfs_put);
EXPORT_SYMBOL(vfs_remove);
EXPORT_SYMBOL(vfs_create);
EXPORT_SYMBOL(vfs_mkdir);
EXPORT_SYMBOL(vfs_mkdir_path);
EXPORT_SYMBOL(vfs_nodes);
EXPORT_SYMBOL(vfs_child);
