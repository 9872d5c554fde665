package dev.specialize.weights;

import dev.specialize.space.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A layer and the donor's that it starts from, with what choices leave of both.
 *
 * @param donor cuts of the donor's layer, the whole one last
 * @param own cuts of the layer, the whole one last
 * @param pairs for each of the donor's cuts the one that is to compute the same
 */
record Place<L extends Layer>(List<L> donor, List<L> own, List<Pair<L>> pairs) {
    Place {
        donor = List.copyOf(donor);
        own = List.copyOf(own);
        pairs = List.copyOf(pairs);
    }

    /** Two cuts that correspond. */
    record Pair<L>(L donor, L own) {}

    /** A block of a stage: of each of its widths and expansions there is to be enough. */
    static Place<Layer> of(List<Cut> donor, List<Cut> own) {
        Widths inputs = widths(donor, own, Cut::inputs);
        Widths outputs = widths(donor, own, Cut::outputs);
        List<Double> expands = own.stream().map(Cut::expand).distinct().toList();
        List<Pair<Layer>> pairs = new ArrayList<>();
        for (Cut cut : donor) {
            int in = inputs.holding(cut.inputs());
            int out = outputs.holding(cut.outputs());
            double expand = Cut.enough(expands, cut.expand());
            Cut counterpart = own.stream()
                    .filter(ours -> ours.inputs() == in && ours.outputs() == out && ours.expand() == expand)
                    .findFirst()
                    .orElseThrow();
            pairs.add(new Pair<>(cut.layer(), counterpart.layer()));
        }
        return new Place<>(
                donor.stream().map(Cut::layer).toList(), own.stream().map(Cut::layer).toList(), pairs);
    }

    private static Widths widths(List<Cut> donor, List<Cut> own, Function<Cut, Integer> width) {
        return Widths.of(donor.stream().map(width).toList(), own.stream().map(width).toList());
    }

    /** A layer without choices. */
    static Place<Layer> of(Layer donor, Layer own) {
        return new Place<>(List.of(donor), List.of(own), List.of(new Pair<>(donor, own)));
    }

    /** The same, known to be of one kind on both sides. */
    <K extends L> Place<K> as(Class<K> kind) {
        return new Place<>(
                donor.stream().map(kind::cast).toList(),
                own.stream().map(kind::cast).toList(),
                pairs.stream()
                        .map(pair -> new Pair<>(kind.cast(pair.donor), kind.cast(pair.own)))
                        .toList());
    }

    L donorLayer() {
        return donor.get(donor.size() - 1);
    }

    L layer() {
        return own.get(own.size() - 1);
    }

    /** The cut of the layer that is to compute what the donor's whole layer does. */
    L counterpart() {
        return pairs.get(pairs.size() - 1).own;
    }

    /** How the channels of one axis of the layer correspond. */
    ChannelAlignment aligned(ToIntFunction<L> channels) {
        return new ChannelAlignment(
                donor.stream().map(channels::applyAsInt).toList(),
                own.stream().map(channels::applyAsInt).toList(),
                pairs.stream()
                        .map(pair -> new ChannelAlignment.Edge(
                                channels.applyAsInt(pair.donor), channels.applyAsInt(pair.own)))
                        .toList());
    }
}
