package dev.specialize.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How the channels of an axis follow from a donor's axis of another width or with other cuts. A choice keeps a prefix of
 * the channels, so where a cut of the donor corresponds to one of ours, the channels up to it come from those up to it:
 * what the smaller choices of the donor compute stays theirs as long as every band between two such cuts grows. Where that
 * cannot be, cuts of smaller choices are given up for the larger ones.
 *
 * <p>In a band that grows each channel is there once before any is there again (Net2WiderNet, arXiv:1511.05641); one that
 * shrinks loses its last channels. Channels beyond the largest corresponding cut are copies that no consumer listens to
 * yet.
 */
final class ChannelAlignment {
    private static final Comparator<Edge> WIDEST_FIRST =
            Comparator.comparingInt(Edge::own).thenComparingInt(Edge::donor).reversed();

    private final TreeSet<Integer> donorCuts;
    private final TreeSet<Integer> cuts;
    private final List<Edge> edges;

    /**
     * @param donorCuts widths that the donor's choices leave, the whole one among them
     * @param cuts widths that our choices leave, the whole one among them
     * @param corresponding for each width of the donor's one of ours
     */
    ChannelAlignment(Collection<Integer> donorCuts, Collection<Integer> cuts, List<Edge> corresponding) {
        this.donorCuts = new TreeSet<>(donorCuts);
        this.cuts = new TreeSet<>(cuts);
        edges = kept(corresponding);
    }

    /** Two prefixes that correspond. */
    record Edge(int donor, int own) {
        private static final Edge START = new Edge(0, 0);

        boolean grows() {
            return own >= donor;
        }

        Edge minus(Edge other) {
            return new Edge(donor - other.donor, own - other.own);
        }
    }

    /** From the widest down, those that neither cross nor squeeze a wider one. */
    private static List<Edge> kept(List<Edge> corresponding) {
        List<Edge> sorted = corresponding.stream().sorted(WIDEST_FIRST).toList();
        Edge widest = sorted.get(0);
        List<Edge> kept = new ArrayList<>(List.of(widest));
        Edge above = widest;
        for (Edge edge : sorted) {
            boolean below = edge.own < above.own && edge.donor <= above.donor;
            if (below && (!widest.grows() || (edge.grows() && above.minus(edge).grows()))) {
                kept.add(edge);
                above = edge;
            }
        }
        kept.add(Edge.START);
        Collections.reverse(kept);
        return kept;
    }

    /** Channels in the donor's order. */
    ChannelMap ordered() {
        return map(IntStream.range(0, donorCuts.last()).boxed().toList());
    }

    /**
     * Channels in the order of their importance inside each of the donor's bands, so that our cuts inside a band keep the
     * important ones; in the donor's order if the cuts are the same.
     *
     * @param importance of each of the donor's channels
     */
    ChannelMap byImportance(List<Double> importance) {
        if (donorCuts.equals(cuts)) {
            return ordered();
        }
        List<Integer> order = new ArrayList<>();
        int from = 0;
        for (int to : donorCuts) {
            IntStream.range(from, to)
                    .boxed()
                    .sorted(Comparator.comparing(importance::get, Comparator.reverseOrder()))
                    .forEach(order::add);
            from = to;
        }
        return map(order);
    }

    private ChannelMap map(List<Integer> order) {
        List<Integer> origins = new ArrayList<>();
        List<Integer> listened = new ArrayList<>();
        for (int i = 1; i < edges.size(); i++) {
            Edge band = edges.get(i).minus(edges.get(i - 1));
            for (int c = 0; c < band.own; c++) {
                if (band.donor == 0) {
                    silent(order, edges.get(i).donor, c, origins, listened);
                    continue;
                }
                int place = c % band.donor;
                origins.add(order.get(edges.get(i - 1).donor + place));
                listened.add(band.own / band.donor + (place < band.own % band.donor ? 1 : 0));
            }
        }
        Edge last = edges.get(edges.size() - 1);
        for (int c = 0; last.own + c < cuts.last(); c++) {
            silent(order, last.donor, c, origins, listened);
        }
        return new ChannelMap(donorCuts.last(), origins, listened);
    }

    private static void silent(
            List<Integer> order, int available, int index, List<Integer> origins, List<Integer> listened) {
        origins.add(order.get(index % available));
        listened.add(0);
    }
}
