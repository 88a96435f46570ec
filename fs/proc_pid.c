// SPDX-License-Identifier: MIT
/*
 * /proc/<pid>: made when somebody looks for it, so that threads cost nothing, and taken away when somebody
 * looks for it and the thread has ended. /proc/self is always there.
 */
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mm_struct.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <quarry/vfs.h>

/*
 * The number stands for the thread; 0 is whoever reads. As on Linux, a kernel thread that is using a space
 * shows it to itself only: it may leave it, and the space may go, while others look.
 */
static int show_maps(struct seq_file *m, void *v)
{
	pid_t nr = (pid_t)(long)m->private;

	if (current->mm && (!nr || nr == current->pid))
		return mm_show_maps(m, current->mm);
	return 0;
}

static int maps_open(struct inode *inode, struct file *file)
{
	return single_open(file, show_maps, inode->i_private);
}

static const struct file_operations maps_fops = {
	.open = maps_open, .read = seq_read, .llseek = seq_lseek, .release = single_release,
};

static void create(const char *path, pid_t nr)
{
	struct dentry *dir = vfs_mkdir_path(path);

	if (!IS_ERR(dir))
		vfs_create(dir, "maps", 0444, &maps_fops, (void *)(long)nr);
}

static bool thread_lives(pid_t nr)
{
	struct task_struct *task = find_get_task_by_vpid(nr);

	if (task)
		put_task_struct(task);
	return task;
}

/**
 * proc_pid_prepare() - make or remove the directory of a thread that a path leads through
 * @path: any path
 *
 * Context: process; may sleep.
 */
void proc_pid_prepare(const char *path)
{
	static DEFINE_MUTEX(lock);
	char dir[sizeof("/proc/") + 10];
	struct dentry *dentry;
	int length, nr;

	if (sscanf(path, "/proc/%9d%n", &nr, &length) < 1 || nr < 1 || (path[length] && path[length] != '/'))
		return;
	snprintf(dir, sizeof(dir), "/proc/%d", nr);
	mutex_lock(&lock);
	dentry = vfs_proc ? vfs_child(vfs_proc, dir + strlen("/proc/")) : NULL;
	if (!dentry && thread_lives(nr))
		create(dir, nr);
	else if (dentry && !thread_lives(nr))
		vfs_remove(dentry);
	vfs_put(dentry);
	mutex_unlock(&lock);
}

/** proc_pid_init() - what is always there */
void __init proc_pid_init(void)
{
	create("/proc/self", 0);
}
