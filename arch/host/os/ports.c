// SPDX-License-Identifier: MIT
/* Emulated I/O ports: reads come from a queue that the test fed, writes are recorded. */
#include <host/host.h>

#define MAX_FED 1024
#define MAX_WRITES 1024

static struct {
	unsigned short port;
	unsigned int value;
} fed[MAX_FED];
static size_t nr_fed;
static struct host_port_write writes[MAX_WRITES];
static size_t nr_writes;

void host_port_reset(void)
{
	nr_fed = 0;
	nr_writes = 0;
}

void host_port_feed(unsigned short port, unsigned int value)
{
	if (nr_fed == MAX_FED)
		host_die("host_port_feed(): queue full");
	fed[nr_fed].port = port;
	fed[nr_fed++].value = value;
}

unsigned int host_port_read(unsigned short port, unsigned int width)
{
	unsigned int mask = width == 4 ? ~0u : (1u << 8 * width) - 1;

	for (size_t i = 0; i < nr_fed; i++) {
		unsigned int value = fed[i].value;

		if (fed[i].port != port)
			continue;
		for (nr_fed--; i < nr_fed; i++)
			fed[i] = fed[i + 1];
		return value & mask;
	}
	return mask;
}

void host_port_write(unsigned short port, unsigned int value, unsigned int width)
{
	writes[nr_writes++ % MAX_WRITES] =
		(struct host_port_write){ port, (unsigned char)width, value };
}

size_t host_port_nr_writes(void)
{
	return nr_writes;
}

struct host_port_write host_port_written(size_t index)
{
	if (index >= nr_writes || nr_writes - index > MAX_WRITES)
		host_die("host_port_written(): no such write");
	return writes[index % MAX_WRITES];
}
