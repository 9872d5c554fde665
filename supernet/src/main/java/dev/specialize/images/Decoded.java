package dev.specialize.images;

import java.util.Optional;

/** What came of decoding an image file. */
sealed interface Decoded {
    Optional<Frame> frame();

    /** Why not, to be read after the name of the file. */
    Optional<String> problem();

    /** It is an image. */
    record Image(Frame pixels) implements Decoded {
        @Override
        public Optional<Frame> frame() {
            return Optional.of(pixels);
        }

        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }
    }

    /** It is not, or not one that can be read. */
    record Unreadable(String reason) implements Decoded {
        @Override
        public Optional<Frame> frame() {
            return Optional.empty();
        }

        @Override
        public Optional<String> problem() {
            return Optional.of(reason);
        }
    }
}
