// SPDX-License-Identifier: MIT
/*
 * What is built on the allocators, with every single allocation failing in turn: pools, devices' memory, maps,
 * files, modules. As mm_fail_nth.c, which has the allocators themselves.
 */
#include <kunit/fail_nth.h>
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/idr.h>
#include <linux/ioport.h>
#include <linux/kfifo.h>
#include <linux/kobject.h>
#include <linux/kthread_worker.h>
#include <linux/mempool.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/vmalloc.h>
#include <linux/xarray.h>
#include <quarry/module.h>

#include "../../kernel/module/internal.h"

static void *good(void *ptr)
{
	return IS_ERR(ptr) ? NULL : ptr;
}

/* ---- memory ----------------------------------------------------------------------------------- */

static void *make_pool(void)
{
	return mempool_create_kmalloc_pool(3, 100);
}

static void unmake_pool(void *pool)
{
	mempool_destroy(pool);
}

static void *make_kvmalloc(void)
{
	return kvmalloc(5 * PAGE_SIZE, GFP_KERNEL);
}

static void unmake_kvmalloc(void *object)
{
	kvfree(object);
}

static void *make_krealloc(void)
{
	void *small = kmalloc(20, GFP_KERNEL), *large = small ? krealloc(small, 5000, GFP_KERNEL) : NULL;

	if (!large)
		kfree(small);
	return large;
}

static void *make_kasprintf(void)
{
	return kasprintf(GFP_KERNEL, "fail %d of %s", 3, "many");
}

static void unmake_kmalloc(void *object)
{
	kfree(object);
}

static struct page *pages[3];

static void *make_vmap(void)
{
	return vmap(pages, ARRAY_SIZE(pages), VM_MAP, PAGE_KERNEL);
}

static void unmake_vmap(void *area)
{
	vunmap(area);
}

/* A space with a region, whose struct it takes. */
static void *make_region_of_space(void)
{
	struct mm_struct *mm = mm_alloc();

	if (mm && mm_map_anonymous(mm, 0x100000, 3 * PAGE_SIZE, VM_READ | VM_WRITE)) {
		mmput(mm);
		return NULL;
	}
	return mm;
}

static void unmake_space(void *space)
{
	mmput(space);
}

/* ---- devices ---------------------------------------------------------------------------------- */

static void *make_device(void)
{
	struct device *device = good(root_device_register("fail-nth"));

	if (!device || (devm_kzalloc(device, 300, GFP_KERNEL) && devm_kstrdup(device, "fail", GFP_KERNEL)))
		return device;
	root_device_unregister(device);
	return NULL;
}

static void unmake_device(void *device)
{
	root_device_unregister(device);
}

static struct device *dma_device;

static void *make_coherent(void)
{
	dma_addr_t bus;

	return dma_alloc_coherent(dma_device, 3 * PAGE_SIZE, &bus, GFP_KERNEL);
}

static void unmake_coherent(void *memory)
{
	dma_free_coherent(dma_device, 3 * PAGE_SIZE, memory, __pa(memory));
}

static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "fail-nth" };
static const struct file_operations no_operations;

static void *make_misc(void)
{
	misc.fops = &no_operations;
	return misc_register(&misc) ? NULL : &misc;
}

static void unmake_misc(void *unused)
{
	misc_deregister(&misc);
}

static dev_t numbers;

static void *make_numbers(void)
{
	return alloc_chrdev_region(&numbers, 0, 4, "fail-nth") ? NULL : &numbers;
}

static void unmake_numbers(void *unused)
{
	unregister_chrdev_region(numbers, 4);
}

static void *make_class(void)
{
	return good(class_create("fail-nth"));
}

static void unmake_class(void *class)
{
	class_destroy(class);
}

static void *make_kobject(void)
{
	return kobject_create_and_add("fail-nth", NULL);
}

static void unmake_kobject(void *object)
{
	kobject_put(object);
}

/* Far above whatever a machine has. */
#define REGION_START 0xfff00000ul

static void *make_region(void)
{
	return request_mem_region(REGION_START, PAGE_SIZE, "fail-nth");
}

static void unmake_region(void *region)
{
	release_mem_region(REGION_START, PAGE_SIZE);
}

static void *make_worker(void)
{
	return good(kthread_create_worker(0, "fail-nth"));
}

static void unmake_worker(void *worker)
{
	kthread_destroy_worker(worker);
}

/* ---- files and containers --------------------------------------------------------------------- */

static int show_nothing(struct seq_file *m, void *v)
{
	return 0;
}

static void *make_proc(void)
{
	struct proc_dir_entry *folder = proc_mkdir("fail-nth", NULL);

	if (!folder || proc_create_single("file", 0444, folder, show_nothing))
		return folder;
	proc_remove(folder);
	return NULL;
}

static void unmake_proc(void *folder)
{
	proc_remove(folder);
}

static void *make_debugfs(void)
{
	return good(debugfs_create_dir("fail-nth", NULL));
}

static void unmake_debugfs(void *folder)
{
	debugfs_remove(folder);
}

/* A file whose text takes several pages. */
static void *make_file(void)
{
	struct file *file = good(filp_open("/proc/slabinfo", O_RDONLY, 0));
	char text[80];
	loff_t at = 0;

	if (!file || kernel_read(file, text, sizeof(text), &at) > 0)
		return file;
	filp_close(file, NULL);
	return NULL;
}

static void unmake_file(void *file)
{
	filp_close(file, NULL);
}

static DECLARE_KFIFO_PTR(fifo, u32);

static void *make_fifo(void)
{
	return kfifo_alloc(&fifo, 64, GFP_KERNEL) ? NULL : &fifo;
}

static void unmake_fifo(void *unused)
{
	kfifo_free(&fifo);
}

static DEFINE_IDR(idr);

static void *make_idr(void)
{
	return idr_alloc(&idr, &idr, 5000, 0, GFP_KERNEL) < 0 ? NULL : &idr;
}

static void unmake_idr(void *unused)
{
	idr_destroy(&idr);
}

static DEFINE_XARRAY(array);

static void *make_xarray(void)
{
	return xa_is_err(xa_store(&array, 123456, &array, GFP_KERNEL)) ? NULL : &array;
}

static void unmake_xarray(void *unused)
{
	xa_destroy(&array);
}

static void *make_module(void)
{
	return module_load_file("/labs/percpu.ko", "") ? NULL : &array;
}

static void unmake_module(void *unused)
{
	unload_module("percpu");
}

/* ---- the suite -------------------------------------------------------------------------------- */

static void fail_nth_memory(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		{ "mempool_create", make_pool, unmake_pool },	 { "kvmalloc", make_kvmalloc, unmake_kvmalloc },
		{ "krealloc", make_krealloc, unmake_kmalloc },	 { "kasprintf", make_kasprintf, unmake_kmalloc },
		{ "vmap", make_vmap, unmake_vmap },		 { "mm_map_anonymous", make_region_of_space, unmake_space },
	};

	for (size_t i = 0; i < ARRAY_SIZE(pages); i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
	}
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	for (size_t i = 0; i < ARRAY_SIZE(pages); i++)
		__free_page(pages[i]);
}

static void fail_nth_devices(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		{ "root_device_register", make_device, unmake_device },
		{ "dma_alloc_coherent", make_coherent, unmake_coherent },
		{ "misc_register", make_misc, unmake_misc },
		{ "alloc_chrdev_region", make_numbers, unmake_numbers },
		{ "class_create", make_class, unmake_class },
		{ "kobject_create_and_add", make_kobject, unmake_kobject },
		{ "request_mem_region", make_region, unmake_region },
		{ "kthread_create_worker", make_worker, unmake_worker },
	};

	dma_device = root_device_register("fail-nth-dma");
	KUNIT_ASSERT_FALSE(test, IS_ERR(dma_device));
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
	root_device_unregister(dma_device);
}

static void fail_nth_files(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		{ "proc_create", make_proc, unmake_proc },	{ "debugfs_create_dir", make_debugfs, unmake_debugfs },
		{ "filp_open", make_file, unmake_file },	{ "kfifo_alloc", make_fifo, unmake_fifo },
		{ "idr_alloc", make_idr, unmake_idr },		{ "xa_store", make_xarray, unmake_xarray },
	};

	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
}

static void fail_nth_module(struct kunit *test)
{
	static const struct fail_nth_object module = { "insmod", make_module, unmake_module };
	struct file *file = filp_open("/labs/percpu.ko", O_RDONLY, 0);

	if (IS_ERR(file))
		kunit_skip(test, "the initrd has no labs");
	filp_close(file, NULL);
	kunit_fail_all(test, &module, 1);
}

static void services_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
}

static struct kunit_case services_cases[] = {
	KUNIT_CASE(fail_nth_memory), KUNIT_CASE(fail_nth_devices), KUNIT_CASE(fail_nth_files), KUNIT_CASE(fail_nth_module), {}
};

static struct kunit_suite services_suite = {
	.name = "mm.fail_nth_services",
	.desc = "every single allocation of what is built on the allocators fails in turn",
	.exit = services_exit,
	.test_cases = services_cases,
};
kunit_test_suite(services_suite);
