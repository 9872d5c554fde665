package dev.specialize.transport;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** A board or telephone that the user's own adb reaches. */
final class AdbLink implements Link {
    /** What adb's shell ends with when it lost the device; a runner never ends so. */
    private static final int LOST = 255;

    private final DeviceAddress.Adb address;
    private final Map<String, String> environment;

    AdbLink(DeviceAddress.Adb address, Map<String, String> environment) {
        this.address = address;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return address.toString();
    }

    /** The one place where Android lets a shell execute what it was given. */
    @Override
    public String cacheFolder() {
        return "/data/local/tmp";
    }

    @Override
    public ChildProcess start(String script) {
        return adb(List.of("shell", "-T", script));
    }

    private ChildProcess adb(List<String> words) {
        List<String> command = new ArrayList<>(List.of("adb", "-s", address.serial()));
        command.addAll(words);
        try {
            return ChildProcess.start(command, environment);
        } catch (IOException e) {
            throw new DeviceException("Cannot start adb, which reaches " + name() + ". Maybe install Debian's adb.", e);
        }
    }

    @Override
    public String cacheRemedy() {
        return "remove " + cacheFolder() + "/specialize there, which may be of another user, such as adb root's";
    }

    @Override
    public void send(PayloadFile file, String to, Duration limit) {
        try {
            Path copy = Files.createTempFile("specialize", ".part");
            try (InputStream in = file.source().open()) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                push(copy, to, limit);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + file.name() + ": " + e.getMessage(), e);
        }
    }

    private void push(Path file, String to, Duration limit) {
        try (ChildProcess process = adb(List.of("push", file.toString(), to))) {
            process.within(limit, () -> {
                process.input().close();
                return process.output().transferTo(OutputStream.nullOutputStream());
            });
            int status = process.status();
            if (status != 0) {
                throw failure(status, process.errors())
                        .orElseGet(() -> Shell.failed(this, "write " + to, status, process.errors()));
            }
        } catch (TimeoutException e) {
            throw new ConnectionLostException(
                    "Copying the runner to " + name() + " took longer than " + limit.toMinutes() + " min", e);
        } catch (IOException e) {
            throw new ConnectionLostException(name() + " was lost: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<DeviceException> failure(int status, String errors) {
        boolean ofAdb = errors.contains("error: ") || errors.contains("adb: ");
        if (status == 0 || !(ofAdb || status == LOST)) {
            return Optional.empty();
        }
        if (errors.contains("unauthorized") || errors.contains("authorizing")) {
            return Optional.of(new DeviceException(
                    name() + " does not trust this machine yet. Maybe unlock it and allow debugging on its screen."));
        }
        if (errors.contains("not found") || errors.contains("no devices")) {
            return Optional.of(new ConnectionLostException(
                    name() + " is not there. Maybe plug it in, or see what is with: adb devices"));
        }
        if (errors.contains("offline")) {
            return Optional.of(new ConnectionLostException(name() + " is offline. Maybe plug it in again."));
        }
        if (errors.contains("more than one")) {
            return Optional.of(
                    new DeviceException("Several devices have the serial of " + name() + ". Maybe unplug the others."));
        }
        if (errors.contains("no permissions") || errors.contains("insufficient permissions")) {
            return Optional.of(
                    new DeviceException(
                            "adb may not use " + name()
                                    + " on this machine. Maybe install Debian's android-sdk-platform-tools-common, and plug it in again."));
        }
        if (errors.contains("doesn't support PTY args")) {
            return Optional.of(new DeviceException(name() + " is too old: its adb does not tell how commands end."));
        }
        if (errors.contains("No space left") || errors.contains("Permission denied") || errors.contains("Read-only")) {
            return Optional.empty();
        }
        return Optional.of(
                new ConnectionLostException("The connection to " + name() + " was lost" + Printable.said(errors)));
    }
}
