// SPDX-License-Identifier: MIT
/* /proc/sys/vm: the memory management's knobs that can be turned while it runs. */
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <quarry/vfs.h>

/**
 * struct knob - a number and what follows from it
 * @name: the file
 * @value: the number
 * @min, @max: what it may be
 */
struct knob {
	const char *name;
	int *value;
	int min, max;
};

static ssize_t knob_show(void *arg, char *page)
{
	return sysfs_emit(page, "%d\n", *((struct knob *)arg)->value);
}

static ssize_t knob_store(void *arg, const char *text, size_t count)
{
	const struct knob *knob = arg;
	int value, err = kstrtoint(text, 0, &value);

	if (err)
		return err;
	if (value < knob->min || value > knob->max)
		return -EINVAL;
	WRITE_ONCE(*knob->value, value);
	setup_per_zone_wmarks();
	return count;
}

static const struct vfs_text knob_text = { knob_show, knob_store };

static struct knob knobs[] = {
	{ "min_free_kbytes", &min_free_kbytes, 0, 1 << 20 },
	{ "watermark_scale_factor", &watermark_scale_factor, 1, 3000 },
};

/* ---- one number for each zone, from the lowest on */

static ssize_t reserve_show(void *arg, char *page)
{
	int n = 0;

	for (int i = 0; i < MAX_NR_ZONES; i++)
		n += sysfs_emit_at(page, n, "%d%c", sysctl_lowmem_reserve_ratio[i], i < MAX_NR_ZONES - 1 ? '\t' : '\n');
	return n;
}

/* As many as are given; the others stay. */
static ssize_t reserve_store(void *arg, const char *text, size_t count)
{
	int ratio[MAX_NR_ZONES], n = 0;
	char word[12];

	for (const char *p = skip_spaces(text); *p; p = skip_spaces(p)) {
		size_t length = strcspn(p, " \t\n");

		if (n == MAX_NR_ZONES || length >= sizeof(word))
			return -EINVAL;
		strscpy(word, p, length + 1);
		if (kstrtoint(word, 0, &ratio[n]) || ratio[n] < 0)
			return -EINVAL;
		n++;
		p += length;
	}
	memcpy(sysctl_lowmem_reserve_ratio, ratio, n * sizeof(*ratio));
	setup_per_zone_wmarks();
	return count;
}

static const struct vfs_text reserve_text = { reserve_show, reserve_store };

/* ---- what is done, not kept */

static ssize_t drop_store(void *arg, const char *text, size_t count)
{
	int what, err = kstrtoint(text, 0, &what) ?: drop_caches(what);

	return err ?: (ssize_t)count;
}

static const struct vfs_text drop_text = { NULL, drop_store };

/** sysctl_vm_init - their files */
void __init sysctl_vm_init(void)
{
	struct dentry *dir = vfs_mkdir_path("/proc/sys/vm");

	if (IS_ERR(dir))
		return;
	vfs_create_text(dir, "lowmem_reserve_ratio", 0644, &reserve_text, NULL);
	vfs_create_text(dir, "drop_caches", 0200, &drop_text, NULL);

	for (size_t i = 0; i < ARRAY_SIZE(knobs); i++)
		vfs_create_text(dir, knobs[i].name, 0644, &knob_text, &knobs[i]);
}
