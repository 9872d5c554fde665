package dev.specialize.weights;

import java.util.Collections;
import java.util.List;

/**
 * For each class of a classifier the donor's class that its row starts as.
 *
 * @param donors number of the donor's classes
 * @param origins the donor's class for each of ours, {@value #NONE} if it has none
 */
record ClassMap(int donors, List<Integer> origins) {
    static final int NONE = -1;

    ClassMap {
        origins = List.copyOf(origins);
    }

    /** How many of our classes are the donor's. */
    int common() {
        return (int) origins.stream().filter(origin -> origin != NONE).count();
    }

    /** A tensor with our classes along its first axis, of one with the donor's; rows of new classes mean nothing yet. */
    Tensor rows(Tensor donor) {
        List<Integer> some = origins.stream().map(origin -> Math.max(0, origin)).toList();
        return new ChannelMap(donors, some, Collections.nCopies(some.size(), 1)).rows(donor);
    }

    /** The same tensor with the fresh rows of new classes. */
    Tensor completed(Tensor made, Tensor fresh) {
        float[] values = made.values().clone();
        int inner = values.length / origins.size();
        for (int c = 0; c < origins.size(); c++) {
            if (origins.get(c) == NONE) {
                System.arraycopy(fresh.values(), c * inner, values, c * inner, inner);
            }
        }
        return new Tensor(made.shape(), values);
    }
}
