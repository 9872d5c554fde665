package dev.specialize.weights;

import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Map;

/** A trained network or supernet that lends its weights to the start of another. */
public final class Donor {
    private final String name;
    private final Anatomy anatomy;
    private final Weights weights;
    private final List<String> classes;
    private final List<String> losses;

    private Donor(String name, Anatomy anatomy, Weights weights, List<String> classes, List<String> losses) {
        this.name = name;
        this.anatomy = anatomy;
        this.weights = weights;
        this.classes = List.copyOf(classes);
        this.losses = List.copyOf(losses);
    }

    /**
     * A supernet: every choice of its space lends what it has learnt.
     *
     * @throws IllegalArgumentException if the weights are not the space's; the message names a tensor
     */
    public static Donor of(SearchSpace space, Weights weights) {
        String name =
                space.name() + (space.hasElasticWidths() ? "" : " at width multiplier " + space.widthMultiplier());
        requireShapes(name, weights, WeightShapes.of(space));
        return new Donor(name, Anatomy.of(space), weights, List.of(), List.of());
    }

    /**
     * A network without elastic parts whose layers are called as those of a space: {@code stages.<s>.blocks.<b>} between
     * stem and head.
     *
     * @param name what people call it
     * @param losses what of the original is not in the subnet, in sentences without a full stop
     * @throws IllegalArgumentException if the weights are not the network's; the message names a tensor
     */
    public static Donor of(String name, Subnet subnet, List<String> losses) {
        requireShapes(name, subnet.weights(), WeightShapes.of(subnet.network()));
        return new Donor(name, Anatomy.of(subnet.network()), subnet.weights(), List.of(), losses);
    }

    /** @param names of the classes that it tells apart, in the order of its logits; empty if they are not known */
    public Donor withClasses(List<String> names) {
        return new Donor(name, anatomy, weights, names, losses);
    }

    private static void requireShapes(String name, Weights weights, Map<String, List<Integer>> shapes) {
        shapes.forEach((tensor, shape) -> {
            if (!weights.get(tensor).shape().equals(shape)) {
                throw new IllegalArgumentException("the tensor '" + tensor + "' has shape "
                        + weights.get(tensor).shape() + ", in " + name + " it has " + shape);
            }
        });
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    Anatomy anatomy() {
        return anatomy;
    }

    Weights weights() {
        return weights;
    }

    List<String> classes() {
        return classes;
    }

    List<String> losses() {
        return losses;
    }
}
