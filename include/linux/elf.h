/* SPDX-License-Identifier: MIT */
/*
 * The ELF object format, as far as relocatable files for x86 need it: System V ABI, chapter 4, and
 * its processor supplements for i386 and AMD64. The plain names (Elf_Ehdr, ...) are this width's.
 */
#ifndef _LINUX_ELF_H
#define _LINUX_ELF_H

#include <linux/types.h>

typedef u32 Elf32_Addr, Elf32_Off, Elf32_Word;
typedef s32 Elf32_Sword;
typedef u16 Elf32_Half;
/* A file may lie at any multiple of 4. */
typedef u64 __attribute__((aligned(4))) Elf64_Addr;
typedef u64 __attribute__((aligned(4))) Elf64_Off;
typedef u64 __attribute__((aligned(4))) Elf64_Xword;
typedef s64 __attribute__((aligned(4))) Elf64_Sxword;
typedef u32 Elf64_Word;
typedef u16 Elf64_Half;

#define EI_NIDENT 16
#define EI_CLASS 4
#define EI_DATA 5
#define EI_VERSION 6
#define ELFMAG "\177ELF"
#define SELFMAG 4
#define ELFCLASS32 1
#define ELFCLASS64 2
#define ELFDATA2LSB 1
#define EV_CURRENT 1
#define ET_REL 1
#define EM_386 3
#define EM_X86_64 62

typedef struct elf32_hdr {
	u8 e_ident[EI_NIDENT];
	Elf32_Half e_type, e_machine;
	Elf32_Word e_version;
	Elf32_Addr e_entry;
	Elf32_Off e_phoff, e_shoff;
	Elf32_Word e_flags;
	Elf32_Half e_ehsize, e_phentsize, e_phnum, e_shentsize, e_shnum, e_shstrndx;
} Elf32_Ehdr;

typedef struct elf64_hdr {
	u8 e_ident[EI_NIDENT];
	Elf64_Half e_type, e_machine;
	Elf64_Word e_version;
	Elf64_Addr e_entry;
	Elf64_Off e_phoff, e_shoff;
	Elf64_Word e_flags;
	Elf64_Half e_ehsize, e_phentsize, e_phnum, e_shentsize, e_shnum, e_shstrndx;
} Elf64_Ehdr;

#define SHT_NULL 0
#define SHT_PROGBITS 1
#define SHT_SYMTAB 2
#define SHT_STRTAB 3
#define SHT_RELA 4
#define SHT_NOTE 7
#define SHT_NOBITS 8
#define SHT_REL 9
#define SHT_INIT_ARRAY 14

#define SHF_WRITE 1
#define SHF_ALLOC 2
#define SHF_EXECINSTR 4

typedef struct elf32_shdr {
	Elf32_Word sh_name, sh_type, sh_flags;
	Elf32_Addr sh_addr;
	Elf32_Off sh_offset;
	Elf32_Word sh_size, sh_link, sh_info, sh_addralign, sh_entsize;
} Elf32_Shdr;

typedef struct elf64_shdr {
	Elf64_Word sh_name, sh_type;
	Elf64_Xword sh_flags;
	Elf64_Addr sh_addr;
	Elf64_Off sh_offset;
	Elf64_Xword sh_size;
	Elf64_Word sh_link, sh_info;
	Elf64_Xword sh_addralign, sh_entsize;
} Elf64_Shdr;

#define SHN_UNDEF 0
#define SHN_LORESERVE 0xff00
#define SHN_ABS 0xfff1
#define SHN_COMMON 0xfff2
#define SHN_XINDEX 0xffff

#define STB_LOCAL 0
#define STB_GLOBAL 1
#define STB_WEAK 2
#define STT_NOTYPE 0
#define STT_OBJECT 1
#define STT_FUNC 2
#define STT_SECTION 3
#define STT_FILE 4
#define ELF_ST_BIND(info) ((info) >> 4)
#define ELF_ST_TYPE(info) ((info)&0xf)

typedef struct elf32_sym {
	Elf32_Word st_name;
	Elf32_Addr st_value;
	Elf32_Word st_size;
	u8 st_info, st_other;
	Elf32_Half st_shndx;
} Elf32_Sym;

typedef struct elf64_sym {
	Elf64_Word st_name;
	u8 st_info, st_other;
	Elf64_Half st_shndx;
	Elf64_Addr st_value;
	Elf64_Xword st_size;
} Elf64_Sym;

/* What i386 uses: the addend stands where the relocated value goes. */
typedef struct elf32_rel {
	Elf32_Addr r_offset;
	Elf32_Word r_info;
} Elf32_Rel;

typedef struct elf64_rela {
	Elf64_Addr r_offset;
	Elf64_Xword r_info;
	Elf64_Sxword r_addend;
} Elf64_Rela;

#define ELF32_R_SYM(info) ((info) >> 8)
#define ELF32_R_TYPE(info) ((info)&0xff)
#define ELF64_R_SYM(info) ((u32)((info) >> 32))
#define ELF64_R_TYPE(info) ((u32)(info))

#define R_386_NONE 0
#define R_386_32 1
#define R_386_PC32 2
#define R_386_PLT32 4

#define R_X86_64_NONE 0
#define R_X86_64_64 1
#define R_X86_64_PC32 2
#define R_X86_64_PLT32 4
#define R_X86_64_32 10
#define R_X86_64_32S 11
#define R_X86_64_PC64 24

/* Those of this kernel's own width: Elf32_Ehdr or Elf64_Ehdr, ... */
#define __ELF_NAME(bits, type) Elf##bits##_##type
#define __ELF_OF_WIDTH(bits, type) __ELF_NAME(bits, type)
#define Elf_Ehdr __ELF_OF_WIDTH(BITS_PER_LONG, Ehdr)
#define Elf_Shdr __ELF_OF_WIDTH(BITS_PER_LONG, Shdr)
#define Elf_Sym __ELF_OF_WIDTH(BITS_PER_LONG, Sym)
#define Elf_Addr __ELF_OF_WIDTH(BITS_PER_LONG, Addr)

#endif
