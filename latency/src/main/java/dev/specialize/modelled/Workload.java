package dev.specialize.modelled;

import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import java.util.List;

/**
 * What one image costs in each of the kinds of work that a processor is fast or slow at. Values are fp32: 4 bytes.
 * Normalisations and simple activations cost nothing, because runtimes fold them into the convolution before.
 *
 * @param denseMacs multiply-accumulates of 1 x 1 and k x k convolutions: matrix products
 * @param depthwiseMacs of depthwise convolutions
 * @param linearMacs of matrices times one vector: classifiers and squeeze-and-excitation; each weight is fetched for one
 *     multiplication
 * @param denseBytesWritten results of the dense convolutions
 * @param otherBytes read and written by all operators that compute little for each value: depthwise convolutions, pooling,
 *     scaling and adding
 * @param hardSwishes values that go through h-swish
 * @param operators that the runtime starts
 */
record Workload(
        long denseMacs,
        long depthwiseMacs,
        long linearMacs,
        long denseBytesWritten,
        long otherBytes,
        long hardSwishes,
        long operators) {
    static final Workload NONE = new Workload(0, 0, 0, 0, 0, 0, 0);

    /** Number of kinds. */
    static final int KINDS = 7;

    static Workload of(Layer layer) {
        return layer.accept(LayerWorkload.VISITOR);
    }

    static Workload of(List<Layer> layers) {
        return layers.stream().map(Workload::of).reduce(NONE, Workload::plus);
    }

    static Workload of(Network network) {
        return of(network.layers());
    }

    Workload plus(Workload other) {
        return new Workload(
                denseMacs + other.denseMacs,
                depthwiseMacs + other.depthwiseMacs,
                linearMacs + other.linearMacs,
                denseBytesWritten + other.denseBytesWritten,
                otherBytes + other.otherBytes,
                hardSwishes + other.hardSwishes,
                operators + other.operators);
    }

    /** In the order of the components, which is that of {@link Coefficients#toArray}. */
    double[] toArray() {
        return new double[] {denseMacs, depthwiseMacs, linearMacs, denseBytesWritten, otherBytes, hardSwishes, operators
        };
    }
}
