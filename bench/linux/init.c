// SPDX-License-Identifier: MIT
/*
 * init: the whole user space of the benchmark machine. Says what the boot has cost and what it has
 * left, in Quarry's words ("boot: instructions=N", "Memory: ..."), starts the CPUs that the boot has
 * left alone (maxcpus=1), loads /bench_mm.ko, if there is one, with the words that the kernel command
 * line has after "--" as its parameters, and switches the machine off.
 *
 * The CPUs are started here because QEMU before 8.1, when it counts instructions, goes on to the next
 * CPU only if one halts or pauses before the next timer is due. Linux waits for a new CPU in a loop
 * around schedule(), which does neither: it did not come up in half an hour. With a process that
 * does nothing but pause there is something to schedule.
 *
 * It needs no C library, so that it is built for i386 with nothing but a compiler. System calls:
 * Linux's arch/x86/entry/syscalls.
 */
#define O_RDONLY 0
#define O_WRONLY 1
#define SIGKILL 9
#define SYSLOG_ACTION_READ_ALL 3
#define REBOOT_1 0xfee1dead
#define REBOOT_2 672274793
#define REBOOT_POWER_OFF 0x4321fedc

#ifdef __x86_64__
enum { READ = 0, WRITE = 1, OPEN = 2, CLOSE = 3, FORK = 57, KILL = 62, MKDIR = 83, SYSLOG = 103, MOUNT = 165, REBOOT = 169, FINIT_MODULE = 313 };

static long call(long number, long a, long b, long c, long d, long e)
{
	register long r10 __asm__("r10") = d, r8 __asm__("r8") = e;
	long result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
			 : "rcx", "r11", "memory");
	return result;
}
#else
enum { READ = 3, WRITE = 4, OPEN = 5, CLOSE = 6, FORK = 2, KILL = 37, MKDIR = 39, SYSLOG = 103, MOUNT = 21, REBOOT = 88, FINIT_MODULE = 350 };

static long call(long number, long a, long b, long c, long d, long e)
{
	long result;

	__asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e) : "memory");
	return result;
}
#endif

#define ADDRESS(x) ((long)(x))

static char buffer[1 << 18];

static unsigned long length(const char *text)
{
	unsigned long n = 0;

	while (text[n])
		n++;
	return n;
}

static void say(const char *text)
{
	call(WRITE, 1, ADDRESS(text), length(text), 0, 0);
}

static void say_number(unsigned long long number)
{
	char digits[24], *first = digits + sizeof(digits) - 1;

	*first = 0;
	do {
		unsigned long long tenth = 0, rest = number;

		/* long division by ten, a bit at a time: 32-bit mode has no other without the compiler's library */
		for (int bit = 60; bit >= 0; bit--)
			if (rest >> bit >= 10) {
				rest -= 10ull << bit;
				tenth += 1ull << bit;
			}
		*--first = '0' + rest;
		number = tenth;
	} while (number);
	say(first);
}

static unsigned long long ticks(void)
{
	unsigned int low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return (unsigned long long)high << 32 | low;
}

static int begins(const char *text, const char *with)
{
	while (*with && *text == *with) {
		text++;
		with++;
	}
	return !*with;
}

/* Prints the rest of each line in the buffer in which the word stands. */
static void say_lines(long size, const char *word)
{
	for (long i = 0; i < size; i++) {
		long end = i;

		if (!begins(buffer + i, word))
			continue;
		while (end < size && buffer[end] != '\n')
			end++;
		call(WRITE, 1, ADDRESS(buffer + i), end - i, 0, 0);
		say("\n");
		i = end;
	}
}

static void say_memory(void)
{
	long size = call(SYSLOG, SYSLOG_ACTION_READ_ALL, ADDRESS(buffer), sizeof(buffer) - 1, 0, 0);

	buffer[size > 0 ? size : 0] = 0;
	say_lines(size, "Memory: ");
	call(MKDIR, ADDRESS("/proc"), 0755, 0, 0, 0);
	call(MOUNT, ADDRESS("proc"), ADDRESS("/proc"), ADDRESS("proc"), 0, 0);
	size = call(READ, call(OPEN, ADDRESS("/proc/meminfo"), O_RDONLY, 0, 0, 0), ADDRESS(buffer), sizeof(buffer) - 1, 0, 0);
	buffer[size > 0 ? size : 0] = 0;
	say_lines(size, "MemTotal:");
	say_lines(size, "Slab:");
}

/* The online file of a CPU; an error if there is no such CPU. */
static long open_cpu(unsigned int cpu)
{
	static char path[] = "/sys/devices/system/cpu/cpuN/online";

	for (char *c = path; *c; c++)
		if (*c == 'N')
			*c = '0' + cpu;
	long file = call(OPEN, ADDRESS(path), O_WRONLY, 0, 0, 0);
	for (char *c = path; *c; c++)
		if (*c >= '0' && *c <= '9')
			*c = 'N';
	return file;
}

static void start_cpus(void)
{
	long pauser, file;

	call(MKDIR, ADDRESS("/sys"), 0755, 0, 0, 0);
	call(MOUNT, ADDRESS("sys"), ADDRESS("/sys"), ADDRESS("sysfs"), 0, 0);
	pauser = call(FORK, 0, 0, 0, 0, 0);
	while (!pauser)
		__asm__ volatile("pause");
	for (unsigned int cpu = 1; cpu < 10 && (file = open_cpu(cpu)) >= 0; cpu++) {
		call(WRITE, file, ADDRESS("1"), 1, 0, 0);
		call(CLOSE, file, 0, 0, 0, 0);
	}
	call(KILL, pauser, SIGKILL, 0, 0, 0);
}

static void load(char **words)
{
	long file = call(OPEN, ADDRESS("/bench_mm.ko"), O_RDONLY, 0, 0, 0), end = 0, error;

	if (file < 0)
		return;
	for (; *words; words++) {
		for (char *c = *words; *c; c++)
			buffer[end++] = *c;
		buffer[end++] = ' ';
	}
	buffer[end] = 0;
	error = call(FINIT_MODULE, file, ADDRESS(buffer), 0, 0, 0);
	if (error) {
		say("the module cannot be loaded: error ");
		say_number(-error);
		say("\n");
	}
}

/* @stack: the number of arguments, and the arguments with a NULL behind. */
__attribute__((__used__)) static void begin(long *stack)
{
	unsigned long long now = ticks();

	say("boot: instructions=");
	say_number(now);
	say("\n");
	say_memory();
	start_cpus();
	load((char **)(stack + 2));
	call(REBOOT, (int)REBOOT_1, REBOOT_2, REBOOT_POWER_OFF, 0, 0);
	for (;;)
		;
}

#ifdef __x86_64__
__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call begin");
#else
__asm__(".globl _start\n_start: mov %esp, %eax\n and $-16, %esp\n push %eax\n push %eax\n call begin");
#endif
