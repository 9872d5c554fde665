package dev.specialize.latency;

import dev.specialize.latency.TableKey.Field;
import dev.specialize.space.Activation;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import java.util.List;

/** The layers that the entries of a published table are the times of, whichever space they are of. */
record KeyLayers(TableDialect dialect) {
    private static final int WIDEST = 1_000_000;

    /**
     * The layers of one entry; those of its names mean nothing.
     *
     * @throws IllegalArgumentException if the key's shapes do not go together
     */
    List<Layer> of(TableKey key) {
        List<Layer> layers = switch (key.kind()) {
            case STEM -> List.of(stem(key));
            case EXPAND -> List.of(pointwise(key, true));
            case FEATURE -> List.of(pointwise(key, false));
            case BLOCK -> List.of(block(key));
            case POOL -> List.of(pool(key));
            case LOGITS -> logits(key);
        };
        if (!new Network(layers, 1).output().equals(key.output())) {
            throw new IllegalArgumentException("its input does not lead to its output");
        }
        return layers;
    }

    private Layer stem(TableKey key) {
        int stride = key.input().size() == key.output().size() ? 1 : 2;
        return convolution(key, 3, stride, true);
    }

    private Layer pointwise(TableKey key, boolean normalised) {
        return convolution(key, 1, 1, normalised);
    }

    private Layer convolution(TableKey key, int kernel, int stride, boolean normalised) {
        Activation activation = dialect == TableDialect.MIDDLE_WIDTH ? Activation.H_SWISH : Activation.RELU6;
        return new Convolution(name(key), key.input(), key.output().channels(), kernel, stride, normalised, activation);
    }

    private Layer block(TableKey key) {
        int middle = middle(key);
        return new InvertedResidual(
                name(key),
                key.input(),
                middle,
                key.output().channels(),
                key.fields().get(Field.KERNEL),
                key.fields().get(Field.STRIDE),
                middle != key.input().channels(),
                key.field(Field.SE).orElse(0) == 1,
                activation(key));
    }

    private int middle(TableKey key) {
        long middle = dialect.middle(key);
        if (middle > WIDEST) {
            throw new IllegalArgumentException("no block is " + middle + " channels wide");
        }
        return (int) middle;
    }

    private Activation activation(TableKey key) {
        if (dialect == TableDialect.RATIO) {
            return Activation.RELU6;
        }
        return key.fields().get(Field.HS) == 1 ? Activation.H_SWISH : Activation.RELU;
    }

    private static Layer pool(TableKey key) {
        return new GlobalPool(name(key), key.input());
    }

    private List<Layer> logits(TableKey key) {
        if (dialect == TableDialect.MIDDLE_WIDTH) {
            return List.of(new Linear(name(key), key.input(), key.output().channels()));
        }
        Layer pool = pool(key);
        return List.of(pool, new Linear(name(key), pool.output(), key.output().channels()));
    }

    private static String name(TableKey key) {
        return key.kind().name();
    }
}
