package dev.specialize.cli;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.devices.UnknownDeviceException;
import dev.specialize.export.ExportException;
import dev.specialize.export.VerificationException;
import dev.specialize.files.InvalidFileException;
import dev.specialize.latency.DeviceBusyException;
import dev.specialize.latency.MissingBlocksException;
import dev.specialize.latency.UnknownTableException;
import dev.specialize.latency.UnstableMeasurementException;
import dev.specialize.platform.NonconformingModelException;
import dev.specialize.quantization.QuantizationException;
import dev.specialize.search.InfeasibleException;
import dev.specialize.specialization.BudgetMissedException;
import dev.specialize.supernet.WrongArithmeticException;
import dev.specialize.training.TrainingDivergedException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What a command ends with. */
final class ExitCode {
    static final int DONE = 0;
    static final int BUG = 1;
    static final int USAGE = 2;
    static final int INFEASIBLE = 3;
    static final int DEVICE = 4;
    static final int VERIFICATION = 5;
    static final int INTERRUPTED = 130;

    private static final Map<Integer, List<Class<? extends RuntimeException>>> CAUSES = Map.of(
            USAGE,
            List.of(
                    InvalidFileException.class,
                    UncheckedIOException.class,
                    UnknownDeviceException.class,
                    ProfileMismatchException.class,
                    MissingBlocksException.class,
                    UnknownTableException.class,
                    ExportException.class,
                    QuantizationException.class,
                    TrainingDivergedException.class,
                    WrongArithmeticException.class,
                    IllegalArgumentException.class),
            INFEASIBLE,
            List.of(InfeasibleException.class),
            DEVICE,
            List.of(DeviceException.class, DeviceBusyException.class, UnstableMeasurementException.class),
            VERIFICATION,
            List.of(VerificationException.class, NonconformingModelException.class, BudgetMissedException.class));

    private ExitCode() {}

    static int of(Throwable problem) {
        return CAUSES.entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(type -> type.isInstance(problem)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(BUG);
    }

    /** Whether a problem says that there is no model that keeps what is asked for, which overtakes a former one. */
    static boolean isVerdict(Throwable problem) {
        int code = of(problem);
        return code == INFEASIBLE || code == VERIFICATION;
    }
}
