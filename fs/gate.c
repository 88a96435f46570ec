// SPDX-License-Identifier: MIT
/*
 * Gates: how a file's operations come to an end.
 *
 * Purpose: a driver that takes its file back is about to free its data, and perhaps its code. Nobody
 * may be in one of its operations then, nobody may get into one later, and each file that was opened
 * must have been released. On Linux /proc and debugfs promise that; here every file does.
 *
 * Invariants: an operation is only called between gate_enter() and gate_leave(). A file is in the
 * gate's list from the success of its open to its release, which is called once: by whoever takes the
 * file out of the list, the last holder or gate_close(). A file in the list has holders, as the last
 * one takes it out with the same lock held with which the count becomes 0.
 *
 * An operation that removes its own file would wait for itself: that is reported, and not waited for.
 * One that returns with another preemption count than it was called with is reported, and the count
 * corrected.
 *
 * Locks: gate->lock, innermost; not held while operations run. Context: process.
 * Complexity: O(1) to enter and leave, O(calls) to see whether the caller is inside.
 */
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <quarry/vfs.h>

/**
 * gate_new() - a gate, open
 * @error: what operations give once it is closed, negative
 *
 * Return: the gate with one reference, or NULL without memory.
 */
struct file_gate *gate_new(int error)
{
	struct file_gate *gate = kzalloc(sizeof(*gate), GFP_KERNEL);

	if (!gate)
		return NULL;
	spin_lock_init(&gate->lock);
	refcount_set(&gate->refs, 1);
	gate->error = error;
	INIT_LIST_HEAD(&gate->calls);
	INIT_LIST_HEAD(&gate->files);
	init_waitqueue_head(&gate->quiet);
	return gate;
}

struct file_gate *gate_get(struct file_gate *gate)
{
	refcount_inc(&gate->refs);
	return gate;
}

void gate_put(struct file_gate *gate)
{
	if (gate && refcount_dec_and_test(&gate->refs))
		kfree(gate);
}

static void note_call(struct file_gate *gate, struct gate_call *call)
{
	call->task = current;
	call->preempt = preempt_count() - 1; /* the gate's lock is held */
	list_add(&call->entry, &gate->calls);
}

/**
 * gate_enter() - before an operation is called
 * @gate: the file's
 * @call: on the caller's stack until gate_leave()
 *
 * Return: 0, or the gate's error if it is closed.
 */
int gate_enter(struct file_gate *gate, struct gate_call *call)
{
	int err = 0;

	spin_lock(&gate->lock);
	if (gate->closed)
		err = gate->error;
	else
		note_call(gate, call);
	spin_unlock(&gate->lock);
	return err;
}

/**
 * gate_leave() - an operation has returned
 * @gate: the file's
 * @call: as entered
 * @what: which operation, for complaints
 * @file: the file
 */
void gate_leave(struct file_gate *gate, struct gate_call *call, const char *what, struct file *file)
{
	if (preempt_count() != call->preempt) {
		pr_err("%s: %s() was entered with preempt_count %08x and left with %08x; corrected\n",
		       file->f_path.dentry->d_name.name, what, call->preempt, preempt_count());
		preempt_count_set(call->preempt);
	}
	spin_lock(&gate->lock);
	list_del(&call->entry);
	if (gate->closed && list_empty(&gate->calls))
		wake_up_all(&gate->quiet);
	spin_unlock(&gate->lock);
}

/**
 * file_release() - the last holder lets go: release, unless gate_close() did
 * @file: the file; still valid afterwards
 *
 * Context: the count was just brought to 0 with gate->lock held, which is still held and dropped here.
 */
void file_release(struct file *file)
{
	struct file_gate *gate = file->f_gate;
	bool attached = !list_empty(&file->f_gate_entry);
	struct gate_call call;

	list_del_init(&file->f_gate_entry);
	if (attached)
		note_call(gate, &call);
	spin_unlock(&gate->lock);
	if (!attached)
		return;
	if (file->f_op->release)
		file->f_op->release(file->f_inode, file);
	gate_leave(gate, &call, "release", file);
}

static bool is_quiet(struct file_gate *gate)
{
	bool quiet;

	spin_lock(&gate->lock);
	quiet = list_empty(&gate->calls);
	spin_unlock(&gate->lock);
	return quiet;
}

static bool inside_ourselves(struct file_gate *gate)
{
	struct gate_call *call;
	bool inside = false;

	spin_lock(&gate->lock);
	list_for_each_entry(call, &gate->calls, entry)
		inside |= call->task == current;
	spin_unlock(&gate->lock);
	return inside;
}

/* The next file that is still open, with a reference. */
static struct file *take_open_file(struct file_gate *gate)
{
	struct file *file;

	spin_lock(&gate->lock);
	file = list_first_entry_or_null(&gate->files, struct file, f_gate_entry);
	if (file) {
		get_file(file);
		list_del_init(&file->f_gate_entry);
	}
	spin_unlock(&gate->lock);
	return file;
}

/**
 * gate_close() - no more operations
 * @gate: the file's; closing it twice is harmless
 *
 * Waits for those in progress, and releases the files that are open.
 *
 * Context: process. Return: how many files were open.
 */
unsigned int gate_close(struct file_gate *gate)
{
	unsigned int open = 0;
	struct file *file;

	spin_lock(&gate->lock);
	gate->closed = true;
	spin_unlock(&gate->lock);
	if (inside_ourselves(gate))
		WARN(1, "%s/%d removes a file from within one of its operations\n", current->comm, current->pid);
	else
		wait_event(gate->quiet, is_quiet(gate));
	for (; (file = take_open_file(gate)); open++) {
		if (file->f_op->release)
			file->f_op->release(file->f_inode, file);
		fput(file);
	}
	return open;
}
