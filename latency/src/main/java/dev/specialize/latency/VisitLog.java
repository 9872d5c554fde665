package dev.specialize.latency;

import dev.specialize.devices.Samples;
import java.util.function.Supplier;

/** Remembers visits to models. */
interface VisitLog {
    /** Forgets them at once. */
    VisitLog NONE = new VisitLog() {
        @Override
        public Samples next(String subject, Supplier<Samples> measure) {
            return measure.get();
        }

        @Override
        public boolean exhausted() {
            return true;
        }
    };

    /** The samples of the next visit: as the log knows them, else as {@code measure} finds them. */
    Samples next(String subject, Supplier<Samples> measure);

    /** True when the next visit has to be made. */
    boolean exhausted();
}
