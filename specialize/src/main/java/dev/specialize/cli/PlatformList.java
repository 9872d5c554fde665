package dev.specialize.cli;

import dev.specialize.platform.AllowedOperator;
import dev.specialize.platform.NumberFormat;
import dev.specialize.platform.Platform;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Platforms in a few lines each, for a person. */
record PlatformList(List<Platform> platforms) {
    PlatformList {
        platforms = List.copyOf(platforms);
    }

    String text() {
        return platforms.stream().map(PlatformList::text).collect(Collectors.joining(String.format("%n")));
    }

    private static String text(Platform platform) {
        String formats =
                platform.precisions().stream().map(NumberFormat::toString).collect(Collectors.joining(", "));
        String operators =
                platform.operators().stream().map(AllowedOperator::toString).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s: %s%n  opset %d (IR %d), %s, %s shapes, at most %,d bytes%n  %s%s%s%n  %s%s%n  %s%n",
                platform.name(),
                platform.description(),
                platform.opset(),
                platform.irVersion(),
                platform.layout(),
                platform.shapes(),
                platform.largestFileBytes(),
                formats,
                platform.symmetricActivations() ? ", int8 with symmetric activations" : "",
                platform.reducedRange() ? ", int8 with weights of seven bits" : "",
                operators,
                platform.hostOperators().isEmpty()
                        ? ""
                        : "; at the ends, by the processor: " + String.join(", ", platform.hostOperators()),
                platform.source());
    }
}
