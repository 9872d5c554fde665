package dev.specialize.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C and its kin: a command that asks is told to stop, finishes its step and saves. The process must not end under a
 * native operation, so it waits for that.
 */
final class Interruption implements BooleanSupplier {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);

    private final Console console;

    private volatile boolean requested;
    private volatile boolean heeded;

    Interruption(Console console) {
        this.console = console;
    }

    /** @param console is told what became of the work */
    static Interruption installed(Console console) {
        Interruption interruption = new Interruption(console);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::await, "interruption"));
        return interruption;
    }

    private void await() {
        if (finished.getCount() == 0) {
            return;
        }
        requested = true;
        try {
            if (!heeded) {
                console.note("interrupted; nothing is left half-written, and a profile keeps what it has measured");
            } else {
                console.note("stopping after this step");
            }
            if (heeded && !finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                console.note("interrupted before it could be saved; what was saved before is still there");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    /** Called by a command that asks {@link #getAsBoolean} from here on. */
    void heeded() {
        heeded = true;
    }

    /** The command is over, one way or the other. */
    void finished() {
        finished.countDown();
    }

    /** True once the process was asked to end. */
    @Override
    public boolean getAsBoolean() {
        return requested;
    }
}
