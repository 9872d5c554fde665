package dev.specialize.cli;

import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Sampling;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.latency.ProcessTimes;
import dev.specialize.latency.Trial;
import dev.specialize.onnx.RuntimeRefusal;
import dev.specialize.onnx.RuntimeSession;
import dev.specialize.search.LatencyBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How long any model takes on a device. */
@Command(
        name = "time",
        mixinStandardHelpOptions = true,
        description = "Times ONNX models of float32 on a device, each in several new processes.",
        footerHeading = "%nExample:%n",
        footer = {"  specialize devices time local model.onnx --within 30ms"})
final class DevicesTimeCommand implements Callable<Integer> {
    private static final int MOST_PROCESSES = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME|ADDRESS", description = "Device, as profile takes it.")
    private String device;

    @Parameters(index = "1..*", paramLabel = "FILE", arity = "1..*", description = "Models.")
    private List<Path> files;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Processes, one after another (default: ${DEFAULT-VALUE}).")
    private int processes;

    @Option(
            names = "--quantile",
            paramLabel = "p50|p95",
            defaultValue = "p50",
            description = "Which of a process's runs counts (default: ${DEFAULT-VALUE}).")
    private String quantile;

    @Option(
            names = "--within",
            paramLabel = "BUDGET",
            description = "Fail if the mean of a model's processes is longer than that.")
    private String within;

    @Mixin
    private RunnerChoice runner;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** What is printed of one. */
    private record Timed(String file, double meanNanos, List<Double> nanosByProcess) {}

    @Override
    public Integer call() {
        if (processes < 1 || processes > MOST_PROCESSES) {
            throw new ParameterException(
                    spec.commandLine(), "--processes must be from 1 to " + MOST_PROCESSES + ", got " + processes);
        }
        Optional<LatencyBudget> budget = Optional.ofNullable(within).map(LatencyBudget::parse);
        LatencyQuantile runs = LatencyQuantile.parse(quantile);
        List<byte[]> models = files.stream().map(DevicesTimeCommand::bytes).toList();
        Console console = new Console(spec.commandLine().getErr());
        List<Timed> timed = new ArrayList<>();
        try (ModelRunner opened = DeviceAccess.open(runner.of(new DeviceAccess(Home.here()).find(device)))) {
            List<ProcessTimes> times = Trial.of(models.get(0), opened, Sampling.DEFAULT, console::note)
                    .time(models, processes, runs);
            for (int i = 0; i < times.size(); i++) {
                timed.add(new Timed(
                        files.get(i).toString(),
                        times.get(i).meanNanos(),
                        times.get(i).nanosByProcess()));
            }
        }
        print(timed);
        boolean missed = budget.isPresent()
                && timed.stream().anyMatch(t -> t.meanNanos > budget.get().nanos());
        if (missed) {
            console.problem("not every model holds " + budget.get());
        }
        return missed ? ExitCode.VERIFICATION : ExitCode.DONE;
    }

    /** Of a model that this machine's runtime accepts: what a device says of one that none does names no file. */
    private static byte[] bytes(Path file) {
        byte[] model;
        try {
            model = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        try (RuntimeSession session = RuntimeSession.load(model, 1)) {
            session.untimeable().ifPresent(why -> {
                throw new InvalidFileException(
                        file, why + ", so it cannot be timed. Maybe export it for one size, without its preprocessing");
            });
            return model;
        } catch (RuntimeRefusal e) {
            throw new InvalidFileException(file, e.getMessage(), e);
        }
    }

    private void print(List<Timed> timed) {
        if (json) {
            spec.commandLine().getOut().print(JsonFile.text(timed));
        } else {
            timed.forEach(t -> spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%.4g ms (%.4g to %.4g in %d processes)  %s%n",
                            t.meanNanos / 1e6,
                            t.nanosByProcess.stream().min(Double::compare).orElseThrow() / 1e6,
                            t.nanosByProcess.stream().max(Double::compare).orElseThrow() / 1e6,
                            t.nanosByProcess.size(),
                            t.file));
        }
        spec.commandLine().getOut().flush();
    }
}
