package dev.specialize.images;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Images set aside to make choices on, where data has none: the first of an order that the seed alone decides, so that
 * the same data always split alike; a fifth of them at most, or nearly so, and of no class the last one.
 *
 * @param training places that are left
 * @param validation places that are set aside
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one method call
record Split(int[] training, int[] validation) {
    private static final int PARTS = 5;
    /** Of fewer images the number of those whose lots are low is not nearly a fifth. */
    private static final int MANY_IMAGES = 100;
    /** A fifth of all numbers are lower. */
    private static final long LOW = Long.MIN_VALUE + 2 * (Long.MAX_VALUE / PARTS);

    /** Of images in any order, which a seeded shuffle of places replaces. */
    static Split of(int[] labels, int validationImages, long seed) {
        return aFifth(labels, validationImages, Shuffle.places(labels.length, seed));
    }

    /**
     * Of images in the order of their lots. Of many those with low lots are set aside: one that is not never will be,
     * whatever others come, unless it was the last of its class.
     */
    static Split ofDrawn(int[] labels, long[] lots, int validationImages) {
        int[] places = IntStream.range(0, labels.length).toArray();
        if (labels.length < MANY_IMAGES) {
            return aFifth(labels, validationImages, places);
        }
        int low = (int) LongStream.of(lots).filter(lot -> lot < LOW).count();
        return of(labels, validationImages, places, low);
    }

    private static Split aFifth(int[] labels, int validationImages, int[] places) {
        return of(labels, Math.min(validationImages, labels.length / PARTS), places, places.length);
    }

    /**
     * Splits.
     *
     * @param most to set aside
     * @param among so many, the first
     */
    private static Split of(int[] labels, int most, int[] places, int among) {
        int[] left = new int[Arrays.stream(labels).max().orElse(0) + 1];
        Arrays.stream(labels).forEach(label -> left[label]++);
        boolean[] setAside = new boolean[labels.length];
        int found = 0;
        for (int i = 0; i < among && found < most; i++) {
            if (left[labels[places[i]]] > 1) {
                left[labels[places[i]]]--;
                setAside[places[i]] = true;
                found++;
            }
        }
        return new Split(
                IntStream.of(places).filter(place -> !setAside[place]).toArray(),
                IntStream.of(places).filter(place -> setAside[place]).toArray());
    }
}
