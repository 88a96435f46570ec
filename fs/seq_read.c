// SPDX-License-Identifier: MIT
/*
 * Reading what is made up record by record.
 *
 * Purpose: a file's author gives records (struct seq_operations); a reader reads any number of bytes
 * at any position. Between two reads nothing is locked and the records may change.
 *
 * How: the buffer holds whole records made ahead. A read hands out what is there; when it is empty,
 * records are made from m->index on: at least one, for which the buffer is doubled as often as needed,
 * then as many as fit. A reader that asks for another position than the one behind its last read is
 * led there by making and dropping what comes before.
 *
 * Invariants: start and stop are called in pairs; m->index is the record behind those in the buffer.
 * Locks: m->lock, taken first. Complexity: as many records as there are up to a position sought.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <quarry/vfs.h>

#define MAX_BUFFER (4UL << 20) /* of one record: larger ones fail with -ENOMEM */

/**
 * seq_open() - for the open operation: the file is made of records
 * @file: the file; its private_data becomes a struct seq_file
 * @op: the records
 */
int seq_open(struct file *file, const struct seq_operations *op)
{
	struct seq_file *m = kzalloc(sizeof(*m), GFP_KERNEL);

	WARN_ON(file->private_data);
	if (!m)
		return -ENOMEM;
	mutex_init(&m->lock);
	m->op = op;
	m->file = file;
	file->private_data = m;
	/* A position is found by making all before it: writing somewhere in between has no meaning. */
	file->f_mode &= ~FMODE_PWRITE;
	return 0;
}
EXPORT_SYMBOL(seq_open);

static int set_buffer(struct seq_file *m, size_t size)
{
	char *buf = size > MAX_BUFFER ? NULL : kvmalloc(size, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	kvfree(m->buf);
	m->buf = buf;
	m->size = size;
	return 0;
}

static void empty_buffer(struct seq_file *m)
{
	m->from = m->count = m->pad_until = 0;
}

/* Makes record @v behind what is in the buffer. */
static int make_record(struct seq_file *m, void *v)
{
	size_t before = m->count;
	int err = m->op->show(m, v);

	if (err)
		m->count = before; /* left out, or broken */
	return err < 0 ? err : 0;
}

static void *next_record(struct seq_file *m, void *v)
{
	loff_t before = m->index;

	v = m->op->next(m, v, &m->index);
	if (m->index == before) {
		pr_warn_once("seq_file: %ps does not move the position\n", m->op->next);
		m->index++;
	}
	return v;
}

/* Into the empty buffer from m->index on; nothing in it afterwards means the end. */
static int fill_buffer(struct seq_file *m)
{
	void *v = m->op->start(m, &m->index);
	int err = 0;

	while (!IS_ERR_OR_NULL(v)) {
		size_t before = m->count;

		err = make_record(m, v);
		if (err)
			break;
		if (seq_has_overflowed(m)) {
			m->count = before;
			if (before)
				break;
			m->op->stop(m, v);
			err = set_buffer(m, m->size * 2);
			if (err)
				return err;
			empty_buffer(m);
			v = m->op->start(m, &m->index);
			continue;
		}
		v = next_record(m, v);
	}
	if (IS_ERR(v))
		err = PTR_ERR(v);
	m->op->stop(m, v);
	return m->count ? 0 : err; /* what came before the error is read first */
}

static int ensure_content(struct seq_file *m)
{
	int err = 0;

	if (m->count)
		return 0;
	if (!m->buf)
		err = set_buffer(m, PAGE_SIZE);
	empty_buffer(m);
	return err ?: fill_buffer(m);
}

/* The next @n bytes of the buffer are done with. */
static void consume(struct seq_file *m, size_t n)
{
	m->from += n;
	m->count -= n;
	m->read_pos += n;
}

/* To @pos from the beginning on. */
static int go_to(struct seq_file *m, loff_t pos)
{
	int err;

	m->index = m->read_pos = 0;
	empty_buffer(m);
	while (m->read_pos < pos) {
		err = ensure_content(m);
		if (err)
			return err;
		if (!m->count)
			break; /* behind the end there is nothing to read either */
		consume(m, min_t(loff_t, m->count, pos - m->read_pos));
	}
	m->read_pos = pos;
	return 0;
}

static ssize_t read_some(struct seq_file *m, char __user *buf, size_t size)
{
	size_t done = 0;
	int err = 0;

	while (done < size) {
		size_t n, left;

		err = ensure_content(m);
		if (err || !m->count)
			break;
		n = min(m->count, size - done);
		left = copy_to_user(buf + done, m->buf + m->from, n);
		consume(m, n - left);
		done += n - left;
		if (left) {
			err = -EFAULT;
			break;
		}
	}
	return done ? (ssize_t)done : err;
}

/**
 * seq_read() - the read operation
 * @file: opened by seq_open()
 * @buf: the reader's
 * @size: its size
 * @ppos: position, moved
 */
ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *ppos)
{
	struct seq_file *m = file->private_data;
	ssize_t result = 0;

	mutex_lock(&m->lock);
	/* Position 0 begins anew: the content may have changed since it was last read. */
	if (*ppos != m->read_pos || !*ppos)
		result = go_to(m, *ppos);
	if (!result)
		result = read_some(m, buf, size);
	*ppos = m->read_pos;
	mutex_unlock(&m->lock);
	return result;
}
EXPORT_SYMBOL(seq_read);

/**
 * seq_lseek() - the llseek operation: SEEK_SET and SEEK_CUR
 */
loff_t seq_lseek(struct file *file, loff_t offset, int whence)
{
	struct seq_file *m = file->private_data;
	loff_t result = -EINVAL;

	mutex_lock(&m->lock);
	if (whence == SEEK_CUR)
		offset += file->f_pos;
	if ((whence == SEEK_SET || whence == SEEK_CUR) && offset >= 0) {
		result = offset == m->read_pos ? 0 : go_to(m, offset);
		file->f_pos = result ? 0 : offset;
		result = result ?: offset;
	}
	mutex_unlock(&m->lock);
	return result;
}
EXPORT_SYMBOL(seq_lseek);

/** seq_release - the release operation */
int seq_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kvfree(m->buf);
	kfree(m);
	file->private_data = NULL;
	return 0;
}
EXPORT_SYMBOL(seq_release);

/**
 * __seq_open_private() - as seq_open(), with memory for whoever makes the records
 * @file: the file
 * @op: the records
 * @size: bytes, zeroed, in seq_file.private
 *
 * Return: the memory, or NULL. seq_release_private() frees it.
 */
void *__seq_open_private(struct file *file, const struct seq_operations *op, int size)
{
	void *state = kzalloc(size, GFP_KERNEL);

	if (!state)
		return NULL;
	if (seq_open(file, op)) {
		kfree(state);
		return NULL;
	}
	((struct seq_file *)file->private_data)->private = state;
	return state;
}
EXPORT_SYMBOL(__seq_open_private);

int seq_open_private(struct file *file, const struct seq_operations *op, int size)
{
	return __seq_open_private(file, op, size) ? 0 : -ENOMEM;
}
EXPORT_SYMBOL(seq_open_private);

int seq_release_private(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kfree(m->private);
	return seq_release(inode, file);
}
EXPORT_SYMBOL(seq_release_private);

static void *single_start(struct seq_file *m, loff_t *pos)
{
	return *pos ? NULL : SEQ_START_TOKEN;
}

static void *single_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return NULL;
}

static void single_stop(struct seq_file *m, void *v)
{
}

/**
 * single_open() - for the open operation: one function prints the whole file
 * @file: the file
 * @show: prints it
 * @data: for seq_file.private
 *
 * Pair with single_release().
 */
int single_open(struct file *file, int (*show)(struct seq_file *m, void *v), void *data)
{
	struct seq_operations *op = kzalloc(sizeof(*op), GFP_KERNEL);
	int err;

	if (!op)
		return -ENOMEM;
	*op = (struct seq_operations){ single_start, single_stop, single_next, show };
	err = seq_open(file, op);
	if (err)
		kfree(op);
	else
		((struct seq_file *)file->private_data)->private = data;
	return err;
}
EXPORT_SYMBOL(single_open);

/** single_open_size - as single_open(), with a buffer of @size bytes from the start */
int single_open_size(struct file *file, int (*show)(struct seq_file *m, void *v), void *data, size_t size)
{
	int err = single_open(file, show, data);

	if (err)
		return err;
	err = set_buffer(file->private_data, size);
	if (err)
		single_release(file->f_inode, file);
	return err;
}
EXPORT_SYMBOL(single_open_size);

int single_release(struct inode *inode, struct file *file)
{
	const struct seq_operations *op = ((struct seq_file *)file->private_data)->op;

	seq_release(inode, file);
	kfree(op);
	return 0;
}
EXPORT_SYMBOL(single_release);
