#define _GNU_SOURCE
#include "model.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "channel.h"

enum { ALIGNMENT = 64 };
static const int64_t MOST_ELEMENTS = INT64_C(1) << 28;
static const int64_t MOST_RUNS = 1000000000;

/* SplitMix64 (Steele, Lea and Flood 2014), the generator that the Java program uses. */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/*
 * Nearly normally distributed values, sums of twelve uniform ones: zeros could be skipped, and values that never vary
 * could be predicted. A logarithm would ask for a newer C library.
 */
static void randomise(float *data, size_t elements) {
    uint64_t state = 1;
    for (size_t i = 0; i < elements; i++) {
        double sum = -6;
        for (int j = 0; j < 12; j++) {
            sum += (double)(next_random(&state) >> 11) / 9007199254740992.0;
        }
        data[i] = (float)sum;
    }
}

static bool is_float(const struct runtime *runtime, const tensor_info *info, struct problem *problem) {
    int type;
    if (!fine(runtime, runtime->element_type(info, &type), problem)) {
        return false;
    }
    if (type != FLOAT) {
        say(problem, "it has elements of type %d", type);
    }
    return type == FLOAT;
}

/* The shape of a tensor, of which open dimensions are 1, and its number of elements. */
static bool shape_of(const struct runtime *runtime, const tensor_info *info, int64_t *shape, size_t *rank,
                     size_t *elements, struct problem *problem) {
    if (!fine(runtime, runtime->dimension_count(info, rank), problem)) {
        return false;
    }
    if (*rank > MOST_DIMENSIONS) {
        say(problem, "it has %zu dimensions, more than %d", *rank, MOST_DIMENSIONS);
        return false;
    }
    if (!fine(runtime, runtime->dimensions(info, shape, *rank), problem)) {
        return false;
    }
    int64_t product = 1;
    for (size_t i = 0; i < *rank; i++) {
        shape[i] = shape[i] < 0 ? 1 : shape[i];
        if (shape[i] == 0 || product > MOST_ELEMENTS / shape[i]) {
            say(problem, "it has no elements, or more than %lld", (long long)MOST_ELEMENTS);
            return false;
        }
        product *= shape[i];
    }
    *elements = (size_t)product;
    return true;
}

static bool allocate(const struct runtime *runtime, const type_info *type, struct tensor *tensor,
                     struct problem *problem) {
    const tensor_info *info = NULL;
    int64_t shape[MOST_DIMENSIONS];
    size_t rank;
    if (!fine(runtime, runtime->tensor_of_type(type, &info), problem)) {
        return false;
    }
    if (info == NULL) {
        say(problem, "it is no tensor");
        return false;
    }
    if (!is_float(runtime, info, problem) || !shape_of(runtime, info, shape, &rank, &tensor->elements, problem)) {
        return false;
    }
    size_t bytes = tensor->elements * sizeof(float);
    tensor->data = aligned_alloc(ALIGNMENT, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    if (tensor->data == NULL) {
        say(problem, "there is no memory for its %zu bytes", bytes);
        return false;
    }
    randomise(tensor->data, tensor->elements);
    return fine(runtime,
                runtime->create_tensor(runtime->memory, tensor->data, bytes, shape, rank, FLOAT, &tensor->value),
                problem);
}

typedef status *count_function(const session *, size_t *);
typedef status *name_function(const session *, size_t, allocator *, char **);
typedef status *type_function(const session *, size_t, type_info **);

static bool take_tensor(struct model *model, struct tensors *tensors, name_function *name, type_function *type,
                        struct problem *problem) {
    const struct runtime *runtime = model->runtime;
    size_t index = tensors->count;
    struct tensor *tensor = &tensors->all[index];
    type_info *info = NULL;
    tensors->count++;
    if (!fine(runtime, name(model->session, index, runtime->allocator, &tensor->name), problem)
        || !fine(runtime, type(model->session, index, &info), problem)) {
        return false;
    }
    struct problem why;
    bool done = allocate(runtime, info, tensor, &why);
    if (!done) {
        say(problem, "'%.200s' is not a float32 tensor that can be used: %.500s", tensor->name, why.text);
    }
    runtime->release_type(info);
    return done;
}

static bool take_tensors(struct model *model, struct tensors *tensors, count_function *count, name_function *name,
                         type_function *type, struct problem *problem) {
    size_t there;
    if (!fine(model->runtime, count(model->session, &there), problem)) {
        return false;
    }
    if (there == 0 || there > MOST_TENSORS) {
        say(problem, "the model has %zu inputs or outputs, not 1 to %d", there, MOST_TENSORS);
        return false;
    }
    while (tensors->count < there) {
        if (!take_tensor(model, tensors, name, type, problem)) {
            return false;
        }
    }
    return true;
}

static session *create(const struct runtime *runtime, int threads, const void *onnx, size_t bytes,
                       struct problem *problem) {
    session_options *options = NULL;
    session *session = NULL;
    if (!fine(runtime, runtime->create_options(&options), problem)) {
        return NULL;
    }
    bool created = fine(runtime, runtime->set_optimisation(options, OPTIMISE_ALL), problem)
        && fine(runtime, runtime->set_execution_mode(options, SEQUENTIAL), problem)
        && fine(runtime, runtime->set_threads_in_operator(options, threads), problem)
        && fine(runtime, runtime->set_threads_across_operators(options, 1), problem)
        && fine(runtime, runtime->create_session(runtime->environment, onnx, bytes, options, &session), problem);
    runtime->release_options(options);
    return created ? session : NULL;
}

struct model *load_model(const struct runtime *runtime, int threads, const void *onnx, size_t bytes,
                         struct problem *problem) {
    struct model *model = calloc(1, sizeof *model);
    if (model == NULL) {
        say(problem, "there is no memory for the model");
        return NULL;
    }
    model->runtime = runtime;
    model->session = create(runtime, threads, onnx, bytes, problem);
    if (model->session != NULL
        && take_tensors(model, &model->inputs, runtime->input_count, runtime->input_name, runtime->input_type, problem)
        && take_tensors(model, &model->outputs, runtime->output_count, runtime->output_name, runtime->output_type,
                        problem)) {
        return model;
    }
    free_model(model);
    return NULL;
}

static bool run_once(struct model *model, struct problem *problem) {
    const char *inputs[MOST_TENSORS];
    const char *outputs[MOST_TENSORS];
    const value *given[MOST_TENSORS];
    value *taken[MOST_TENSORS];
    for (size_t i = 0; i < model->inputs.count; i++) {
        inputs[i] = model->inputs.all[i].name;
        given[i] = model->inputs.all[i].value;
    }
    for (size_t i = 0; i < model->outputs.count; i++) {
        outputs[i] = model->outputs.all[i].name;
        taken[i] = model->outputs.all[i].value;
    }
    return fine(model->runtime,
                model->runtime->run_session(model->session, NULL, inputs, given, model->inputs.count, outputs,
                                            model->outputs.count, taken),
                problem);
}

/* Timed runs get the same input as before: what a model is given may change how long it takes. */
bool run_model(struct model *model, const float *input, struct problem *problem) {
    struct tensor *first = &model->inputs.all[0];
    memcpy(first->data, input, first->elements * sizeof(float));
    bool done = run_once(model, problem);
    randomise(first->data, first->elements);
    return done;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static bool nanos_of(struct model *model, int64_t runs, int64_t *nanos, struct problem *problem) {
    if (hung_up()) {
        say(problem, "nobody waits for the samples");
        return false;
    }
    int64_t start = now();
    for (int64_t i = 0; i < runs; i++) {
        if (!run_once(model, problem)) {
            return false;
        }
    }
    *nanos = now() - start;
    return true;
}

/* Runs the model for the time of warming up, and says how many runs fill a burst. */
static bool warm_up(struct model *model, const struct sampling *sampling, int64_t *runs, struct problem *problem) {
    int64_t fastest = INT64_MAX;
    int64_t spent = 0;
    do {
        int64_t nanos;
        if (!nanos_of(model, 1, &nanos, problem)) {
            return false;
        }
        nanos = nanos < 1 ? 1 : nanos;
        fastest = nanos < fastest ? nanos : fastest;
        spent += nanos;
    } while (spent < sampling->warm_up_nanos);
    *runs = (sampling->burst_nanos + fastest - 1) / fastest;
    *runs = *runs < 1 ? 1 : *runs > MOST_RUNS ? MOST_RUNS : *runs;
    return true;
}

bool time_model(struct model *model, const struct sampling *sampling, struct samples *samples,
                struct problem *problem) {
    if (!warm_up(model, sampling, &samples->runs_of_each, problem)) {
        return false;
    }
    for (samples->count = 0; samples->count < sampling->samples; samples->count++) {
        if (!nanos_of(model, samples->runs_of_each, &samples->nanos[samples->count], problem)) {
            return false;
        }
    }
    return true;
}

static void free_tensors(const struct runtime *runtime, struct tensors *tensors) {
    struct problem ignored;
    for (size_t i = 0; i < tensors->count; i++) {
        struct tensor *tensor = &tensors->all[i];
        if (tensor->value != NULL) {
            runtime->release_value(tensor->value);
        }
        if (tensor->name != NULL) {
            fine(runtime, runtime->free_with(runtime->allocator, tensor->name), &ignored);
        }
        free(tensor->data);
    }
}

void free_model(struct model *model) {
    free_tensors(model->runtime, &model->inputs);
    free_tensors(model->runtime, &model->outputs);
    if (model->session != NULL) {
        model->runtime->release_session(model->session);
    }
    free(model);
}
