package dev.specialize.transport;

/**
 * What a runner says of itself.
 *
 * @param runtime version of ONNX Runtime
 * @param threads that one operator may use
 * @param system as {@code uname -s} tells it
 * @param machine as {@code uname -m} tells it
 */
record Hello(String runtime, int threads, long process, String system, String machine) {
    Hello {
        Require.that(runtime.matches("[0-9A-Za-z.+-]{1,40}"), "runtime", "must be a version", runtime);
        Require.that(threads >= 1, "threads", "must be at least 1", threads);
        Require.that(process >= 1, "process", "must be at least 1", process);
        Require.that(system.matches("[0-9A-Za-z._-]{1,40}"), "system", "must be a name", system);
        Require.that(machine.matches("[0-9A-Za-z._-]{1,40}"), "machine", "must be a name", machine);
    }
}
