package dev.specialize.images;

/**
 * What the samples of a JPEG file stand for, which the JDK's reader does not tell of those with four channels.
 *
 * @param channels of a pixel
 * @param areYcc whether the first three are luminance and two colour differences
 */
record JpegColours(int channels, boolean areYcc) {
    private static final int START_OF_FRAME = 0xc0;
    private static final int LAST_START_OF_FRAME = 0xcf;
    private static final int APPLICATION_14 = 0xee;

    /** Adobe's marker says how colours were transformed (ITU-T T.872, section 6.5.3); 2 is YCCK. */
    private static final int TRANSFORM_OFFSET = 11;

    private static final int YCCK = 2;

    /** Reads the segments before the pixels; a damaged file has no channels. */
    static JpegColours of(byte[] file) {
        int transform = 0;
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            int payload = at + 4;
            if (isStartOfFrame(marker)) {
                return new JpegColours(byteAt(file, payload + 5), transform == YCCK);
            }
            if (marker == APPLICATION_14) {
                transform = byteAt(file, payload + TRANSFORM_OFFSET);
            }
            at += marker == 0xff ? 1 : 2 + ((byteAt(file, at + 2) << 8) | byteAt(file, at + 3));
        }
        return new JpegColours(0, false);
    }

    /** Three other segments have numbers in between. */
    private static boolean isStartOfFrame(int marker) {
        return marker >= START_OF_FRAME
                && marker <= LAST_START_OF_FRAME
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    private static int byteAt(byte[] file, int place) {
        return place < file.length ? file[place] & 0xff : 0;
    }

    /** Cyan, magenta, yellow and black, however stored. */
    boolean areInks() {
        return channels == 4;
    }
}
