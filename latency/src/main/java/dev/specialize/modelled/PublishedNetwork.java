package dev.specialize.modelled;

import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Convolution;
import dev.specialize.space.NetConfig;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A published {@code net.config} whose space and width multiplier are not told, but proven by its widths.
 *
 * @param fields of the parsed JSON object
 */
record PublishedNetwork(Map<?, ?> fields) {
    /** The layers outside the blocks, in order; which of them there are depends on the space. */
    private static final List<String> ENDS = List.of("first_conv", "final_expand_layer", "feature_mix_layer");

    /** Larger ones are a slip: no network here is made for them. */
    private static final int LARGEST_RESOLUTION = 1024;

    private static final String CLASSIFIER = "classifier";

    /** In hundredths; 1.0 first. */
    private static final List<Integer> MULTIPLIERS = IntStream.concat(
                    IntStream.of(100), IntStream.rangeClosed(2, 60).map(i -> 5 * i))
            .boxed()
            .toList();

    /** @throws IllegalArgumentException if it is malformed or of no built-in space at any width */
    Network at(int resolution) {
        Require.that(
                resolution >= 1 && resolution <= LARGEST_RESOLUTION,
                "image_size",
                "must be from 1 to " + LARGEST_RESOLUTION,
                resolution);
        NetConfig config = new NetConfig(fields);
        if (!config.isOne()) {
            throw new IllegalArgumentException("is not a network: it has no blocks");
        }
        int classes = width(CLASSIFIER, "out_features")
                .orElseThrow(() -> new IllegalArgumentException("is not a whole network: it has no " + CLASSIFIER));
        return BuiltInSpaces.all()
                .map(space -> space.withClasses(classes))
                .flatMap(space -> MULTIPLIERS.stream().map(hundredths -> space.withWidthMultiplier(hundredths / 100.0)))
                .flatMap(space -> in(space, config, resolution).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is of none of the spaces " + built()
                        + " at any width. In mbv3: " + problem(config, resolution)));
    }

    private Optional<Network> in(SearchSpace space, NetConfig config, int resolution) {
        try {
            Network network = space.including(resolution).lower(config.in(space, resolution));
            return ends(network).equals(ends()) ? Optional.of(network) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // of another space or width
        }
    }

    private static String problem(NetConfig config, int resolution) {
        try {
            config.in(BuiltInSpaces.all().findFirst().orElseThrow(), resolution);
            return "its blocks are, but its stem or head is not";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private List<Integer> ends() {
        return ENDS.stream()
                .flatMap(layer -> width(layer, "out_channels").stream())
                .toList();
    }

    private static List<Integer> ends(Network network) {
        return network.layers().stream()
                .filter(layer -> layer instanceof Convolution)
                .map(layer -> layer.output().channels())
                .toList();
    }

    private Optional<Integer> width(String layer, String field) {
        return fields.get(layer) instanceof Map<?, ?> map && map.get(field) instanceof Integer width
                ? Optional.of(width)
                : Optional.empty();
    }

    private static String built() {
        return BuiltInSpaces.all().map(SearchSpace::name).collect(Collectors.joining(", "));
    }
}
