package dev.specialize.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Subnets of one supernet at one resolution, joined where they begin alike: layers that several have in common run once
 * for all of them, and so do their batch statistics. Each computes exactly what it computes alone.
 */
final class NetworkTree implements AutoCloseable {
    private final List<Branch> roots;

    private NetworkTree(List<Branch> roots) {
        this.roots = roots;
    }

    /** Takes what one of the subnets makes of a batch. */
    @FunctionalInterface
    interface Leaf {
        /** @param logits (N, classes), valid only during the call */
        void reached(int subnet, NDArray logits);
    }

    /**
     * Layers without a fork.
     *
     * @param subnets indices of those that end here
     * @param forks what comes after it, no two of them beginning with the same layer
     */
    private record Branch(ElasticNetwork weights, Network layers, List<Integer> subnets, List<Branch> forks) {
        void run(NDArray input, NDManager owner, Normalization normalization, Leaf leaf) {
            try (NDManager memory = owner.newSubManager()) {
                NDArray output = weights.forward(layers, input, memory, normalization);
                subnets.forEach(subnet -> leaf.reached(subnet, output));
                forks.forEach(fork -> fork.run(output, memory, normalization, leaf));
            }
        }

        void close() {
            weights.close();
            forks.forEach(Branch::close);
        }
    }

    /** @param subnets of one supernet and input size, with the statistics of their supernet */
    static NetworkTree of(TorchEngine engine, List<Subnet> subnets) {
        Planter planter = new Planter(engine, subnets);
        return new NetworkTree(
                planter.branches(IntStream.range(0, subnets.size()).boxed().toList(), 0));
    }

    /** Makes branches out of subnets. */
    private record Planter(TorchEngine engine, List<Subnet> subnets) {
        /** @param from the place of their first layer that is not planted yet; none of them ends before it */
        List<Branch> branches(List<Integer> members, int from) {
            Map<Layer, List<Integer>> byLayer = new LinkedHashMap<>();
            members.forEach(m -> byLayer.computeIfAbsent(layers(m).get(from), layer -> new ArrayList<>())
                    .add(m));
            return byLayer.values().stream().map(alike -> branch(alike, from)).toList();
        }

        private Branch branch(List<Integer> alike, int from) {
            Subnet one = subnets.get(alike.get(0));
            int to = from + 1;
            while (isCommon(alike, to)) {
                to++;
            }
            int end = to;
            List<Layer> layers = one.network().layers().subList(from, to);
            List<Integer> ending =
                    alike.stream().filter(m -> layers(m).size() == end).toList();
            List<Integer> going =
                    alike.stream().filter(m -> layers(m).size() > end).toList();
            return new Branch(
                    new ElasticNetwork(engine, of(layers, one.weights())),
                    new Network(layers, one.network().batchNormEpsilon()),
                    ending,
                    branches(going, to));
        }

        private boolean isCommon(List<Integer> alike, int place) {
            List<Layer> first = layers(alike.get(0));
            return alike.stream()
                    .map(this::layers)
                    .allMatch(l -> l.size() > place
                            && place < first.size()
                            && l.get(place).equals(first.get(place)));
        }

        private List<Layer> layers(int member) {
            return subnets.get(member).network().layers();
        }

        private static Weights of(Collection<Layer> layers, Weights all) {
            Map<String, Tensor> some = new LinkedHashMap<>();
            // the names of a layer's tensors begin with its own and a dot, after which '/' comes
            layers.forEach(layer -> some.putAll(all.tensors().subMap(layer.name() + ".", layer.name() + "/")));
            return new Weights(some);
        }
    }

    /**
     * Runs all subnets on a batch.
     *
     * @param images (N, C, H, W) float32
     * @param owner of the batch, whose memory is used for the time of the run
     */
    void run(NDArray images, NDManager owner, Normalization normalization, Leaf leaf) {
        roots.forEach(root -> root.run(images, owner, normalization, leaf));
    }

    @Override
    public void close() {
        roots.forEach(Branch::close);
    }
}
