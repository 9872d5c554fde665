package dev.specialize.images;

/**
 * Labelled images that are asked for one by one, wherever their pixels are. The order is fixed, and any thread may ask.
 */
public interface ImageSource {
    int count();

    /** Pixels of the shorter side of a frame, at most. */
    int size();

    /** 1 for grey, 3 for red, green, blue. */
    int channels();

    /** Class index of an image. */
    int label(int place);

    /** Pixels of an image, as training sees it. */
    Frame frame(int place);

    /** Some images, as evaluation sees them: squares of one size, in memory. */
    ImageSet range(int begin, int count);

    /** Height and width of images as evaluation sees them. */
    default int evaluatedSize() {
        return size();
    }

    /**
     * The first images, as evaluation sees them: as many as are asked for, or as there are, or as {@link
     * ImageSet#MOST_MEGABYTES} hold.
     */
    default ImageSet first(int most) {
        int fitting = ImageSet.fitting(most, evaluatedSize(), channels(), ImageSet.MOST_MEGABYTES << 20);
        return range(0, Math.min(count(), fitting));
    }

    /** SHA-256 of all that decides what pixels and labels are, so that a run knows its data again. */
    String fingerprint();

    /** Class index of each image. */
    default int[] labels() {
        int[] labels = new int[count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label(i);
        }
        return labels;
    }
}
