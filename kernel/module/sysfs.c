// SPDX-License-Identifier: MIT
/*
 * /sys/module/NAME: how often a module is used, and its parameters, as far as they were declared with a
 * mode. A parameter may keep the text it is given (charp does), so the last one written is kept with it.
 */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <quarry/vfs.h>
#include "internal.h"

static DEFINE_MUTEX(param_lock); /* one reader or writer at a time, of all parameters */

/**
 * struct param_file - a parameter's file
 * @kp: the parameter
 * @text: what was last written, or NULL
 */
struct param_file {
	const struct kernel_param *kp;
	char *text;
};

static ssize_t param_show(void *arg, char *page)
{
	const struct param_file *file = arg;
	ssize_t n = -EPERM;

	mutex_lock(&param_lock);
	if (file->kp->ops->get)
		n = file->kp->ops->get(page, file->kp);
	mutex_unlock(&param_lock);
	return n;
}

static ssize_t param_store(void *arg, const char *text, size_t count)
{
	struct param_file *file = arg;
	char *copy = kstrndup(text, strcspn(text, "\n"), GFP_KERNEL);
	int err = -EPERM;

	if (!copy)
		return -ENOMEM;
	mutex_lock(&param_lock);
	if (file->kp->ops->set)
		err = file->kp->ops->set(copy, file->kp);
	if (!err)
		swap(file->text, copy);
	mutex_unlock(&param_lock);
	kfree(copy);
	return err ?: (ssize_t)count;
}

static const struct vfs_text param_text = { param_show, param_store };

static ssize_t refcnt_show(void *arg, char *page)
{
	return sprintf(page, "%d\n", module_refcount(arg));
}

static const struct vfs_text refcnt_text = { refcnt_show, NULL };

static int create_params(struct module *module, const char *dir_path)
{
	struct dentry *dir = NULL;
	char path[64 + MODULE_NAME_LEN];
	int err = 0;

	module->param_files = kcalloc(module->num_kp, sizeof(*module->param_files), GFP_KERNEL);
	if (!module->param_files)
		return -ENOMEM;
	snprintf(path, sizeof(path), "%s/parameters", dir_path);
	for (unsigned int i = 0; i < module->num_kp && !err; i++) {
		const struct kernel_param *kp = &module->kp[i];

		module->param_files[i].kp = kp;
		if (!kp->perm)
			continue;
		dir = dir ?: vfs_mkdir_path(path);
		err = IS_ERR(dir) ? PTR_ERR(dir)
				  : PTR_ERR_OR_ZERO(vfs_create_text(dir, kp->name, kp->perm, &param_text, &module->param_files[i]));
	}
	return err;
}

/**
 * module_files_create() - make a module's files under /sys/module
 * @module: the module; its parameters have been read
 *
 * A module works without them: what cannot be made is missing, and the log says so.
 */
void module_files_create(struct module *module)
{
	char path[32 + MODULE_NAME_LEN];
	struct dentry *dir;
	int err;

	snprintf(path, sizeof(path), "/sys/module/%s", module->name);
	dir = vfs_mkdir_path(path);
	err = IS_ERR(dir) ? PTR_ERR(dir) : PTR_ERR_OR_ZERO(vfs_create_text(dir, "refcnt", 0444, &refcnt_text, module));
	if (!err && module->num_kp)
		err = create_params(module, path);
	if (err)
		pr_warn("%s: not all of its files in /sys/module could be made (error %d)\n", module->name, err);
}

/**
 * module_files_remove() - take them away, once nobody reads or writes them any more
 * @module: the module
 *
 * Context: process; may sleep.
 */
void module_files_remove(struct module *module)
{
	char path[32 + MODULE_NAME_LEN];
	struct dentry *dir;

	snprintf(path, sizeof(path), "/sys/module/%s", module->name);
	dir = vfs_lookup(path);
	if (!IS_ERR(dir)) {
		vfs_remove(dir);
		vfs_put(dir);
	}
	for (unsigned int i = 0; module->param_files && i < module->num_kp; i++)
		kfree(module->param_files[i].text);
	kfree(module->param_files);
}
