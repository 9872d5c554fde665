package dev.specialize.images;

/** Seeds for independent streams that follow from one seed and a number, such as an epoch or a step. */
public final class Seeds {
    private Seeds() {}

    /** The finaliser of SplitMix64 (doi:10.1145/2660193.2660195) over both values. */
    public static long mix(long seed, long number) {
        long z = seed * 0x9E3779B97F4A7C15L + number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
