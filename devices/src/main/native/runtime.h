/*
 * ONNX Runtime's C interface, as far as it is used here: a table of functions to which versions only ever append, so a
 * position means the same in all of them. Its header (onnxruntime_c_api.h, struct OrtApi) lists them in this order. The
 * functions used here are all of version 1.
 */
#ifndef RUNTIME_H
#define RUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct status status;
typedef struct environment environment;
typedef struct session session;
typedef struct session_options session_options;
typedef struct type_info type_info;
typedef struct tensor_info tensor_info;
typedef struct memory_info memory_info;
typedef struct allocator allocator;
typedef struct value value;

/* Constants of the header. */
enum { LOG_ERRORS = 3, OPTIMISE_ALL = 99, SEQUENTIAL = 0, ARENA_ALLOCATOR = 1, MEMORY_DEFAULT = 0, FLOAT = 1 };

/* Each function, its position, and its type. A status is null if all went well. */
#define RUNTIME_FUNCTIONS(F)                                                                                           \
    F(error_message, 2, const char *, (const status *))                                                                \
    F(create_environment, 3, status *, (int severity, const char *name, environment **))                               \
    F(disable_telemetry, 6, status *, (const environment *))                                                           \
    F(create_session, 8, status *, (const environment *, const void *, size_t, const session_options *, session **))   \
    F(run_session, 9, status *,                                                                                        \
      (session *, const void *options, const char *const *inputs, const value *const *, size_t,                        \
       const char *const *outputs, size_t, value **))                                                                  \
    F(create_options, 10, status *, (session_options **))                                                              \
    F(set_execution_mode, 13, status *, (session_options *, int))                                                      \
    F(set_optimisation, 23, status *, (session_options *, int))                                                        \
    F(set_threads_in_operator, 24, status *, (session_options *, int))                                                 \
    F(set_threads_across_operators, 25, status *, (session_options *, int))                                            \
    F(input_count, 30, status *, (const session *, size_t *))                                                          \
    F(output_count, 31, status *, (const session *, size_t *))                                                         \
    F(input_type, 33, status *, (const session *, size_t, type_info **))                                               \
    F(output_type, 34, status *, (const session *, size_t, type_info **))                                              \
    F(input_name, 36, status *, (const session *, size_t, allocator *, char **))                                       \
    F(output_name, 37, status *, (const session *, size_t, allocator *, char **))                                      \
    F(create_tensor, 49, status *,                                                                                     \
      (const memory_info *, void *, size_t bytes, const int64_t *shape, size_t, int type, value **))                   \
    F(tensor_of_type, 55, status *, (const type_info *, const tensor_info **))                                         \
    F(element_type, 60, status *, (const tensor_info *, int *))                                                        \
    F(dimension_count, 61, status *, (const tensor_info *, size_t *))                                                  \
    F(dimensions, 62, status *, (const tensor_info *, int64_t *, size_t))                                              \
    F(create_memory_info, 69, status *, (int allocator_type, int memory_type, memory_info **))                         \
    F(free_with, 76, status *, (allocator *, void *))                                                                  \
    F(default_allocator, 78, status *, (allocator **))                                                                 \
    F(release_status, 93, void, (status *))                                                                            \
    F(release_session, 95, void, (session *))                                                                          \
    F(release_value, 96, void, (value *))                                                                              \
    F(release_type, 98, void, (type_info *))                                                                           \
    F(release_options, 100, void, (session_options *))

#define RUNTIME_FIELD(name, position, result, parameters) result(*name) parameters;

struct runtime {
    RUNTIME_FUNCTIONS(RUNTIME_FIELD)
    const char *version;
    environment *environment;
    allocator *allocator;
    memory_info *memory;
};

enum { PROBLEM_BYTES = 800 };

/* What went wrong, in words. */
struct problem {
    char text[PROBLEM_BYTES];
};

void say(struct problem *problem, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Opens the library. It stays open until the program ends. */
bool open_runtime(const char *library, struct runtime *runtime, struct problem *problem);

/* True if the call that gave the status did what it should; else its message is taken over and the status freed. */
bool fine(const struct runtime *runtime, status *status, struct problem *problem);

#endif
