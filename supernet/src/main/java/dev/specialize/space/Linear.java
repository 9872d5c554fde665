package dev.specialize.space;

/** The classifier on a 1 x 1 map. Weights: {@code weight} (width, input channels), {@code bias} (width). */
public record Linear(String name, FeatureMap input, int width) implements Layer {
    public Linear {
        Require.positive("width", width);
        Require.that(input.size() == 1, "input", "must be 1 x 1", input);
    }

    @Override
    public FeatureMap output() {
        return new FeatureMap(width, 1);
    }

    @Override
    public Cost cost() {
        long weights = (long) width * input.channels();
        return Cost.ofElements(weights, weights + width, input.elements() + width);
    }

    @Override
    public String key() {
        return "linear:" + input.channels() + "-" + width;
    }

    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
        return visitor.linear(this);
    }
}
