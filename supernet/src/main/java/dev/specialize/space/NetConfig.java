package dev.specialize.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code net.config} in which the Once-for-All code publishes one specialised network: its layers, each with its
 * widths. It does not tell the resolution.
 *
 * @param fields of the parsed JSON object
 */
public record NetConfig(Map<?, ?> fields) {
    private static final String BLOCKS = "blocks";
    /** The two names that the block's convolutions have had. */
    private static final List<String> CONVOLUTIONS = List.of("mobile_inverted_conv", "conv");

    /** Whether the fields are those of such a file. */
    public boolean isOne() {
        return fields.containsKey(BLOCKS);
    }

    /**
     * The architecture of a space that has these layers.
     *
     * @throws IllegalArgumentException if it is malformed or has other widths than the space; the message says where
     */
    public Architecture in(SearchSpace space, int resolution) {
        List<List<BlockChoice>> stages = new ArrayList<>();
        List<Block> blocks = blocks();
        for (Block block : blocks) {
            if (!block.residual) {
                stages.add(new ArrayList<>());
            }
            Require.that(!stages.isEmpty(), BLOCKS, "must begin a stage without a shortcut", block);
            stages.get(stages.size() - 1).add(new BlockChoice(block.kernel, block.expand));
        }
        Architecture architecture = new Architecture(resolution, stages);
        requireWidths(space.including(resolution).lower(architecture), blocks);
        return architecture;
    }

    private static void requireWidths(Network network, List<Block> blocks) {
        List<InvertedResidual> layers = network.layers().stream()
                .filter(layer -> layer.name().startsWith("stages."))
                .map(InvertedResidual.class::cast)
                .toList();
        for (int i = 0; i < layers.size(); i++) {
            int width = layers.get(i).width();
            Require.that(
                    width == blocks.get(i).width,
                    "out_channels of block " + (i + 1),
                    "must be " + width + " in this space (maybe its width multiplier is another)",
                    blocks.get(i).width);
        }
    }

    /** A block past the first, which is fixed. */
    private record Block(int kernel, double expand, int width, boolean residual) {}

    private List<Block> blocks() {
        Object value = fields.get(BLOCKS);
        if (!(value instanceof List<?> list) || list.size() < 2) {
            throw new IllegalArgumentException(BLOCKS + " must be a list of two blocks or more");
        }
        return list.stream().skip(1).map(NetConfig::block).toList();
    }

    private static Block block(Object value) {
        Map<?, ?> block = map(value, "a block");
        Object convolution = CONVOLUTIONS.stream()
                .map(block::get)
                .filter(Map.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a block has none of " + CONVOLUTIONS));
        Map<?, ?> layer = map(convolution, "a block");
        return new Block(
                (int) number(layer, "kernel_size"),
                number(layer, "expand_ratio"),
                (int) number(layer, "out_channels"),
                block.get("shortcut") != null);
    }

    private static Map<?, ?> map(Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(what + " must be an object, got " + value);
    }

    private static double number(Map<?, ?> layer, String field) {
        if (layer.get(field) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("a block's " + field + " must be a number, got " + layer.get(field));
    }
}
