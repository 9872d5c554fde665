#include "runtime.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "start.h"

/* What the one exported function gives (struct OrtApiBase). */
struct entry {
    const void *const *(*functions)(uint32_t version);
    const char *(*version)(void);
};

enum { FIRST_VERSION = 1 };

void say(struct problem *problem, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(problem->text, sizeof problem->text, format, values);
    va_end(values);
}

bool fine(const struct runtime *runtime, status *status, struct problem *problem) {
    if (status == NULL) {
        return true;
    }
    say(problem, "%s", runtime->error_message(status));
    runtime->release_status(status);
    return false;
}

static const struct entry *entry_of(const char *library, struct problem *problem) {
    void *handle = open_library(library);
    if (handle == NULL) {
        say(problem, "%s", library_problem());
        return NULL;
    }
    void *symbol = library_symbol(handle, "OrtGetApiBase");
    if (symbol == NULL) {
        say(problem, "%s is not ONNX Runtime: %s", library, library_problem());
        return NULL;
    }
    const struct entry *(*entry)(void);
    memcpy(&entry, &symbol, sizeof entry);
    return entry();
}

/* Data pointers and function pointers are of one size on every system that has dlsym. */
static void take_functions(struct runtime *runtime, const void *const *table) {
#define RUNTIME_TAKE(name, position, result, parameters) memcpy(&runtime->name, &table[position], sizeof runtime->name);
    RUNTIME_FUNCTIONS(RUNTIME_TAKE)
}

bool open_runtime(const char *library, struct runtime *runtime, struct problem *problem) {
    const struct entry *entry = entry_of(library, problem);
    if (entry == NULL) {
        return false;
    }
    const void *const *table = entry->functions(FIRST_VERSION);
    if (table == NULL) {
        say(problem, "ONNX Runtime %s has no interface of version %d", entry->version(), FIRST_VERSION);
        return false;
    }
    take_functions(runtime, table);
    runtime->version = entry->version();
    return fine(runtime, runtime->create_environment(LOG_ERRORS, "specialize", &runtime->environment), problem)
        && fine(runtime, runtime->disable_telemetry(runtime->environment), problem)
        && fine(runtime, runtime->default_allocator(&runtime->allocator), problem)
        && fine(runtime, runtime->create_memory_info(ARENA_ALLOCATOR, MEMORY_DEFAULT, &runtime->memory), problem);
}
