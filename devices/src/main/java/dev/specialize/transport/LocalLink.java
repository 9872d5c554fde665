package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This machine: its own shell, and files that are copied. */
final class LocalLink implements Link {
    private final Path cache;
    private final Map<String, String> environment;

    LocalLink(Path cache, Map<String, String> environment) {
        this.cache = cache.toAbsolutePath();
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return DeviceAddress.LOCAL;
    }

    @Override
    public String cacheFolder() {
        return Shell.plain(cache.toString());
    }

    @Override
    public ChildProcess start(String script) {
        try {
            return ChildProcess.start(List.of("sh", "-c", script), environment);
        } catch (IOException e) {
            throw new DeviceException("Cannot start a shell on this machine: " + e.getMessage(), e);
        }
    }

    @Override
    public void send(PayloadFile file, String to, Duration limit) {
        try (InputStream in = file.source().open()) {
            Files.copy(in, Path.of(to));
        } catch (IOException e) {
            throw Shell.failed(this, "write " + to, 1, Printable.line("" + e.getMessage(), 300));
        }
    }

    @Override
    public Optional<DeviceException> failure(int status, String errors) {
        return Optional.empty();
    }
}
