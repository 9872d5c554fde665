package dev.specialize.weights;

import java.util.ArrayList;
import java.util.List;

/**
 * Images of another number of channels: each new channel has the sum of the old weights, divided by the number of new
 * channels. Whatever the numbers, an image with equal channels stays what it was: grey in three channels and grey in one
 * are the same.
 */
record ImageChannels(int donors, int own) implements InputMap {
    @Override
    public Tensor columns(Tensor donor, Tensor fresh) {
        int inner = (int) Tensor.elements(donor.shape().subList(2, donor.shape().size()));
        int rows = donor.shape().get(0);
        float[] out = new float[rows * own * inner];
        for (int i = 0; i < out.length; i++) {
            int row = i / (own * inner);
            double sum = 0;
            for (int c = 0; c < donors; c++) {
                sum += donor.values()[(row * donors + c) * inner + i % inner];
            }
            out[i] = (float) (sum / own);
        }
        List<Integer> shape = new ArrayList<>(donor.shape());
        shape.set(1, own);
        return new Tensor(shape, out);
    }

    @Override
    public ChannelMap channelwise() {
        throw new IllegalArgumentException("images of " + own + " channels instead of " + donors
                + " cannot be read by a layer that treats each channel alone");
    }
}
