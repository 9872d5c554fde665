package dev.specialize.weights;

import dev.specialize.space.Layer;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

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

    /** A block of a stage. */
    static Place<Layer> of(List<Cut> donor, List<Cut> own) {
        List<Cut> counterparts = Cut.counterparts(donor, own);
        return new Place<>(
                donor.stream().map(Cut::layer).toList(),
                own.stream().map(Cut::layer).toList(),
                IntStream.range(0, donor.size())
                        .mapToObj(i -> new Pair<>(
                                donor.get(i).layer(), counterparts.get(i).layer()))
                        .toList());
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
