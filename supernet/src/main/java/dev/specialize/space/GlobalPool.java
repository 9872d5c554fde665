package dev.specialize.space;

/** The mean over all positions; it has no weights. */
public record GlobalPool(String name, FeatureMap input) implements Layer {
    @Override
    public FeatureMap output() {
        return new FeatureMap(input.channels(), 1);
    }

    @Override
    public Cost cost() {
        return Cost.ofElements(0, 0, input.elements() + output().elements());
    }

    @Override
    public String key() {
        return "pool:r" + input.size() + ":" + input.channels();
    }

    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
        return visitor.globalPool(this);
    }
}
