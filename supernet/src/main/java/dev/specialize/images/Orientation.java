package dev.specialize.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a stored picture lies: a camera stores what its sensor saw, and the Exif tag of that name says which way is up (CIPA
 * DC-008, section 4.6.4).
 *
 * @param swapped whether stored rows are columns
 * @param fromRight whether the first column is the right one
 * @param fromBottom whether the first row is the lowest one
 */
record Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    private static final int BYTES_OF_SIGNATURE = 6;
    private static final int BYTES_OF_ENTRY = 12;
    private static final int MAGIC = 42;
    private static final int TAG = 0x112;
    private static final int SHORT = 3;

    /**
     * Reads the first directory of Exif data; what is damaged, or says nothing of it, is upright.
     *
     * @param segment {@code Exif}, two zeros and a TIFF file without pixels
     */
    static Orientation inExif(byte[] segment) {
        try {
            ByteBuffer tiff = ByteBuffer.wrap(segment, BYTES_OF_SIGNATURE, segment.length - BYTES_OF_SIGNATURE)
                    .slice()
                    .order(segment[BYTES_OF_SIGNATURE] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(2) == MAGIC ? tiff.getShort(directory) & 0xffff : 0;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * BYTES_OF_ENTRY;
                if (tiff.getShort(entry) == TAG) {
                    return tiff.getShort(entry + 2) == SHORT ? of(tiff.getShort(entry + 8)) : UPRIGHT;
                }
            }
            return UPRIGHT;
        } catch (IndexOutOfBoundsException e) { // it is cut off, or points behind its end
            return UPRIGHT;
        }
    }

    /** @param value 1 to 8; others are of no meaning */
    private static Orientation of(int value) {
        return value < 1 || value > 8 ? UPRIGHT : new Orientation(value > 4, (value & 2) != 0, ((value - 1) & 2) != 0);
    }
}
