package dev.specialize.images;

import java.util.SplittableRandom;

/** Seeded permutations. */
final class Shuffle {
    private Shuffle() {}

    /** The numbers below {@code count} in an order that depends on the seed alone (Fisher-Yates, inside out). */
    static int[] places(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            places[i] = places[j];
            places[j] = i;
        }
        return places;
    }
}
