package dev.specialize.images;

import java.util.Locale;

/** How an image is brought to a network's resolution; both are bilinear where it gets larger. */
public enum Resampling {
    /** The four nearest pixels (half-pixel centres, no antialiasing): fast, for images near the network's size. */
    BILINEAR,
    /** Where it gets smaller, a tent over all pixels that an output pixel covers, as image libraries do. */
    ANTIALIASED;

    /** The name in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
