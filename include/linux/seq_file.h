/* SPDX-License-Identifier: MIT */
/*
 * Files whose content is made up as it is read, record by record (fs/seq_read.c), and text output of
 * unknown destination: monitor, log, or a test's buffer (lib/seq_file.c).
 */
#ifndef _LINUX_SEQ_FILE_H
#define _LINUX_SEQ_FILE_H

#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/stdarg.h>
#include <linux/types.h>

struct file;
struct inode;
struct seq_operations;

/**
 * struct seq_file - where the functions below write
 * @sink: if set, takes the next @n bytes of the text (not terminated), any number of times, and there
 *	is no buffer
 * @private: the sink's, or its user's
 * @buf: the records made but not yet read
 * @size: bytes of @buf
 * @from: in @buf, the first not yet read
 * @count: bytes written so far, in @buf from @from on
 * @pad_until: value of @count up to which seq_pad() fills with blanks
 * @index: number of the next record
 * @read_pos: position in the file behind what was read
 * @lock: readers that share the file read one after the other
 * @op: who makes the records
 * @file: the open file
 */
struct seq_file {
	void (*sink)(struct seq_file *m, const char *s, size_t n);
	void *private;
	char *buf;
	size_t size, from;
	size_t count;
	size_t pad_until;
	loff_t index;
	loff_t read_pos;
	struct mutex lock;
	const struct seq_operations *op;
	const struct file *file;
};

/**
 * struct seq_operations - records, one after the other
 * @start: the record number *@pos, or NULL behind the last; may lock
 * @next: the one behind @v; moves *@pos on
 * @show: prints record @v; SEQ_SKIP to leave it out
 * @stop: the end for now; called after each @start, also with NULL
 */
struct seq_operations {
	void *(*start)(struct seq_file *m, loff_t *pos);
	void (*stop)(struct seq_file *m, void *v);
	void *(*next)(struct seq_file *m, void *v, loff_t *pos);
	int (*show)(struct seq_file *m, void *v);
};

#define SEQ_SKIP 1
#define SEQ_START_TOKEN ((void *)1) /* for a heading: what start gives for position 0 */

void seq_write(struct seq_file *m, const void *data, size_t len);
void seq_printf(struct seq_file *m, const char *fmt, ...) __printf(2, 3);
void seq_vprintf(struct seq_file *m, const char *fmt, va_list args) __printf(2, 0);
void seq_puts(struct seq_file *m, const char *s);
void seq_putc(struct seq_file *m, char c);
void seq_pad(struct seq_file *m, char c);
void seq_setwidth(struct seq_file *m, size_t width);
void seq_put_decimal_ull(struct seq_file *m, const char *delimiter, unsigned long long num);
void seq_put_decimal_ll(struct seq_file *m, const char *delimiter, long long num);
void seq_put_hex_ll(struct seq_file *m, const char *delimiter, unsigned long long num, unsigned int width);
void seq_escape(struct seq_file *m, const char *s, const char *special);
void seq_hex_dump(struct seq_file *m, const char *prefix_str, int prefix_type, int rowsize,
		  int groupsize, const void *buf, size_t len, bool ascii);

/* Did something not fit into the buffer? The record will be made again with a larger one. */
static inline bool seq_has_overflowed(struct seq_file *m)
{
	return !m->sink && m->count == m->size;
}

/* fs/seq_read.c: what goes into a table of operations */
int seq_open(struct file *file, const struct seq_operations *op);
ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *ppos);
loff_t seq_lseek(struct file *file, loff_t offset, int whence);
int seq_release(struct inode *inode, struct file *file);
void *__seq_open_private(struct file *file, const struct seq_operations *op, int size);
int seq_open_private(struct file *file, const struct seq_operations *op, int size);
int seq_release_private(struct inode *inode, struct file *file);
int single_open(struct file *file, int (*show)(struct seq_file *m, void *v), void *data);
int single_open_size(struct file *file, int (*show)(struct seq_file *m, void *v), void *data, size_t size);
int single_release(struct inode *inode, struct file *file);

/* Records that are the members of a list. */
struct list_head *seq_list_start(struct list_head *head, loff_t pos);
struct list_head *seq_list_start_head(struct list_head *head, loff_t pos);
struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *pos);
struct hlist_node *seq_hlist_start(struct hlist_head *head, loff_t pos);
struct hlist_node *seq_hlist_next(void *v, struct hlist_head *head, loff_t *pos);

/* For NAME_show(), or NAME_sops, the operations NAME_fops; and the same as struct proc_ops. */
#define DEFINE_SEQ_ATTRIBUTE(name)                                                                 \
	static int name##_open(struct inode *inode, struct file *file)                             \
	{                                                                                          \
		int err = seq_open(file, &name##_sops);                                            \
		if (!err && inode->i_private)                                                      \
			((struct seq_file *)file->private_data)->private = inode->i_private;       \
		return err;                                                                        \
	}                                                                                          \
	static const struct file_operations name##_fops = {                                        \
		.owner = THIS_MODULE, .open = name##_open, .read = seq_read,                       \
		.llseek = seq_lseek, .release = seq_release,                                       \
	}

#define DEFINE_SHOW_ATTRIBUTE(name)                                                                \
	static int name##_open(struct inode *inode, struct file *file)                             \
	{                                                                                          \
		return single_open(file, name##_show, inode->i_private);                           \
	}                                                                                          \
	static const struct file_operations name##_fops = {                                        \
		.owner = THIS_MODULE, .open = name##_open, .read = seq_read,                       \
		.llseek = seq_lseek, .release = single_release,                                    \
	}

#define DEFINE_PROC_SHOW_ATTRIBUTE(name)                                                           \
	static int name##_open(struct inode *inode, struct file *file)                             \
	{                                                                                          \
		return single_open(file, name##_show, pde_data(inode));                            \
	}                                                                                          \
	static const struct proc_ops name##_proc_ops = {                                           \
		.proc_open = name##_open, .proc_read = seq_read, .proc_lseek = seq_lseek,          \
		.proc_release = single_release,                                                    \
	}

#include <linux/fs.h>

#endif
