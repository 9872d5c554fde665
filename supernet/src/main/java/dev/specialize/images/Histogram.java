package dev.specialize.images;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How often each value occurs in each channel. Counts add up to the same in any order, so the images may be decoded by
 * all cores.
 *
 * @param counts (channels, 256)
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one method call
record Histogram(long[][] counts) {
    private static final int BYTES = 256;
    private static final double WHITE = 255;

    /** Of the first images. */
    static Histogram of(ImageSource images, int count) {
        int channels = images.channels();
        return IntStream.range(0, count)
                .parallel()
                .collect(
                        () -> new Histogram(new long[channels][BYTES]),
                        (histogram, i) -> histogram.add(images.frame(i)),
                        Histogram::add);
    }

    private void add(Frame frame) {
        byte[] pixels = frame.pixels();
        int end = frame.offset() + frame.width() * frame.height() * counts.length;
        for (int c = 0; c < counts.length; c++) {
            long[] ofChannel = counts[c];
            for (int i = frame.offset() + c; i < end; i += counts.length) {
                ofChannel[pixels[i] & 0xff]++;
            }
        }
    }

    private void add(Histogram other) {
        for (int c = 0; c < counts.length; c++) {
            for (int value = 0; value < BYTES; value++) {
                counts[c][value] += other.counts[c][value];
            }
        }
    }

    /** Of values in 0..1. */
    double mean(int channel) {
        return meanByte(channel) / WHITE;
    }

    /** Of values in 0..1. */
    double deviation(int channel) {
        double mean = meanByte(channel);
        double sum = 0;
        for (int value = 0; value < BYTES; value++) {
            sum += counts[channel][value] * (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / LongStream.of(counts[channel]).sum()) / WHITE;
    }

    private double meanByte(int channel) {
        long sum = 0;
        for (int value = 0; value < BYTES; value++) {
            sum += counts[channel][value] * value;
        }
        return (double) sum / LongStream.of(counts[channel]).sum();
    }
}
