package dev.specialize.latency;

import dev.specialize.latency.TableKey.Field;
import dev.specialize.latency.TableKey.Kind;
import dev.specialize.space.Activation;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Sequel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which entry of a dialect's tables has the time of a layer.
 *
 * <p>Where the classifier's entry includes the pooling before it, each of the two has a share of its time, by the values
 * that it reads and writes: their sum is the entry's.
 */
final class LayerEntries implements LayerVisitor<Optional<LayerEntries.Share>> {
    /**
     * A part of an entry's time.
     *
     * @param fraction above 0, 1 for the whole
     */
    record Share(TableKey key, double fraction) {
        static Share whole(TableKey key) {
            return new Share(key, 1);
        }
    }

    private final TableDialect dialect;
    private final Optional<GlobalPool> pool;
    private final Optional<Linear> classifier;

    /** @param layers of the networks whose layers will be asked for */
    LayerEntries(TableDialect dialect, List<Layer> layers) {
        this.dialect = dialect;
        this.pool = only(GlobalPool.class, layers);
        this.classifier = only(Linear.class, layers);
    }

    private static <T extends Layer> Optional<T> only(Class<T> type, List<Layer> layers) {
        return layers.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Empty if no entry of the dialect can be the layer's. */
    Optional<Share> of(Layer layer) {
        return layer.accept(this);
    }

    @Override
    public Optional<Share> convolution(Convolution layer) {
        return kind(layer).map(kind -> Share.whole(new TableKey(kind, layer.input(), layer.output())));
    }

    private Optional<Kind> kind(Convolution layer) {
        Activation activation = dialect == TableDialect.MIDDLE_WIDTH ? Activation.H_SWISH : Activation.RELU6;
        if (layer.activation() != activation || layer.sequel() != Sequel.NONE) {
            return Optional.empty();
        }
        if (layer.kernel() == 3 && layer.normalised()) {
            return Optional.of(Kind.STEM);
        }
        if (layer.kernel() != 1 || layer.stride() != 1) {
            return Optional.empty();
        }
        if (layer.normalised()) {
            return Optional.of(Kind.EXPAND);
        }
        return dialect == TableDialect.MIDDLE_WIDTH ? Optional.of(Kind.FEATURE) : Optional.empty();
    }

    @Override
    public Optional<Share> invertedResidual(InvertedResidual layer) {
        boolean widens = layer.middle() != layer.input().channels();
        if (layer.expanded() != widens) {
            return Optional.empty(); // the dialects have no block whose expansion keeps the width
        }
        return blockFields(layer)
                .map(fields -> Share.whole(new TableKey(Kind.BLOCK, layer.input(), layer.output(), fields)));
    }

    private Optional<Map<Field, Integer>> blockFields(InvertedResidual layer) {
        Map<Field, Integer> fields = new EnumMap<>(Field.class);
        fields.put(Field.KERNEL, layer.kernel());
        fields.put(Field.STRIDE, layer.stride());
        fields.put(Field.IDSKIP, layer.residual() ? 1 : 0);
        if (dialect == TableDialect.MIDDLE_WIDTH) {
            fields.put(Field.EXPAND, layer.middle());
            fields.put(Field.SE, layer.squeezeExcite() ? 1 : 0);
            fields.put(Field.HS, layer.activation() == Activation.H_SWISH ? 1 : 0);
            boolean known = layer.activation() == Activation.H_SWISH || layer.activation() == Activation.RELU;
            return known ? Optional.of(fields) : Optional.empty();
        }
        fields.put(Field.EXPAND, layer.middle() / layer.input().channels());
        boolean plain = !layer.squeezeExcite()
                && layer.activation() == Activation.RELU6
                && layer.middle() % layer.input().channels() == 0;
        return plain ? Optional.of(fields) : Optional.empty();
    }

    /** The dialects have no such blocks. */
    @Override
    public Optional<Share> bottleneck(Bottleneck layer) {
        return Optional.empty();
    }

    @Override
    public Optional<Share> globalPool(GlobalPool layer) {
        return dialect == TableDialect.MIDDLE_WIDTH
                ? Optional.of(Share.whole(new TableKey(Kind.POOL, layer.input(), layer.output())))
                : pooledClassifier().map(key -> new Share(key, 1 - classifierShare()));
    }

    @Override
    public Optional<Share> linear(Linear layer) {
        return dialect == TableDialect.MIDDLE_WIDTH
                ? Optional.of(Share.whole(new TableKey(Kind.LOGITS, layer.input(), layer.output())))
                : pooledClassifier().map(key -> new Share(key, classifierShare()));
    }

    /** The entry of both; a classifier that does not read what was pooled has none. */
    private Optional<TableKey> pooledClassifier() {
        return pool.filter(p ->
                        classifier.filter(c -> c.input().equals(p.output())).isPresent())
                .map(p -> new TableKey(
                        Kind.LOGITS,
                        p.input(),
                        new FeatureMap(classifier.orElseThrow().width(), 1)));
    }

    private double classifierShare() {
        double pooling = values(pool.orElseThrow());
        double classifying = values(classifier.orElseThrow());
        return classifying / (classifying + pooling);
    }

    private static double values(Layer layer) {
        return layer.input().elements()
                + layer.output().elements()
                + (double) layer.cost().parameters();
    }
}
