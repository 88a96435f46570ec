// SPDX-License-Identifier: MIT
/* The words for errors, as people know them from the C library's strerror(). */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/error_text.h>

/* For 1, 2, 3 ..., each ended with a zero: a table of pointers would be larger than the texts. */
static const char texts[] =
	"Operation not permitted\0No such file or directory\0No such process\0Interrupted system call\0"
	"Input/output error\0No such device or address\0Argument list too long\0Exec format error\0"
	"Bad file descriptor\0No child processes\0Resource temporarily unavailable\0Cannot allocate memory\0"
	"Permission denied\0Bad address\0Block device required\0Device or resource busy\0File exists\0"
	"Invalid cross-device link\0No such device\0Not a directory\0Is a directory\0Invalid argument\0"
	"Too many open files in system\0Too many open files\0Inappropriate ioctl for device\0Text file busy\0"
	"File too large\0No space left on device\0Illegal seek\0Read-only file system\0Too many links\0Broken pipe\0"
	"Numerical argument out of domain\0Numerical result out of range\0Resource deadlock avoided\0"
	"File name too long\0No locks available\0Function not implemented\0Directory not empty\0"
	"Too many levels of symbolic links";

static const struct {
	u8 err;
	const char *text;
} others[] = {
	{ ENODATA, "No data available" },	{ ETIME, "Timer expired" },
	{ EBADMSG, "Bad message" },		{ EOVERFLOW, "Value too large for defined data type" },
	{ EMSGSIZE, "Message too long" },	{ EOPNOTSUPP, "Operation not supported" },
	{ EADDRINUSE, "Address already in use" }, { ENOBUFS, "No buffer space available" },
	{ ETIMEDOUT, "Connection timed out" },	{ EALREADY, "Operation already in progress" },
	{ EINPROGRESS, "Operation now in progress" }, { ECANCELED, "Operation canceled" },
};

/**
 * error_text() - an error in words
 * @err: the error, negative or positive
 *
 * Context: process; the text for an unknown one is kept in one place.
 */
const char *error_text(int err)
{
	static char number[32];
	const char *text = texts;

	err = err < 0 ? -err : err;
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (others[i].err == err)
			return others[i].text;
	for (int i = 1; i < err && text < texts + sizeof(texts); i++)
		text += strlen(text) + 1;
	if (err > 0 && text < texts + sizeof(texts))
		return text;
	snprintf(number, sizeof(number), "Unknown error %d", err);
	return number;
}
