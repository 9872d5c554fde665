package dev.specialize.quantization;

import java.util.Arrays;

/**
 * Images by which the ranges of activations are found.
 *
 * @param values (count, channels, height, width), normalised as the network expects; shared with the caller, who must not
 *     write to them
 */
@SuppressWarnings("ArrayRecordComponent") // a million pixels that nobody changes: a copy on each access is no option
public record CalibrationImages(float[] values, int count) {
    private static final int UNSEEN_PART = 8;

    /** For precisions that need none. */
    public static final CalibrationImages NONE = new CalibrationImages(new float[0], 0);

    public CalibrationImages {
        if (count < 0 || (count == 0 ? values.length != 0 : values.length == 0 || values.length % count != 0)) {
            throw new IllegalArgumentException(values.length + " values are not " + count + " images");
        }
    }

    /** Some of them, side by side. */
    float[] some(int begin, int end) {
        int one = values.length / count;
        return Arrays.copyOfRange(values, begin * one, end * one);
    }

    /** The first ones. */
    CalibrationImages first(int most) {
        return count <= most ? this : new CalibrationImages(some(0, most), most);
    }

    /** All but the last ones, or all if there are too few to leave some out. */
    CalibrationImages seen() {
        return first(count - unseenCount());
    }

    /** The last ones, or all. */
    CalibrationImages unseen() {
        int unseen = unseenCount();
        return unseen == 0 ? this : new CalibrationImages(some(count - unseen, count), unseen);
    }

    private int unseenCount() {
        return count / UNSEEN_PART;
    }
}
