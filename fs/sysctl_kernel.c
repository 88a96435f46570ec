// SPDX-License-Identifier: MIT
/* /proc/sys/kernel: the scheduler's knobs that can be turned while it runs. */
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/sysfs.h>
#include <quarry/sched.h>
#include <quarry/vfs.h>

enum { RT_PERIOD, RT_RUNTIME, NR_RT_LIMITS };

static ssize_t rt_show(void *which, char *page)
{
	int limit[NR_RT_LIMITS];

	sched_rt_limits(&limit[RT_PERIOD], &limit[RT_RUNTIME]);
	return sysfs_emit(page, "%d\n", limit[(long)which]);
}

static ssize_t rt_store(void *which, const char *text, size_t count)
{
	int limit[NR_RT_LIMITS], err;

	sched_rt_limits(&limit[RT_PERIOD], &limit[RT_RUNTIME]);
	err = kstrtoint(text, 0, &limit[(long)which]) ?: sched_set_rt_limits(limit[RT_PERIOD], limit[RT_RUNTIME]);
	return err ?: (ssize_t)count;
}

static const struct vfs_text rt_text = { rt_show, rt_store };

/** sysctl_kernel_init - their files */
void __init sysctl_kernel_init(void)
{
	struct dentry *dir = vfs_mkdir_path("/proc/sys/kernel");

	if (IS_ERR(dir))
		return;
	vfs_create_text(dir, "sched_rt_period_us", 0644, &rt_text, (void *)RT_PERIOD);
	vfs_create_text(dir, "sched_rt_runtime_us", 0644, &rt_text, (void *)RT_RUNTIME);
}
