package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.LocalRunner;
import dev.specialize.devices.ModelRunner;
import java.nio.file.Path;
import java.util.Map;

/**
 * Opens devices by their addresses. The user's own programs reach them, with the user's own settings and keys: {@code ssh}
 * and {@code adb} as the path finds them.
 */
public final class Devices {
    private final Map<String, String> environment;

    private Devices(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** As the environment of this program says. */
    public static Devices here() {
        return with(System.getenv());
    }

    /** @param environment of the programs that reach devices: {@code PATH}, {@code HOME}, {@code XDG_CACHE_HOME} and theirs */
    public static Devices with(Map<String, String> environment) {
        return new Devices(environment);
    }

    /**
     * Starts a runner on a device, after putting it there if it is not there yet. This machine's own process runs the
     * models if the build has no runner for this machine.
     *
     * @throws dev.specialize.devices.ConnectionLostException if the device cannot be reached at the moment
     * @throws DeviceException if it cannot be used; the message says why, and what to do
     */
    public ModelRunner open(DeviceAddress address, RunnerOptions options) {
        return address.visit(new DeviceAddress.Visitor<>() {
            @Override
            public ModelRunner local() {
                return openLocal(options);
            }

            @Override
            public ModelRunner ssh(DeviceAddress.Ssh ssh) {
                return RemoteRunner.open(new SshLink(ssh, environment), options);
            }

            @Override
            public ModelRunner adb(DeviceAddress.Adb adb) {
                return RemoteRunner.open(new AdbLink(adb, environment), options);
            }
        });
    }

    private ModelRunner openLocal(RunnerOptions options) {
        if (Platform.here().filter(Payload::exists).isPresent()) {
            return RemoteRunner.open(new LocalLink(cache(), environment), options);
        }
        if (options.cores().isPresent()) {
            throw new DeviceException(
                    "Without a native runner for this machine, which this build has not, no cores can be"
                            + " chosen. Maybe start the program with: taskset -c "
                            + options.cores().get());
        }
        return LocalRunner.withThreads(options.threads());
    }

    private Path cache() {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    }
}
