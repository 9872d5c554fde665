package dev.specialize.weights;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which of our widths is to hold which of a donor's, in channels: the same in rank where there are as many and none is
 * narrower, else the smallest that is not narrower, else the widest.
 *
 * @param donors ascending
 * @param own ascending
 */
record Widths(List<Integer> donors, List<Integer> own) {
    static Widths of(Collection<Integer> donors, Collection<Integer> own) {
        return new Widths(List.copyOf(new TreeSet<>(donors)), List.copyOf(new TreeSet<>(own)));
    }

    int holding(int donorWidth) {
        return grown() ? own.get(donors.indexOf(donorWidth)) : Cut.enough(own, donorWidth);
    }

    private boolean grown() {
        if (donors.size() != own.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i) < donors.get(i)) {
                return false;
            }
        }
        return true;
    }
}
