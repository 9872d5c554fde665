package dev.specialize.latency;

import dev.specialize.latency.TableKey.Field;
import dev.specialize.latency.TableKey.Kind;

/** What the keys of a published table mean. */
enum TableDialect {
    /** Of MobileNetV3 spaces: {@code expand} is the middle width, {@code se} and {@code hs} tell what is in the block. */
    MIDDLE_WIDTH("the MobileNetV3 dialect (blocks with se and hs)"),
    /** Of ProxylessNAS spaces: {@code expand} is the ratio, and {@code Logits} includes the pooling before it. */
    RATIO("the ProxylessNAS dialect (blocks without se and hs)");

    private final String text;

    TableDialect(String text) {
        this.text = text;
    }

    /** The dialect that a block's key is written in. */
    static TableDialect of(TableKey block) {
        return block.fields().containsKey(Field.SE) ? MIDDLE_WIDTH : RATIO;
    }

    /** @throws IllegalArgumentException if the key is of the other dialect */
    void requireHas(TableKey key) {
        if (key.kind() == Kind.BLOCK ? of(key) != this : !hasEnd(key.kind())) {
            throw new IllegalArgumentException("does not belong in " + text + ", as the table's other entries are");
        }
    }

    private boolean hasEnd(Kind kind) {
        return this == MIDDLE_WIDTH || (kind != Kind.POOL && kind != Kind.FEATURE);
    }

    /**
     * Multiply-accumulates of an entry; the values read, where it only pools. The number tells units apart, so that it is
     * off by the few of squeeze-and-excitation does not matter.
     */
    double macs(TableKey key) {
        double in = key.input().channels();
        double out = key.output().channels();
        return switch (key.kind()) {
            case STEM -> 9 * in * out * key.output().pixels();
            case EXPAND, FEATURE -> in * out * key.output().pixels();
            case POOL -> key.input().elements();
            case LOGITS -> in * out;
            case BLOCK -> blockMacs(key);
        };
    }

    private double blockMacs(TableKey key) {
        double middle = middle(key);
        double expansion =
                middle == key.input().channels() ? 0 : middle * key.input().elements();
        double kernel = key.fields().get(Field.KERNEL);
        return expansion
                + middle
                        * (kernel * kernel + key.output().channels())
                        * key.output().pixels();
    }

    /** Width between a block's expansion and projection. */
    long middle(TableKey block) {
        int expand = block.fields().get(Field.EXPAND);
        return this == MIDDLE_WIDTH ? expand : (long) expand * block.input().channels();
    }

    /** As a sentence names it. */
    @Override
    public String toString() {
        return text;
    }
}
