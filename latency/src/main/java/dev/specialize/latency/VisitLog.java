package dev.specialize.latency;

import dev.specialize.devices.Samples;
import java.util.function.BooleanSupplier;
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
        public boolean patient(BooleanSupplier now) {
            return now.getAsBoolean();
        }

        @Override
        public boolean exhausted() {
            return true;
        }
    };

    /** The samples of the next visit: as the log knows them, else as {@code measure} finds them. */
    Samples next(String subject, Supplier<Samples> measure);

    /**
     * Whether there is time to repeat visits: before a visit that the log knows, what was found then, so that the same way is
     * walked again.
     *
     * @param now what is found now
     */
    boolean patient(BooleanSupplier now);

    /** True when the next visit has to be made. */
    boolean exhausted();
}
