/*
 * Runs and times ONNX models on a device. It is asked on standard input and answers on standard output:
 *
 *   request                              answer
 *   hello 1                              ok specialize-runner 1 VERSION THREADS PROCESS SYSTEM MACHINE
 *   read PATH                            ok BYTES, then the bytes; none of a file that cannot be read
 *   load BYTES, then the model           ok MODEL INPUTS OUTPUTS (values of its first input and output)
 *   run MODEL BYTES, then float32 values ok BYTES, then float32 values
 *   time MODEL WARM-UP SAMPLES BURST     ok RUNS NANOS..: how many runs a burst has, how long each burst took
 *   free MODEL                           ok
 *   bye                                  ok
 *
 * Times are nanoseconds of the monotonic clock, values little-endian. What fails is answered with: error KIND MESSAGE.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "channel.h"
#include "device.h"
#include "model.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "values travel as they lie in memory, which has to be little-endian"
#endif

enum { PROTOCOL = 1, MOST_MODELS = 64, MOST_THREADS = 1024, MOST_WAIT_SECONDS = 600, EXIT_USAGE = 2, EXIT_START = 3 };
static const int64_t MOST_MODEL_BYTES = INT64_C(1) << 31;
static const int64_t MOST_NANOS = INT64_C(600) * 1000000000;

struct runner {
    struct runtime runtime;
    int threads;
    struct model *models[MOST_MODELS];
};

struct options {
    const char *library;
    const char *lock;
    const char *cores;
    int64_t wait_seconds;
    int64_t threads;
};

/* The place of a model; null if the text names none. */
static struct model **find_model(struct runner *runner, const char *text) {
    int64_t number;
    if (!parse_number(text, MOST_MODELS - 1, &number) || runner->models[number] == NULL) {
        answer_error("request", "there is no model %.20s", text);
        return NULL;
    }
    return &runner->models[number];
}

static void answer_hello(struct runner *runner, struct request *request) {
    struct utsname system;
    int64_t protocol;
    if (!parse_number(request->words[1], INT32_MAX, &protocol) || protocol != PROTOCOL) {
        answer_error("request", "this runner speaks protocol %d", PROTOCOL);
        return;
    }
    if (uname(&system) != 0) {
        answer_error("start", "the system does not tell what it is");
        return;
    }
    answer("ok specialize-runner %d %s %d %d %s %s", PROTOCOL, runner->runtime.version, runner->threads, (int)getpid(),
           system.sysname, system.machine);
}

static void keep_model(struct runner *runner, struct model *model) {
    for (int i = 0; i < MOST_MODELS; i++) {
        if (runner->models[i] == NULL) {
            runner->models[i] = model;
            answer("ok %d %zu %zu", i, model->inputs.all[0].elements, model->outputs.all[0].elements);
            return;
        }
    }
    free_model(model);
    answer_error("request", "there are %d models already", MOST_MODELS);
}

/* False if the input ended; so all requests that bytes follow. */
static bool answer_load(struct runner *runner, struct request *request) {
    int64_t bytes;
    if (!parse_number(request->words[1], MOST_MODEL_BYTES, &bytes)) {
        answer_error("request", "%.20s is no number of bytes", request->words[1]);
        return false;
    }
    void *onnx = malloc((size_t)bytes + 1);
    if (onnx == NULL) {
        answer_error("memory", "there is no memory for a model of %lld bytes", (long long)bytes);
        return skip_bytes((size_t)bytes);
    }
    bool complete = read_bytes(onnx, (size_t)bytes);
    if (complete) {
        struct problem problem;
        struct model *model = load_model(&runner->runtime, runner->threads, onnx, (size_t)bytes, &problem);
        if (model != NULL) {
            keep_model(runner, model);
        } else {
            answer_error("model", "%s", problem.text);
        }
    }
    free(onnx);
    return complete;
}

static void answer_output(struct model *model, const float *input) {
    struct problem problem;
    if (!run_model(model, input, &problem)) {
        answer_error("model", "%s", problem.text);
        return;
    }
    size_t bytes = model->outputs.all[0].elements * sizeof(float);
    answer("ok %zu", bytes);
    answer_bytes(model->outputs.all[0].data, bytes);
}

static bool answer_run(struct runner *runner, struct request *request) {
    int64_t bytes;
    if (!parse_number(request->words[2], MOST_MODEL_BYTES, &bytes)) {
        answer_error("request", "%.20s is no number of bytes", request->words[2]);
        return false;
    }
    struct model **model = find_model(runner, request->words[1]);
    if (model == NULL) {
        return skip_bytes((size_t)bytes);
    }
    size_t expected = (*model)->inputs.all[0].elements * sizeof(float);
    if ((size_t)bytes != expected) {
        answer_error("request", "the model's first input has %zu bytes", expected);
        return skip_bytes((size_t)bytes);
    }
    float *input = malloc(expected);
    if (input == NULL) {
        answer_error("memory", "there is no memory for an input of %zu bytes", expected);
        return skip_bytes((size_t)bytes);
    }
    bool complete = read_bytes(input, expected);
    if (complete) {
        answer_output(*model, input);
    }
    free(input);
    return complete;
}

static void answer_samples(const struct samples *samples) {
    enum { DIGITS = 21 };
    static char text[(MOST_SAMPLES + 1) * DIGITS];
    char *end = text;
    for (int64_t i = 0; i < samples->count; i++) {
        end += snprintf(end, DIGITS, " %lld", (long long)samples->nanos[i]);
    }
    *end = '\0';
    answer("ok %lld%s", (long long)samples->runs_of_each, text);
}

static void answer_time(struct runner *runner, struct request *request) {
    static struct samples samples;
    struct sampling sampling;
    struct problem problem;
    if (!parse_number(request->words[2], MOST_NANOS, &sampling.warm_up_nanos)
        || !parse_number(request->words[3], MOST_SAMPLES, &sampling.samples)
        || !parse_number(request->words[4], MOST_NANOS, &sampling.burst_nanos)) {
        answer_error("request", "times must be at most %lld ns, samples at most %d", (long long)MOST_NANOS,
                     MOST_SAMPLES);
        return;
    }
    struct model **model = find_model(runner, request->words[1]);
    if (model == NULL) {
        return;
    }
    if (time_model(*model, &sampling, &samples, &problem)) {
        answer_samples(&samples);
    } else {
        answer_error("model", "%s", problem.text);
    }
}

static void answer_free(struct runner *runner, struct request *request) {
    struct model **model = find_model(runner, request->words[1]);
    if (model != NULL) {
        free_model(*model);
        *model = NULL;
        answer("ok");
    }
}

static bool is(const struct request *request, const char *word, int count) {
    return strcmp(request->words[0], word) == 0 && request->count == count;
}

/* False if this was the last request. */
static bool answer_request(struct runner *runner, struct request *request) {
    if (is(request, "load", 2)) {
        return answer_load(runner, request);
    }
    if (is(request, "run", 3)) {
        return answer_run(runner, request);
    }
    if (is(request, "hello", 2)) {
        answer_hello(runner, request);
    } else if (is(request, "read", 2)) {
        answer_file(request->words[1]);
    } else if (is(request, "time", 5)) {
        answer_time(runner, request);
    } else if (is(request, "free", 2)) {
        answer_free(runner, request);
    } else if (is(request, "bye", 1)) {
        answer("ok");
        return false;
    } else {
        /* after a word that is not understood, nothing tells whether bytes follow */
        answer_error("request", "'%.20s' with %d words is no request", request->words[0], request->count);
        return false;
    }
    return true;
}

static bool take_option(struct options *options, const char *name, const char *text) {
    if (strcmp(name, "--library") == 0) {
        options->library = text;
        return true;
    }
    if (strcmp(name, "--lock") == 0) {
        options->lock = text;
        return true;
    }
    if (strcmp(name, "--cores") == 0) {
        options->cores = text;
        return true;
    }
    if (strcmp(name, "--wait") == 0) {
        return parse_number(text, MOST_WAIT_SECONDS, &options->wait_seconds);
    }
    return strcmp(name, "--threads") == 0 && parse_number(text, MOST_THREADS, &options->threads)
        && options->threads > 0;
}

static bool parse_options(int count, char **words, struct options *options) {
    for (int i = 1; i < count; i += 2) {
        if (i + 1 == count || !take_option(options, words[i], words[i + 1])) {
            return false;
        }
    }
    return options->library != NULL && options->lock != NULL;
}

/* The lock comes first: what another runner times must not be disturbed by opening a large library. */
static const char *start(struct runner *runner, const struct options *options, struct problem *problem) {
    switch (lock_device(options->lock, (int)options->wait_seconds, problem)) {
    case LOCKED:
        break;
    case HELD_BY_ANOTHER:
        return "in-use";
    case NO_LOCK:
        return "lock";
    }
    if (options->cores != NULL && !use_cores(options->cores, problem)) {
        return "cores";
    }
    return open_runtime(options->library, &runner->runtime, problem) ? NULL : "library";
}

int main(int count, char **words) {
    static struct runner runner;
    struct options options = {.threads = 1};
    struct problem problem;
    struct request request;
    if (!parse_options(count, words, &options)) {
        fprintf(stderr, "usage: %s --library FILE --lock FILE [--wait SECONDS] [--threads N] [--cores LIST]\n",
                count > 0 ? words[0] : "runner");
        return EXIT_USAGE;
    }
    signal(SIGPIPE, SIG_IGN);
    /* Ctrl-C is meant for the program that asks: when that ends, so does the input */
    signal(SIGINT, SIG_IGN);
    /* ONNX Runtime writes a device id into the user's folders when it starts, unless its environment says this */
    setenv("ORT_DISABLE_TELEMETRY", "1", 1);
    runner.threads = (int)options.threads;
    const char *kind = start(&runner, &options, &problem);
    if (kind != NULL) {
        answer_error(kind, "%s", problem.text);
        return EXIT_START;
    }
    while (next_request(&request) && answer_request(&runner, &request)) {
    }
    return EXIT_SUCCESS;
}
