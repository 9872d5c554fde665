/* A model, ready to run: a session with its inputs and outputs allocated once, so that what is timed allocates nothing. */
#ifndef MODEL_H
#define MODEL_H

#include "runtime.h"

enum { MOST_TENSORS = 16, MOST_DIMENSIONS = 8, MOST_SAMPLES = 4096 };

struct tensor {
    char *name;
    float *data;
    size_t elements;
    value *value;
};

struct tensors {
    size_t count;
    struct tensor all[MOST_TENSORS];
};

struct model {
    const struct runtime *runtime;
    session *session;
    struct tensors inputs;
    struct tensors outputs;
};

/* How often a model is run: see Sampling of the program that asks. */
struct sampling {
    int64_t warm_up_nanos;
    int64_t burst_nanos;
    int64_t samples;
};

struct samples {
    int64_t runs_of_each;
    int64_t count;
    int64_t nanos[MOST_SAMPLES];
};

/* Null if the runtime does not take the model. */
struct model *load_model(const struct runtime *runtime, int threads, const void *onnx, size_t bytes,
                         struct problem *problem);

/* Runs the model once with these values of its first input; what it gives is in its first output. */
bool run_model(struct model *model, const float *input, struct problem *problem);

/* Times the model. False if it failed, or nobody waits for the samples any more. */
bool time_model(struct model *model, const struct sampling *sampling, struct samples *samples,
                struct problem *problem);

void free_model(struct model *model);

#endif
