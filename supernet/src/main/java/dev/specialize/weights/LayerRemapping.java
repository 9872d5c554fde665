package dev.specialize.weights;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;

/**
 * Makes the tensors of one layer from those of the donor's layer of the same kind.
 *
 * @param in how the channels that it reads correspond; the result is how those that it writes do
 */
record LayerRemapping(Place<Layer> place, ClassNames names, Transplant transplant, InputMap in)
        implements LayerVisitor<InputMap> {
    @Override
    public InputMap convolution(Convolution layer) {
        Place<Convolution> there = place.as(Convolution.class);
        ChannelMap out = there.aligned(Convolution::width).ordered();
        transplant.dense("", out, in);
        if (layer.normalised()) {
            transplant.normalization("", out);
        }
        return out;
    }

    @Override
    public InputMap invertedResidual(InvertedResidual layer) {
        Place<InvertedResidual> there = place.as(InvertedResidual.class);
        InvertedResidual donor = there.donorLayer();
        ChannelMap middle = layer.expanded()
                ? there.aligned(InvertedResidual::middle).byImportance(transplant.importance("project.weight"))
                : in.channelwise();
        ChannelMap out = there.aligned(InvertedResidual::width).ordered();
        if (layer.expanded()) {
            transplant.dense("expand.", middle, in);
            transplant.normalization("expand.", middle);
        }
        depthwise(layer, donor, middle);
        boolean gained = layer.squeezeExcite() && !donor.squeezeExcite();
        if (gained) {
            halfOpen();
        } else if (layer.squeezeExcite()) {
            excitation(there, middle);
        }
        transplant.dense("project.", out, middle, gained ? 2 : 1);
        transplant.normalization("project.", out);
        return out;
    }

    private void depthwise(InvertedResidual layer, InvertedResidual donor, ChannelMap middle) {
        Tensor kernels = middle.rows(transplant.ofDonor("depthwise.weight"));
        for (int size = donor.kernel() - 2; size >= layer.kernel(); size -= 2) {
            String matrix = KernelTransform.matrixName(size);
            kernels = transplant.donorHas(matrix)
                    ? KernelTransform.shrink(kernels, transplant.ofDonor(matrix))
                    : KernelTransform.resized(kernels, size);
        }
        transplant.put("depthwise.weight", KernelTransform.resized(kernels, layer.kernel()));
        transplant.normalization("depthwise.", middle);
        for (int size = Math.min(donor.kernel(), layer.kernel()) - 2; size > 0; size -= 2) {
            String matrix = KernelTransform.matrixName(size);
            if (transplant.has(matrix) && transplant.donorHas(matrix)) {
                transplant.put(matrix, transplant.ofDonor(matrix));
            }
        }
    }

    private void excitation(Place<InvertedResidual> there, ChannelMap middle) {
        ChannelMap squeezed =
                there.aligned(InvertedResidual::squeezed).byImportance(transplant.importance("se.expand.weight"));
        transplant.dense("se.reduce.", squeezed, middle);
        transplant.vector("se.reduce.bias", squeezed);
        transplant.dense("se.expand.", middle, squeezed);
        transplant.vector("se.expand.bias", middle);
    }

    /**
     * Squeeze-and-excitation that the donor has not begins with gates of hard-sigmoid(0) = 1/2 for every image, where their
     * slope is steepest; the projection makes up for the half.
     */
    private void halfOpen() {
        transplant.fill("se.expand.weight", 0);
        transplant.fill("se.expand.bias", 0);
    }

    @Override
    public InputMap bottleneck(Bottleneck layer) {
        Place<Bottleneck> there = place.as(Bottleneck.class);
        ChannelAlignment middle = there.aligned(Bottleneck::middle);
        ChannelMap reduced = middle.byImportance(transplant.importance("spatial.weight"));
        ChannelMap spatial = middle.byImportance(transplant.importance("expand.weight"));
        ChannelMap out = there.aligned(Bottleneck::width).ordered();
        transplant.dense("reduce.", reduced, in);
        transplant.normalization("reduce.", reduced);
        transplant.dense("spatial.", spatial, reduced);
        transplant.normalization("spatial.", spatial);
        transplant.dense("expand.", out, spatial);
        transplant.normalization("expand.", out);
        if (layer.projected()) {
            transplant.dense("shortcut.", out, in);
            transplant.normalization("shortcut.", out);
        }
        return out;
    }

    @Override
    public InputMap globalPool(GlobalPool layer) {
        return in;
    }

    @Override
    public InputMap linear(Linear layer) {
        Linear donor = place.as(Linear.class).donorLayer();
        ClassMap classes = names.between(donor.width(), layer.width());
        if (classes.common() > 0) {
            transplant.classifier(classes, in);
        }
        return ChannelMap.identity(layer.width());
    }
}
