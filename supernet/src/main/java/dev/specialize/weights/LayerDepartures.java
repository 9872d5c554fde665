package dev.specialize.weights;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Sequel;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a layer cannot compute what the donor's does, whatever its tensors are.
 *
 * @param in how the channels that it reads correspond
 * @param out how those that it writes do
 * @param reasons takes what is found
 */
record LayerDepartures(Place<Layer> place, ClassNames names, InputMap in, InputMap out, List<String> reasons)
        implements LayerVisitor<Void> {
    /** In words, none if there is no reason. */
    static List<String> of(Place<Layer> place, ClassNames names, InputMap in, InputMap out) {
        List<String> reasons = new ArrayList<>();
        place.layer().accept(new LayerDepartures(place, names, in, out, reasons));
        return reasons;
    }

    @Override
    public Void convolution(Convolution layer) {
        Place<Convolution> there = place.as(Convolution.class);
        Convolution donor = there.donorLayer();
        note("activation", layer.activation(), donor.activation());
        note("stride", layer.stride(), donor.stride());
        note("what follows is", layer.sequel(), donor.sequel());
        kernel(layer.kernel(), donor.kernel());
        lost("channels", there.aligned(Convolution::width));
        if (layer.sequel() == Sequel.ADD_INPUT) {
            requireSameStream();
        }
        return null;
    }

    @Override
    public Void invertedResidual(InvertedResidual layer) {
        Place<InvertedResidual> there = place.as(InvertedResidual.class);
        InvertedResidual donor = there.donorLayer();
        note("activation", layer.activation(), donor.activation());
        note("stride", layer.stride(), donor.stride());
        kernel(layer.kernel(), donor.kernel());
        lost("channels", there.aligned(InvertedResidual::width));
        if (layer.expanded()) {
            lost("channels in the middle", there.aligned(InvertedResidual::middle));
        }
        if (donor.squeezeExcite() && layer.squeezeExcite()) {
            lost("squeezed channels", there.aligned(InvertedResidual::squeezed));
        } else if (donor.squeezeExcite()) {
            reasons.add("has no squeeze-and-excitation");
        }
        residual(there.counterpart().residual(), donor.residual());
        return null;
    }

    private void residual(boolean adds, boolean added) {
        if (adds != added) {
            reasons.add(adds ? "adds its input" : "does not add its input");
        } else if (adds) {
            requireSameStream();
        }
    }

    @Override
    public Void bottleneck(Bottleneck layer) {
        Place<Bottleneck> there = place.as(Bottleneck.class);
        Bottleneck donor = there.donorLayer();
        note("activation", layer.activation(), donor.activation());
        note("stride", layer.stride(), donor.stride());
        kernel(layer.kernel(), donor.kernel());
        lost("channels", there.aligned(Bottleneck::width));
        lost("channels in the middle", there.aligned(Bottleneck::middle));
        if (!layer.projected()) {
            requireSameStream();
        }
        return null;
    }

    @Override
    public Void globalPool(GlobalPool layer) {
        return null;
    }

    @Override
    public Void linear(Linear layer) {
        int own = layer.width();
        int donors = place.as(Linear.class).donorLayer().width();
        int common = names.between(donors, own).common();
        if (common == 0) {
            reasons.add((own == donors ? "other classes" : own + " classes instead of " + donors) + ", so it is new");
        } else if (common < Math.max(own, donors)) {
            String more = common < own ? ", and " + (own - common) + " new" : "";
            reasons.add(common + " of " + donors + " classes" + more);
        }
        return null;
    }

    private void note(String what, Object own, Object donors) {
        if (!own.equals(donors)) {
            reasons.add(what + " " + own + " instead of " + donors);
        }
    }

    private void kernel(int own, int donors) {
        if (own < donors) {
            reasons.add("kernel " + own + " instead of " + donors);
        }
    }

    private void lost(String what, ChannelAlignment alignment) {
        ChannelMap channels = alignment.ordered();
        if (channels.lost() > 0) {
            reasons.add(channels.donors() - channels.lost() + " of " + channels.donors() + " " + what);
        }
    }

    /** Where the input is added, its channels must be those of the output. */
    private void requireSameStream() {
        int channels = place.counterpart().output().channels();
        List<Integer> read = in.channelwise().origins().subList(0, channels);
        if (!read.equals(out.channelwise().origins().subList(0, channels))) {
            reasons.add("what it adds to its input has its channels in another order");
        }
    }
}
