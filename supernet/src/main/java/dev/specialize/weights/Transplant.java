package dev.specialize.weights;

import dev.specialize.space.Layer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tensors of one layer on their way from the donor's layer to ours. Names of tensors and places are those below the
 * layer; a place is empty or ends in a dot.
 *
 * @param donorEpsilon what the donor's batch normalisation adds to variances
 * @param epsilon what ours adds
 */
record Transplant(Ledger ledger, Layer donor, Layer own, double donorEpsilon, double epsilon) {
    boolean donorHas(String name) {
        return ledger.donorHas(donor.name() + "." + name);
    }

    Tensor ofDonor(String name) {
        return ledger.ofDonor(donor.name() + "." + name);
    }

    boolean has(String name) {
        return ledger.has(own.name() + "." + name);
    }

    void put(String name, Tensor made) {
        ledger.put(own.name() + "." + name, donor.name() + "." + name, made);
    }

    void fill(String name, float value) {
        ledger.fill(own.name() + "." + name, value);
    }

    /** The kernels of a convolution over all channels. */
    void dense(String place, ChannelMap out, InputMap in) {
        dense(place, out, in, 1);
    }

    /** @param gain what the weights are multiplied by */
    void dense(String place, ChannelMap out, InputMap in, float gain) {
        String name = place + "weight";
        Tensor fresh = ledger.get(own.name() + "." + name);
        Tensor made = KernelTransform.resized(
                in.columns(out.rows(ofDonor(name)), fresh), fresh.shape().get(2));
        put(name, gain == 1 ? made : scaled(made, gain));
    }

    private static Tensor scaled(Tensor tensor, float gain) {
        float[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= gain;
        }
        return new Tensor(tensor.shape(), values);
    }

    /** A row of weights and a bias for each class. */
    void classifier(ClassMap classes, InputMap in) {
        Tensor weight = ledger.get(own.name() + ".weight");
        put("weight", classes.completed(in.columns(classes.rows(ofDonor("weight")), weight), weight));
        put("bias", classes.completed(classes.rows(ofDonor("bias")), ledger.get(own.name() + ".bias")));
    }

    /** One value for each channel. */
    void vector(String name, ChannelMap channels) {
        put(name, channels.rows(ofDonor(name)));
    }

    /**
     * Normalisation by running statistics stays what it was whatever is added to variances: the scale makes up for it.
     */
    void normalization(String place, ChannelMap channels) {
        for (String part : List.of("bn.bias", "bn.mean", "bn.variance")) {
            vector(place + part, channels);
        }
        Tensor scale = channels.rows(ofDonor(place + "bn.weight"));
        put(place + "bn.weight", donorEpsilon == epsilon ? scale : adjusted(scale, channels, place));
    }

    private Tensor adjusted(Tensor scale, ChannelMap channels, String place) {
        float[] variances = channels.rows(ofDonor(place + "bn.variance")).values();
        float[] values = scale.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) Math.sqrt((variances[i] + epsilon) / (variances[i] + donorEpsilon));
        }
        return new Tensor(scale.shape(), values);
    }

    /**
     * How much of a layer's output depends on each channel that it reads: the sum of the absolute weights (the order of
     * elastic widths in arXiv:1908.09791, section 3.3).
     *
     * @param name of weights (outputs, channels, ...)
     */
    List<Double> importance(String name) {
        Tensor weights = ofDonor(name);
        int channels = weights.shape().get(1);
        int inner =
                (int) Tensor.elements(weights.shape().subList(2, weights.shape().size()));
        double[] sums = new double[channels];
        for (int i = 0; i < weights.values().length; i++) {
            sums[i / inner % channels] += Math.abs(weights.values()[i]);
        }
        return IntStream.range(0, channels).mapToObj(c -> sums[c]).toList();
    }
}
