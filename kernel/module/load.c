// SPDX-License-Identifier: MIT
/*
 * Loading and unloading of modules.
 *
 * Purpose
 *	Code from a file (relocatable ELF, made by "make M=DIR modules") becomes part of the running kernel.
 *
 * How
 *	  check      does everything in the file lie where it says (check.c)?  is it for this kernel?
 *	  layout     which section goes into which region (layout.c)
 *	  allocate   pages for each region, per-CPU memory; contents are copied
 *	  resolve    the address of each symbol (resolve.c)
 *	  relocate   addresses into code and data (relocate.c, arch/x86/../module_reloc.c)
 *	  look       at what the loader itself will follow: parameters, exports, functions
 *	  protect    pages (memory.c), list it, read its parameters (params.c)
 *	  run        its init, in a thread of its own (run.c); then what only init needed is freed
 *	Until "protect" nothing but the new pages has changed, so that a bad file is refused without a
 *	trace. From then on the module's own code runs, and cannot be distrusted any more.
 *
 * Locking
 *	module_mutex: the list, states, and who uses whom. It is not held while code of a module runs.
 *	The list is read without it under RCU, by backtraces.
 *
 * References
 *	Linux's Documentation/kbuild/modules.rst for what a module is to its author.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <asm/traps.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <quarry/module_magic.h>
#include <quarry/monitor.h>
#include <quarry/percpu_areas.h>
#include <quarry/symbols.h>
#include "internal.h"

DEFINE_MUTEX(module_mutex);
LIST_HEAD(modules);

/* ---- is it for this kernel? ------------------------------------------------------------------ */

static int check_version(struct load_info *info)
{
	const char *magic = module_info(info, "vermagic"), *id = module_info(info, "kernel_id");

	if (!magic || strcmp(magic, MODULE_MAGIC))
		return module_refuse(info, "version magic '%.64s' should be '%s'", magic ? magic : "", MODULE_MAGIC);
	/* Modules of the kernel's own tree may use anything in it, by addresses of this very build. */
	if (id && strcmp(id, kernel_build_id))
		return module_refuse(info, "it belongs to another build of this kernel (%.32s, this is %s)", id,
				     kernel_build_id);
	return 0;
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void free_regions(struct module_region *region)
{
	for (int i = 0; i < NR_MOD_REGIONS; i++)
		module_memory_free(&region[i]);
}

static int allocate_regions(struct load_info *info, struct module_region *region)
{
	for (int i = 0; i < NR_MOD_REGIONS; i++) {
		if (!info->region_size[i])
			continue;
		region[i].base = module_memory_alloc(info->region_size[i]);
		region[i].size = info->region_size[i];
		if (!region[i].base)
			return -ENOMEM;
	}
	return 0;
}

/* The variables' first values are kept aside until they are relocated. */
static int allocate_percpu(struct load_info *info, struct module *module, void **first_values)
{
	if (!info->percpu_size)
		return 0;
	*first_values = kzalloc(info->percpu_size, GFP_KERNEL);
	module->percpu = alloc_percpu_linked(info->percpu_size, info->percpu_align);
	module->percpu_size = info->percpu_size;
	if (*first_values && module->percpu)
		return 0;
	pr_err("%s: no room for %zu bytes of per-CPU variables\n", info->name, info->percpu_size);
	return -ENOMEM;
}

/* ---- what the loader will follow -------------------------------------------------------------- */

/* The memory of a section that is an array; its length goes to @nr. */
static int find_array(struct load_info *info, const char *name, size_t size, const void *array, unsigned int *nr)
{
	unsigned int index = module_find_section(info, name);

	*nr = 0;
	if (!index || info->place[index].region >= NR_MOD_REGIONS)
		return 0;
	if (info->sections[index].sh_size % size || info->place[index].address % sizeof(long))
		return module_refuse(info, "section %s is misshapen", name);
	*nr = info->sections[index].sh_size / size;
	*(const void **)array = info->place[index].memory;
	return 0;
}

static int find_arrays(struct load_info *info, struct module *module)
{
	return find_array(info, "__param", sizeof(*module->kp), &module->kp, &module->num_kp)
		?: find_array(info, "__ksymtab", sizeof(*module->syms), &module->syms, &module->num_syms)
		?: find_array(info, "__ksymtab_gpl", sizeof(*module->gpl_syms), &module->gpl_syms, &module->num_gpl_syms)
		?: find_array(info, ".init_array", sizeof(*module->ctors), &module->ctors, &module->num_ctors)
		?: find_array(info, ".monitor", sizeof(*module->commands), &module->commands, &module->num_commands)
		?: find_array(info, ".ex_table", sizeof(*module->extable), &module->extable, &module->num_exentries)
		?: find_array(info, ".kunit_test_suites", sizeof(*module->kunit_suites), &module->kunit_suites,
			      &module->num_kunit_suites);
}

static const struct module_region *region_holding(const struct module *module, const void *pointer)
{
	for (int i = 0; i < NR_MOD_REGIONS; i++)
		if ((unsigned long)pointer - (unsigned long)module->region[i].base < module->region[i].size)
			return &module->region[i];
	return NULL;
}

/**
 * module_owns_string() - does a text lie in a module, with its end?
 * @module: the module
 * @text: any pointer
 */
bool module_owns_string(const struct module *module, const char *text)
{
	const struct module_region *region = region_holding(module, text);
	size_t room = region ? (const char *)region->base + region->size - text : 0;

	return strnlen(text, room) < room;
}

static bool is_code_of(const struct module *module, const void *function)
{
	const struct module_region *region = region_holding(module, function);

	return region == &module->region[MOD_TEXT] || region == &module->region[MOD_INIT_TEXT];
}

/* The variable lies in the module, its type there or among the kernel's constants. */
static bool is_sound_param(const struct module *module, const struct kernel_param *param)
{
	return module_owns_string(module, param->name) &&
	       (region_holding(module, param->ops) || kernel_is_constant(param->ops)) &&
	       (!param->ops->set || kernel_text_address((unsigned long)param->ops->set) ||
		is_code_of(module, param->ops->set)) &&
	       (!param->arg || region_holding(module, param->arg));
}

static int check_contents(struct load_info *info, const struct module *module)
{
	if (module->init && !is_code_of(module, module->init))
		return module_refuse(info, "its init is no code of its own");
	if (module->exit && region_holding(module, module->exit) != &module->region[MOD_TEXT])
		return module_refuse(info, "its exit is no code of its own");
	for (unsigned int i = 0; i < module->num_ctors; i++)
		if (!is_code_of(module, module->ctors[i]))
			return module_refuse(info, "a constructor is no code of its own");
	for (unsigned int i = 0; i < module->num_kp; i++)
		if (!is_sound_param(module, &module->kp[i]))
			return module_refuse(info, "parameter %u points elsewhere", i);
	for (unsigned int i = 0; i < module->num_commands; i++)
		if (!module_owns_string(module, module->commands[i].name) || !is_code_of(module, module->commands[i].run))
			return module_refuse(info, "monitor command %u points elsewhere", i);
	return module_check_exports(info, module);
}

/* ---- putting it together ---------------------------------------------------------------------- */

/* Struct module lies in the module's own data, cleared but for what relocations will set. */
static void init_struct(struct load_info *info, struct module *module, const struct module *draft)
{
	const char *license = module_info(info, "license");

	*module = *draft;
	strscpy(module->name, info->name, sizeof(module->name));
	module->state = MODULE_STATE_UNFORMED;
	module->gpl_compatible = license && license_is_gpl_compatible(license);
	atomic_set(&module->refcnt, 1);
	INIT_LIST_HEAD(&module->list);
	INIT_LIST_HEAD(&module->uses);
	INIT_LIST_HEAD(&module->used_by);
	module->symbols = module->region[MOD_RODATA].base + info->kallsyms_offset;
}

static int fill(struct load_info *info, struct module *draft, struct module **made, void *first_values)
{
	struct module *module;
	int err;

	module_set_places(info, draft->region, first_values, (unsigned long)draft->percpu);
	module_copy_contents(info);
	module = (struct module *)info->place[info->this_module].memory;
	init_struct(info, module, draft);
	*made = module;
	err = module_resolve(info, module) ?: module_relocate(info) ?: find_arrays(info, module)
		?: check_contents(info, module);
	if (err)
		return err;
	module_symbols_build(info, (struct module_symbols *)module->symbols);
	if (module->percpu)
		percpu_set_all(module->percpu, first_values, module->percpu_size);
	return module_name_percpu(info, module) ?: module_memory_protect(module);
}

static void discard(struct module *module)
{
	struct module_region region[NR_MOD_REGIONS];

	memcpy(region, module->region, sizeof(region));
	free_percpu(module->percpu);
	kfree(module->percpu_watches);
	kfree(module->args);
	free_regions(region); /* struct module goes with them */
}

static int make(struct load_info *info, const char *args, struct module **made)
{
	struct module draft = {};
	void *first_values = NULL;
	int err;

	*made = NULL;
	draft.args = kstrdup(args, GFP_KERNEL);
	info->values = vcalloc(info->nr_symbols, sizeof(*info->values));
	err = !draft.args || !info->values ? -ENOMEM : allocate_regions(info, draft.region);
	err = err ?: allocate_percpu(info, &draft, &first_values) ?: fill(info, &draft, made, first_values);
	kfree(first_values);
	vfree(info->values);
	if (err && *made)
		module_unuse_all(*made);
	if (err)
		discard(*made ?: &draft);
	return err;
}

static void note_taints(const struct load_info *info, struct module *module)
{
	const char *license = module_info(info, "license");

	if (!module_info(info, "intree")) {
		if (!test_taint(TAINT_OOT_MODULE))
			pr_warn("%s: loading out-of-tree module taints kernel.\n", module->name);
		module->taints |= 1UL << TAINT_OOT_MODULE;
	}
	if (!module->gpl_compatible && (!license || strcmp(license, "MIT"))) {
		if (!test_taint(TAINT_PROPRIETARY_MODULE))
			pr_warn("%s: module license '%.32s' taints kernel.\n", module->name,
				license ? license : "unspecified");
		module->taints |= 1UL << TAINT_PROPRIETARY_MODULE;
	}
	for (int i = 0; i < TAINT_FLAGS_COUNT; i++)
		if (module->taints >> i & 1)
			add_taint(i, LOCKDEP_STILL_OK);
}

/* From the file to a module that is listed. */
static int form(struct load_info *info, const char *args, struct module **module)
{
	int err = module_check_file(info) ?: check_version(info);

	if (err)
		return err;
	if (find_module(info->name)) {
		module_refuse(info, "it is loaded already");
		return -EEXIST;
	}
	info->place = vcalloc(info->nr_sections, sizeof(*info->place));
	err = info->place ? module_layout(info) ?: make(info, args, module) : -ENOMEM;
	vfree(info->place);
	if (err)
		return err;
	(*module)->version = NULL;
	(*module)->state = MODULE_STATE_COMING;
	note_taints(info, *module);
	list_add_rcu(&(*module)->list, &modules);
	return 0;
}

/* ---- running it ------------------------------------------------------------------------------- */

static void remove(struct module *module)
{
	module_files_remove(module);
	mutex_lock(&module_mutex);
	for (unsigned int i = 0; i < module->num_kp; i++)
		if (module->kp[i].ops->free)
			module->kp[i].ops->free(module->kp[i].arg);
	list_del_rcu(&module->list);
	module_unuse_all(module);
	mutex_unlock(&module_mutex);
	synchronize_rcu(); /* a backtrace may be looking at it */
	discard(module);
}

static int call_init(struct module *module)
{
	for (unsigned int i = 0; i < module->num_ctors; i++)
		module->ctors[i]();
	return module->init ? module->init() : 0;
}

static int call_exit(struct module *module)
{
	module->exit();
	return 0;
}

static void free_init_regions(struct module *module)
{
	struct module_region text = module->region[MOD_INIT_TEXT], data = module->region[MOD_INIT_DATA];

	module->ctors = NULL;
	module->num_ctors = 0;
	WRITE_ONCE(module->region[MOD_INIT_TEXT].size, 0);
	WRITE_ONCE(module->region[MOD_INIT_DATA].size, 0);
	synchronize_rcu();
	module->region[MOD_INIT_TEXT].base = module->region[MOD_INIT_DATA].base = NULL;
	module_memory_free(&text);
	module_memory_free(&data);
}

static int start(struct module *module)
{
	int err = module_parse_args(module->name, module->args, module->kp, module->num_kp);

	if (!err) {
		module_files_create(module);
		module_notify(module, MODULE_STATE_COMING);
		err = module_run(module, "insmod", call_init);
	}
	if (module->broken) {
		pr_err("%s: its init died; it stays as it is\n", module->name);
		return err;
	}
	if (err < 0) {
		module->state = MODULE_STATE_GOING;
		module_notify(module, MODULE_STATE_GOING);
		remove(module);
		return err;
	}
	if (err > 0)
		pr_warn("%s: '%s'->init suspiciously returned %d, it should follow 0/-E convention\n", __func__,
			module->name, err);
	module->state = MODULE_STATE_LIVE;
	module_notify(module, MODULE_STATE_LIVE); /* runs its tests, which may be marked __init */
	if (!module->broken)
		free_init_regions(module);
	return 0;
}

/**
 * load_module() - load a module and run its init
 * @path: the file's name, for messages
 * @file: its content, aligned to 4
 * @size: bytes of it
 * @args: "name=value ..."
 *
 * Context: process. Return: 0; -ENOEXEC for a bad file; -ENOENT for missing symbols; -EEXIST;
 * -ENOMEM; -EOWNERDEAD if init faulted; or what init returned. The reason is in the log.
 */
int load_module(const char *path, const void *file, size_t size, const char *args)
{
	struct load_info info = { .file = file, .size = size, .path = path };
	struct module *module;
	int err;

	mutex_lock(&module_mutex);
	err = form(&info, args, &module);
	mutex_unlock(&module_mutex);
	if (err) {
		if (info.why[0])
			pr_err("%s: not loaded: %s\n", path, info.why);
		return err;
	}
	return start(module);
}

/* Takes the last use; from then on nobody can use it any more. */
static int begin_unload(const char *name, struct module **found)
{
	struct module *module = find_module(name);

	if (!module)
		return -ENOENT;
	if (module->broken) {
		pr_err("%s: a thread died in it; what it holds is unknown, so it stays\n", module->name);
		return -EBUSY;
	}
	if (!list_empty(&module->used_by))
		return -EWOULDBLOCK;
	if (module->state != MODULE_STATE_LIVE)
		return -EBUSY;
	if (module->init && !module->exit) /* it did not say how to undo what it did */
		return -EBUSY;
	if (atomic_cmpxchg(&module->refcnt, 1, 0) != 1)
		return -EWOULDBLOCK;
	module->state = MODULE_STATE_GOING;
	*found = module;
	return 0;
}

/* Its exit was not called: it is as it was. */
static void end_unload(struct module *module)
{
	mutex_lock(&module_mutex);
	module->state = MODULE_STATE_LIVE;
	atomic_set(&module->refcnt, 1);
	mutex_unlock(&module_mutex);
}

/**
 * unload_module() - call a module's exit and free it
 * @name: the module's name
 *
 * Context: process. Return: 0; -ENOENT; -EWOULDBLOCK if it is in use; -EBUSY if it is being loaded or
 * unloaded, has no exit, or a thread died in it; -EOWNERDEAD if its exit faulted; -ENOMEM without a thread to
 * call its exit, and it stays loaded.
 */
int unload_module(const char *name)
{
	struct module *module;
	int err;

	mutex_lock(&module_mutex);
	err = begin_unload(name, &module);
	mutex_unlock(&module_mutex);
	if (err)
		return err;
	if (module->exit)
		err = module_run(module, "rmmod", call_exit);
	if (module->broken)
		return err;
	if (err) {
		end_unload(module);
		return err;
	}
	module_notify(module, MODULE_STATE_GOING);
	remove(module);
	return 0;
}
