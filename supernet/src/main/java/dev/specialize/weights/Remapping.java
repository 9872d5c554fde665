package dev.specialize.weights;

import dev.specialize.space.BlockKind;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.util.List;

/**
 * Walks through the layers of a space and a donor side by side (parameter remapping, arXiv:2001.02525): layers correspond
 * by stage and by order; blocks beyond the depth of the donor's stage are copies of its last one.
 */
final class Remapping {
    private final SearchSpace space;
    private final Anatomy own;
    private final Anatomy donor;
    private final ClassNames names;
    private final Ledger ledger;

    Remapping(SearchSpace space, Anatomy own, Anatomy donor, ClassNames names, Ledger ledger) {
        this.space = space;
        this.own = own;
        this.donor = donor;
        this.names = names;
        this.ledger = ledger;
    }

    /** @throws IllegalArgumentException if the donor is of another kind; the message says where */
    void run() {
        requireSameKind();
        InputMap stream = images();
        for (int i = 0; i < own.stem().size(); i++) {
            stream = layer(Place.of(donor.stem().get(i), own.stem().get(i)), stream);
        }
        for (int s = 0; s < commonStages(); s++) {
            stream = stage(s, stream);
        }
        if (own.stages().size() == donor.stages().size()) {
            head(stream);
            return;
        }
        ledger.depart(
                "stages", own.stages().size() + " instead of " + donor.stages().size() + ", so all behind is new");
    }

    private int commonStages() {
        return Math.min(own.stages().size(), donor.stages().size());
    }

    private void requireSameKind() {
        if (!own.stemNames().equals(donor.stemNames())) {
            throw new IllegalArgumentException("its stem is " + donor.stemNames() + ", that of " + space.name() + " "
                    + own.stemNames() + ". Maybe choose a space of its kind with --space");
        }
        for (int i = 0; i < own.stem().size(); i++) {
            requireSameKind(donor.stem().get(i), own.stem().get(i));
        }
        for (int s = 0; s < commonStages(); s++) {
            for (int b = 0; b < donor.depth(s); b++) {
                int place = Math.min(b, own.depth(s) - 1);
                requireSameKind(donor.whole(s, b).layer(), own.whole(s, place).layer());
            }
        }
    }

    private void requireSameKind(Layer donors, Layer ours) {
        if (!donors.getClass().equals(ours.getClass())) {
            throw new IllegalArgumentException("its " + donors.name() + " is " + donors.key() + ", that of "
                    + space.name() + " " + ours.key() + ". Maybe choose a space of its kind with --space");
        }
    }

    private InputMap images() {
        int donors = donor.inputChannels();
        int ours = own.inputChannels();
        if (donors == ours) {
            return ChannelMap.identity(ours);
        }
        ledger.depart(
                "images",
                "of " + ours + " channels instead of " + donors
                        + ", so weights are summed over the old and shared out among the new");
        return new ImageChannels(donors, ours);
    }

    private InputMap layer(Place<Layer> place, InputMap in) {
        Transplant transplant = new Transplant(
                ledger, place.donorLayer(), place.layer(), donor.batchNormEpsilon(), own.batchNormEpsilon());
        InputMap out = place.layer().accept(new LayerRemapping(place, names, transplant, in));
        LayerDepartures.of(place, names, in, out)
                .forEach(reason -> ledger.depart(place.layer().name(), reason));
        return out;
    }

    private InputMap stage(int s, InputMap in) {
        List<List<Cut>> donors = donor.stages().get(s);
        List<List<Cut>> ours = own.stages().get(s);
        InputMap stream = in;
        for (int b = 0; b < Math.min(donors.size(), ours.size()); b++) {
            stream = layer(Place.of(donors.get(b), ours.get(b)), stream);
        }
        for (int b = donors.size(); b < ours.size(); b++) {
            if (donors.size() > 1) {
                layer(Place.of(donors.get(donors.size() - 1), ours.get(b)), stream);
            }
            toIdentity(s, own.whole(s, b).layer().name());
        }
        if (ours.size() < donors.size()) {
            ledger.depart("stages." + s, ours.size() + " blocks instead of " + donors.size());
        }
        return stream;
    }

    /**
     * A block that adds its input hands it on unchanged while the last scale and shift are 0 (Net2DeeperNet,
     * arXiv:1511.05641; zero scales as in arXiv:1706.02677, section 5.1).
     */
    private void toIdentity(int stage, String block) {
        BlockKind kind = space.stages().get(stage).kind();
        String last = switch (kind) {
            case INVERTED_RESIDUAL -> ".project.";
            case BOTTLENECK -> ".expand.";
            case CONVOLUTION, POOLED_CONVOLUTION -> ".";
        };
        ledger.fill(block + last + "bn.weight", 0);
        ledger.fill(block + last + "bn.bias", 0);
        ledger.identity(block);
    }

    private void head(InputMap in) {
        InputMap stream = in;
        for (int i = 0; i < own.head().size(); i++) {
            Layer ours = own.head().get(i);
            if (i >= donor.head().size() || !donor.head().get(i).name().equals(ours.name())) {
                ledger.depart(ours.name(), "there is none in its place, so all behind is new");
                return;
            }
            stream = layer(Place.of(donor.head().get(i), ours), stream);
        }
    }
}
