package dev.specialize.images;

/**
 * What is seen of a frame: a window of whole pixels, which may reach beyond the frame, mirrored left to right or not.
 *
 * @param x column of the window's left edge
 * @param y row of its upper edge
 */
record View(int x, int y, int width, int height, boolean mirrored) {
    /** The largest square in the middle, as evaluation sees a frame. */
    static View square(Frame frame) {
        int side = frame.shorterSide();
        return new View((frame.width() - side) / 2, (frame.height() - side) / 2, side, side, false);
    }

    View shifted(int right, int down) {
        return new View(x + right, y + down, width, height, mirrored);
    }

    View withMirrored(boolean yes) {
        return new View(x, y, width, height, yes);
    }
}
