package dev.specialize.onnx;

import java.util.OptionalInt;

/**
 * How many images a model takes at once.
 *
 * @param images always so many, at least 1, which lets runtimes plan ahead; empty if the caller gives as many as it likes
 */
public record BatchSize(OptionalInt images) {
    /** One image at a time. */
    public static final BatchSize ONE = of(1);

    /** Whatever the caller gives. */
    public static final BatchSize DYNAMIC = new BatchSize(OptionalInt.empty());

    public BatchSize {
        if (images.isPresent() && images.getAsInt() < 1) {
            throw new IllegalArgumentException("a batch must have at least 1 image, got " + images.getAsInt());
        }
    }

    /** Always so many images. */
    public static BatchSize of(int images) {
        return new BatchSize(OptionalInt.of(images));
    }

    /** Such as {@code 8}, or {@code dynamic}. */
    @Override
    public String toString() {
        return images.isPresent() ? Integer.toString(images.getAsInt()) : "dynamic";
    }
}
