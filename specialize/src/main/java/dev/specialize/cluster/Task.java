package dev.specialize.cluster;

import java.io.Serializable;

/**
 * Work on one input that needs nothing but that input and itself, so that it may run on any machine and more than once.
 *
 * @param <A> input
 * @param <R> result
 */
@FunctionalInterface
public interface Task<A extends Serializable, R extends Serializable> extends Serializable {
    R run(A input);
}
