package dev.specialize.images;

/** Which part of a picture is kept, and how large. */
sealed interface Framing {
    Placement of(int width, int height);

    /** Pixels of the shorter side of what is kept, at most. */
    int size();

    /**
     * The picture, scaled, and a window of it.
     *
     * @param scaledWidth of the whole picture
     * @param x column of the window's left edge in it
     */
    record Placement(int scaledWidth, int scaledHeight, int x, int y, int width, int height) {
        private static Placement middle(int scaledWidth, int scaledHeight, int width, int height) {
            int x = (scaledWidth - width) / 2;
            int y = (scaledHeight - height) / 2;
            return new Placement(scaledWidth, scaledHeight, x, y, width, height);
        }
    }

    /**
     * A square from the middle, as networks are evaluated.
     *
     * @param shorterSide of the scaled picture
     */
    record Square(int size, int shorterSide) implements Framing {
        @Override
        public Placement of(int width, int height) {
            double scale = (double) shorterSide / Math.min(width, height);
            return Placement.middle(side(width, scale, shorterSide), side(height, scale, shorterSide), size, size);
        }
    }

    /**
     * Nearly everything, to cut training images from: never enlarged, and of panoramas a middle twice as long as high.
     *
     * @param size of the shorter side, at most
     */
    record Whole(int size) implements Framing {
        private static final int LONGEST = 2;

        @Override
        public Placement of(int width, int height) {
            int shorter = Math.min(width, height);
            double scale = Math.min(1, (double) size / shorter);
            int kept = Math.min(shorter, size);
            int scaledWidth = side(width, scale, kept);
            int scaledHeight = side(height, scale, kept);
            return Placement.middle(
                    scaledWidth,
                    scaledHeight,
                    Math.min(scaledWidth, LONGEST * kept),
                    Math.min(scaledHeight, LONGEST * kept));
        }
    }

    private static int side(int pixels, double scale, int least) {
        return (int) Math.max(least, Math.round(pixels * scale));
    }
}
