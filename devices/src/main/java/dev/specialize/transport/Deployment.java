package dev.specialize.transport;

import dev.specialize.devices.DeviceException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A runner that lies ready on a device.
 *
 * @param folder of the runner and its libraries, named by their hash
 * @param sha256 of these
 */
record Deployment(Platform platform, Libraries libraries, String folder, String sha256) {
    /** Whose C library the runner uses. */
    enum Libraries {
        THE_DEVICES_OWN,
        /** Put there with it. On telephones nobody has tried that yet. */
        BROUGHT
    }

    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** Some 30 MB over a slow wireless network. */
    private static final Duration TRANSFER = Duration.ofMinutes(15);

    /** Nothing takes so long to arrive, so what is as old arrives no more. */
    private static final int LEFT_BEHIND_MINUTES = 60;

    private static final String MARK = "specialize-device";
    private static final String GLIBC = "glibc";

    /** Long enough to tell versions apart. */
    private static final int NAME_LENGTH = 16;

    /** Puts the runner onto the device, or finds that it is there; what is there is checked each time. */
    static Deployment to(Link link) {
        Shell shell = new Shell(link, ANSWER);
        String loaders = Stream.of(Platform.values())
                .map(platform -> "-e /lib/" + platform.loader() + " -o -e /lib64/" + platform.loader())
                .collect(Collectors.joining(" -o "));
        Shell.Result told = shell.require(
                "ask for the system",
                "echo " + MARK + " $(uname -s) $(uname -m) " + link.cacheFolder() + " $(test " + loaders + " && echo "
                        + GLIBC + " || echo none)");
        List<String> words = Shell.marked(told.lines(), MARK);
        if (words.size() != 4 || !words.get(2).startsWith("/")) {
            throw new DeviceException(link.name() + " does not tell what it is. It said: "
                    + Printable.line(String.join(" ", told.lines()), 200));
        }
        Platform platform = Platform.of(link.name(), words.get(0), words.get(1));
        Libraries libraries = words.get(3).equals(GLIBC) ? Libraries.THE_DEVICES_OWN : Libraries.BROUGHT;
        Payload payload =
                libraries == Libraries.BROUGHT ? Payload.selfContained(link.name(), platform) : Payload.of(platform);
        String sha256 = payload.sha256();
        String folder = Shell.plain(words.get(2) + "/specialize/" + sha256.substring(0, NAME_LENGTH));
        missing(shell, payload, folder).forEach(file -> put(link, shell, file, folder));
        return new Deployment(platform, libraries, folder, sha256);
    }

    /** Those that are not there, or damaged. What a connection that was cut left behind is removed. */
    private static List<PayloadFile> missing(Shell shell, Payload payload, String folder) {
        String names = payload.files().stream().map(PayloadFile::name).collect(Collectors.joining(" "));
        // what another run is sending stays
        List<String> sums = shell.run("cd " + folder + " && { find . -name \".*.part\" -mmin +" + LEFT_BEHIND_MINUTES
                        + " -exec rm -f {} + 2>/dev/null; sha256sum " + names + "; }")
                .lines();
        return payload.files().stream()
                .filter(file -> !sums.contains(file.sha256() + "  " + file.name()))
                .toList();
    }

    private static void put(Link link, Shell shell, PayloadFile file, String folder) {
        String there = folder + "/" + file.name();
        String arriving = folder + "/." + file.name() + "." + UUID.randomUUID() + ".part";
        shell.require("make the folder " + folder, "umask 077; mkdir -p " + folder);
        try {
            link.send(file, arriving, TRANSFER);
            List<String> sums = shell.run("sha256sum " + arriving).lines();
            if (!sums.contains(file.sha256() + "  " + arriving)) {
                throw new DeviceException(there + " did not arrive whole on " + link.name()
                        + ", or it has no sha256sum. Maybe its disk is full or broken.");
            }
            shell.require("put " + there, "chmod 700 " + arriving + " && mv -f " + arriving + " " + there);
        } catch (DeviceException e) {
            remove(shell, arriving, e);
            throw e;
        }
    }

    private static void remove(Shell shell, String file, DeviceException cause) {
        try {
            shell.run("rm -f " + file);
        } catch (DeviceException e) {
            cause.addSuppressed(e);
        }
    }

    /** By which a profile knows what timed its models, see {@link dev.specialize.devices.RuntimeSettings#runner}. */
    String runner() {
        return (libraries == Libraries.BROUGHT ? "native with glibc " : "native ") + sha256;
    }

    /** The script that starts the runner. The shell stays, so that it tells by which signal a runner died. */
    String script(RunnerOptions options, int waitSeconds) {
        String loader = libraries == Libraries.BROUGHT ? "./" + platform.loader() + " --library-path . " : "";
        return "cd " + folder + " && " + loader + "./" + Payload.RUNNER + " --library ./" + Payload.LIBRARY
                + " --lock ../device.lock --wait " + waitSeconds + " --threads " + options.threads()
                + options.cores().map(cores -> " --cores " + cores).orElse("")
                + "; exit $?";
    }
}
