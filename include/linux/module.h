/* SPDX-License-Identifier: MIT */
/*
 * Loadable modules, as a module's author sees them: who wrote it, where it begins and ends, and who
 * uses it. How they get into the kernel: kernel/module/.
 */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <asm/page.h>
#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/elf.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/stringify.h>
#include <linux/timer.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define MODULE_NAME_LEN (64 - sizeof(unsigned long))

enum module_state {
	MODULE_STATE_LIVE,
	MODULE_STATE_COMING,   /* its init runs */
	MODULE_STATE_GOING,    /* its exit runs */
	MODULE_STATE_UNFORMED, /* being put together */
};

/* Where the parts of a module lie, by what one may do with them. */
enum module_region_type { MOD_TEXT, MOD_RODATA, MOD_DATA, MOD_INIT_TEXT, MOD_INIT_DATA, NR_MOD_REGIONS };

/**
 * struct module_region - pages with the same protection
 * @base: the first byte, at the beginning of a page; NULL: there is none (any more)
 * @size: bytes in use
 */
struct module_region {
	void *base;
	size_t size;
};

/**
 * struct module - a module
 * @state: (m) where it is in its life
 * @list: (m) in the list of modules, the newest first
 * @name: (i)
 * @init: (i) called once when it is loaded
 * @exit: (i) called before it is unloaded; NULL: it never can be
 * @version: (i) from MODULE_VERSION(), or NULL
 * @srcversion: not used; NULL
 * @refcnt: uses, plus one while it is loaded
 * @kp: (i) its parameters
 * @num_kp: (i) how many
 * @args: (i) what stood behind its name at insmod; parameters point into it
 * @taints: (m) TAINT_ bits that it brought
 * @broken: a thread died in it: it stays for good
 *
 * The rest is the loader's. (m): under module_mutex, (i): fixed once it is loaded.
 */
struct module {
	enum module_state state;
	struct list_head list;
	char name[MODULE_NAME_LEN];
	int (*init)(void);
	void (*exit)(void);
	const char *version;
	const char *srcversion;
	atomic_t refcnt;
	struct kernel_param *kp;
	unsigned int num_kp;
	char *args;
	unsigned long taints;
	bool broken;
	/* private: */
	bool gpl_compatible;
	struct module_region region[NR_MOD_REGIONS];
	void __percpu *percpu;
	size_t percpu_size;
	const struct kernel_symbol *syms, *gpl_syms;
	unsigned int num_syms, num_gpl_syms;
	void (*const *ctors)(void);
	unsigned int num_ctors;
	const struct exception_fixup *extable;
	unsigned int num_exentries;
	const struct monitor_command *commands;
	unsigned int num_commands;
	struct kunit_suite *const *kunit_suites;
	unsigned int num_kunit_suites;
	const struct module_symbols *symbols;
	const struct percpu_watch *percpu_watches;
	unsigned int num_percpu_watches;
	struct param_file *param_files;
	struct list_head uses;	  /* struct module_use: what it needs */
	struct list_head used_by; /* struct module_use: who needs it */
};

#ifdef MODULE
/* The generated part of a module refers to these two by name (tools/modpost.py). */
int init_module(void);
void cleanup_module(void);

/* An alias, which the author's function may be static behind; its type is checked. */
#define module_init(initfn)                                                                        \
	static inline initcall_t __maybe_unused __inittest(void) { return initfn; }                \
	int init_module(void) __attribute__((alias(#initfn), __cold__));
#define module_exit(exitfn)                                                                        \
	static inline void (*__maybe_unused __exittest(void))(void) { return exitfn; }             \
	void cleanup_module(void) __attribute__((alias(#exitfn), __cold__));

#define __MODULE_INFO(tag, info)                                                                   \
	static const char __UNIQUE_ID(tag)[] __used __section(".modinfo") __aligned(1) =           \
		__stringify(tag) "=" info
#else
#define __MODULE_INFO(tag, info) _Static_assert(1, "")
#endif

/* Kept in the file for `modinfo`; a module may have several of a kind. */
#define MODULE_INFO(tag, info) __MODULE_INFO(tag, info)
#define MODULE_LICENSE(text) MODULE_INFO(license, text)
#define MODULE_AUTHOR(text) MODULE_INFO(author, text)
#define MODULE_DESCRIPTION(text) MODULE_INFO(description, text)
#define MODULE_VERSION(text) MODULE_INFO(version, text)
#define MODULE_ALIAS(text) MODULE_INFO(alias, text)
#define MODULE_SOFTDEP(text) MODULE_INFO(softdep, text)
#define MODULE_FIRMWARE(text) MODULE_INFO(firmware, text)
#define MODULE_SUPPORTED_DEVICE(text) MODULE_INFO(device, text)
#define MODULE_IMPORT_NS(ns) MODULE_INFO(import_ns, __stringify(ns))
#define MODULE_ALIAS_MISCDEV(minor) MODULE_ALIAS("char-major-10-" __stringify(minor))
#define MODULE_ALIAS_CHARDEV(major, minor) MODULE_ALIAS("char-major-" __stringify(major) "-" __stringify(minor))
#define MODULE_ALIAS_CHARDEV_MAJOR(major) MODULE_ALIAS("char-major-" __stringify(major) "-*")
/* Tables for user-space tools that load modules when devices appear; there are none here. */
#define MODULE_DEVICE_TABLE(type, name) _Static_assert(1, "")

bool try_module_get(struct module *module);
void module_put(struct module *module);
void __module_get(struct module *module);
int module_refcount(struct module *module);
struct module *find_module(const char *name);
struct module *__module_address(unsigned long address);
struct module *__module_text_address(unsigned long address);
bool is_module_address(unsigned long address);
bool is_module_text_address(unsigned long address);

struct notifier_block;
int register_module_notifier(struct notifier_block *nb);
int unregister_module_notifier(struct notifier_block *nb);

static inline bool module_is_live(struct module *module)
{
	return module->state != MODULE_STATE_GOING;
}

static inline const char *module_name(struct module *module)
{
	return module ? module->name : "kernel";
}

static inline bool within_module(unsigned long address, const struct module *module)
{
	for (int i = 0; i < NR_MOD_REGIONS; i++)
		if (address - (unsigned long)module->region[i].base < module->region[i].size)
			return true;
	return false;
}

/* For modules from outside (tools/modules.mk). Here, not ahead of all, as they define pr_fmt() first. */
#ifdef QUARRY_COMPAT_NAMES
#include <linux/compat_names.h>
#endif

#endif
