package dev.specialize.images;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Decoded images, as many as fit a number of bytes. The first ones stay: as each epoch asks for every image once, driving
 * one out for another would gain nothing, and always driving out the oldest would keep none until it is asked for again.
 * Thread-safe.
 */
final class FrameCache {
    /** Of an image's objects, beside its pixels. */
    private static final int BYTES_AROUND = 64;

    private final long mostBytes;
    private final AtomicReferenceArray<Frame> frames;
    private final AtomicLong bytes = new AtomicLong();

    /** @param count of places */
    FrameCache(int count, long mostBytes) {
        this.mostBytes = mostBytes;
        frames = new AtomicReferenceArray<>(count);
    }

    Optional<Frame> get(int place) {
        return Optional.ofNullable(frames.get(place));
    }

    /** Keeps an image if there is room for it. */
    void offer(int place, Frame frame) {
        long more = bytes(frame.pixels().length);
        if (bytes.addAndGet(more) > mostBytes || !frames.compareAndSet(place, null, frame)) {
            bytes.addAndGet(-more);
        }
    }

    /** Room for the images at the given places, in that order, with those of them that are here. */
    FrameCache select(int... places) {
        FrameCache selected = new FrameCache(places.length, mostBytes);
        for (int i = 0; i < places.length; i++) {
            int to = i;
            get(places[i]).ifPresent(frame -> selected.offer(to, frame));
        }
        return selected;
    }

    /** What an image of so many bytes of pixels takes. */
    static long bytes(long pixels) {
        return pixels + BYTES_AROUND;
    }

    /** What is kept takes. */
    long bytes() {
        return bytes.get();
    }
}
