package dev.specialize.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Lets a console say that the work goes on, while a long step has nothing to say: CI takes silence for death. */
final class Heartbeat {
    private static final long SECOND = 1;

    private Heartbeat() {}

    /** Does the work, and returns what it returns. */
    static int during(IntSupplier work, Console console) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> beats = clock.scheduleAtFixedRate(console::beat, SECOND, SECOND, TimeUnit.SECONDS);
        try {
            return work.getAsInt();
        } finally {
            beats.cancel(true);
            clock.shutdownNow();
        }
    }
}
