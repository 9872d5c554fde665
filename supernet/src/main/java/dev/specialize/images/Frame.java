package dev.specialize.images;

/**
 * The pixels of one image.
 *
 * @param pixels unsigned bytes, (height, width, channels), row-major; shared, not to be written to
 * @param offset of the first one
 */
@SuppressWarnings("ArrayRecordComponent") // a window into a whole set: a copy of each image is no option
public record Frame(byte[] pixels, int offset, int width, int height) {
    public Frame {
        if (width < 1 || height < 1 || offset < 0 || offset > pixels.length - (long) width * height) {
            throw new IllegalArgumentException(
                    width + " x " + height + " pixels from " + offset + " on are not in " + pixels.length + " bytes");
        }
    }

    int shorterSide() {
        return Math.min(width, height);
    }
}
