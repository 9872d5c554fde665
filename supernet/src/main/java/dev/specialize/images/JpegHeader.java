package dev.specialize.images;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the JDK's reader does not tell of a JPEG file: what samples stand for where they are of four channels, and how the
 * picture lies.
 *
 * @param channels of a pixel
 * @param inYcc whether the first three are stored as luminance and two colour differences
 */
record JpegHeader(int channels, boolean inYcc, Orientation orientation) {
    private static final int START_OF_FRAME = 0xc0;
    private static final int LAST_START_OF_FRAME = 0xcf;
    private static final int APPLICATION_1 = 0xe1;
    private static final int APPLICATION_14 = 0xee;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    /** Adobe's marker says how colours were transformed (ITU-T T.872, section 6.5.3); 2 is YCCK. */
    private static final int TRANSFORM_OFFSET = 11;

    private static final int YCCK = 2;

    /** Reads the segments before the pixels; a damaged file has no channels. */
    static JpegHeader of(byte[] file) {
        int transform = 0;
        Orientation orientation = Orientation.UPRIGHT;
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            int payload = at + 4;
            int end = at + 2 + ((byteAt(file, at + 2) << 8) | byteAt(file, at + 3));
            if (isStartOfFrame(marker)) {
                return new JpegHeader(byteAt(file, payload + 5), transform == YCCK, orientation);
            }
            if (marker == APPLICATION_14) {
                transform = byteAt(file, payload + TRANSFORM_OFFSET);
            }
            if (marker == APPLICATION_1 && isExif(file, payload)) {
                int last = Math.max(payload, Math.min(end, file.length));
                orientation = Orientation.inExif(Arrays.copyOfRange(file, payload, last));
            }
            at = marker == 0xff ? at + 1 : end;
        }
        return new JpegHeader(0, false, Orientation.UPRIGHT);
    }

    /** Three other segments have numbers in between. */
    private static boolean isStartOfFrame(int marker) {
        return marker >= START_OF_FRAME
                && marker <= LAST_START_OF_FRAME
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    private static boolean isExif(byte[] file, int payload) {
        int end = Math.min(payload + EXIF.length, file.length);
        return Arrays.equals(file, payload, end, EXIF, 0, EXIF.length);
    }

    private static int byteAt(byte[] file, int place) {
        return place < file.length ? file[place] & 0xff : 0;
    }

    /** Cyan, magenta, yellow and black, however stored. */
    boolean areInks() {
        return channels == 4;
    }
}
