package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import dev.specialize.transport.Payload.PayloadFile;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A runner that lies ready on a device.
 *
 * @param folder of the runner and its library, named by their hash
 * @param sha256 of the two
 */
record Deployment(Platform platform, String folder, String sha256) {
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** Some 30 MB over a slow wireless network. */
    private static final Duration TRANSFER = Duration.ofMinutes(15);

    private static final String MARK = "specialize-device";

    /** Long enough to tell versions apart. */
    private static final int NAME_LENGTH = 16;

    /** Puts the runner onto the device, or finds that it is there; what is there is checked each time. */
    static Deployment to(Link link) {
        Shell shell = new Shell(link, ANSWER);
        Shell.Result told =
                shell.require("ask for the system", "echo " + MARK + " $(uname -s) $(uname -m) " + link.cacheFolder());
        List<String> words = Shell.marked(told.lines(), MARK);
        if (words.size() != 3 || !words.get(2).startsWith("/")) {
            throw new DeviceException(link.name() + " does not tell what it is. It said: "
                    + Printable.line(String.join(" ", told.lines()), 200));
        }
        Platform platform = Platform.of(link.name(), words.get(0), words.get(1));
        try (Payload payload = Payload.unpack(platform)) {
            String name = payload.sha256().substring(0, NAME_LENGTH);
            String folder = Shell.plain(words.get(2) + "/specialize/" + name);
            payload.files().forEach(file -> put(link, shell, payload, file, folder));
            return new Deployment(platform, folder, payload.sha256());
        }
    }

    private static void put(Link link, Shell shell, Payload payload, PayloadFile file, String folder) {
        String there = folder + "/" + file.name();
        if (holds(shell, there, file.sha256())) {
            return;
        }
        String arriving = folder + "/." + file.name() + "." + UUID.randomUUID() + ".part";
        // what a connection that was cut has left behind goes first
        shell.require(
                "make the folder " + folder,
                "umask 077; mkdir -p " + folder + " && rm -f " + folder + "/." + file.name() + ".*.part");
        try {
            link.send(payload.folder().resolve(file.name()), arriving, TRANSFER);
            if (!holds(shell, arriving, file.sha256())) {
                throw new DeviceException(there + " did not arrive whole on " + link.name()
                        + ", or it has no sha256sum. Maybe its disk is full or broken.");
            }
            shell.require("put " + there, "chmod 700 " + arriving + " && mv -f " + arriving + " " + there);
        } catch (DeviceException e) {
            remove(shell, arriving, e);
            throw e;
        }
    }

    private static boolean holds(Shell shell, String file, String sha256) {
        return shell.run("sha256sum " + file).lines().stream().anyMatch(line -> line.startsWith(sha256 + " "));
    }

    private static void remove(Shell shell, String file, DeviceException cause) {
        try {
            shell.run("rm -f " + file);
        } catch (DeviceException e) {
            cause.addSuppressed(e);
        }
    }

    /** The script that starts the runner. The shell stays, so that it tells by which signal a runner died. */
    String script(RunnerOptions options, int waitSeconds) {
        return "cd " + folder + " && ./" + Payload.RUNNER + " --library ./" + Payload.LIBRARY
                + " --lock ../device.lock --wait " + waitSeconds + " --threads " + options.threads()
                + options.cores().map(cores -> " --cores " + cores).orElse("")
                + "; exit $?";
    }
}
