package dev.specialize.images;

/** How bright a colour is: 0.299 red, 0.587 green, 0.114 blue (ITU-R BT.601), in whole numbers. */
final class Luminance {
    private Luminance() {}

    /** All in 0..255. */
    static int of(int red, int green, int blue) {
        return (77 * red + 150 * green + 29 * blue + 128) >> 8;
    }
}
