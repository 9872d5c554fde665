/*
 * The entry of the program. The one that compilers bring asks for the C library that it was built with, glibc 2.34 or
 * newer, while nothing here or in ONNX Runtime needs more than 2.28: so old boards run a runner that was built on a new
 * machine.
 */
#include <stddef.h>

#if defined(__x86_64__)
#define OLDEST_GLIBC "GLIBC_2.2.5"
__asm__(".text\n"
        ".globl _start\n"
        ".type _start, @function\n"
        "_start:\n"
        "  xor %ebp, %ebp\n"
        "  mov %rsp, %rdi\n"
        "  mov %rdx, %rsi\n"
        "  and $-16, %rsp\n"
        "  call begin\n"
        "  hlt\n");
#elif defined(__aarch64__)
#define OLDEST_GLIBC "GLIBC_2.17"
__asm__(".text\n"
        ".globl _start\n"
        ".type _start, %function\n"
        "_start:\n"
        "  mov x29, #0\n"
        "  mov x30, #0\n"
        "  mov x1, x0\n"
        "  mov x0, sp\n"
        "  bl begin\n"
        "  brk #0\n");
#else
#error "ONNX Runtime's jar has no Linux library for this processor"
#endif

__asm__(".symver __libc_start_main, __libc_start_main@" OLDEST_GLIBC);
__asm__(".symver dlopen, dlopen@" OLDEST_GLIBC);
__asm__(".symver dlsym, dlsym@" OLDEST_GLIBC);
__asm__(".symver dlerror, dlerror@" OLDEST_GLIBC);

int main(int count, char **words);

int __libc_start_main(int (*program)(int, char **), int count, char **words, void (*init)(void), void (*fini)(void),
                      void (*end_of_loader)(void), void *end_of_stack);

void *dlopen(const char *file, int flags);
void *dlsym(void *library, const char *name);
char *dlerror(void);

void begin(long *stack, void (*end_of_loader)(void)) __attribute__((used, noreturn));

/* As the system starts a program: the number of words is on top of the stack, the words follow. */
void begin(long *stack, void (*end_of_loader)(void)) {
    __libc_start_main(main, (int)stack[0], (char **)(stack + 1), NULL, NULL, end_of_loader, stack);
    __builtin_unreachable();
}

void *open_library(const char *file) {
    enum { NOW = 2 };
    return dlopen(file, NOW);
}

void *library_symbol(void *library, const char *name) {
    return dlsym(library, name);
}

const char *library_problem(void) {
    const char *problem = dlerror();
    return problem == NULL ? "no reason given" : problem;
}
