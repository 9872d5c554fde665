package dev.specialize.space;

import java.util.Locale;

/** The non-linearity after a layer's normalisation. */
public enum Activation {
    /** The identity. */
    NONE,
    /** max(x, 0). */
    RELU,
    /** min(max(x, 0), 6). */
    RELU6,
    /** x * clip(x + 3, 0, 6) / 6 (arXiv:1905.02244, section 5.2). */
    H_SWISH;

    /** The name in files and block keys, such as {@code h-swish}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
