package dev.specialize.images;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Images set aside to make choices on, where data has none: the first of an order that the seed alone decides, so that
 * the same data always split alike.
 *
 * @param training places that are left
 * @param validation places that are set aside
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one method call
record Split(int[] training, int[] validation) {
    /** Of images in any order, which a seeded shuffle of places replaces. */
    static Split of(int[] labels, int validationImages, long seed) {
        return of(labels, validationImages, Shuffle.places(labels.length, seed));
    }

    /** Of images in an order that was drawn already. */
    static Split ofDrawn(int[] labels, int validationImages) {
        return of(labels, validationImages, IntStream.range(0, labels.length).toArray());
    }

    /** A fifth of the images at most, and of no class the last one. */
    private static Split of(int[] labels, int validationImages, int[] places) {
        int most = Math.min(validationImages, labels.length / 5);
        int[] left = new int[Arrays.stream(labels).max().orElse(0) + 1];
        Arrays.stream(labels).forEach(label -> left[label]++);
        boolean[] setAside = new boolean[labels.length];
        int found = 0;
        for (int i = 0; i < places.length && found < most; i++) {
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
