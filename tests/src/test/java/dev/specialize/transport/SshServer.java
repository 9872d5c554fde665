package dev.specialize.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real ssh server on loopback for the user who runs the tests, with keys, settings and a cache folder of its own. */
public final class SshServer implements AutoCloseable {
    static final DeviceAddress ADDRESS = DeviceAddress.parse("ssh://board");

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private final Process process;

    private SshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** @param cache where the device keeps what it is given */
    public static SshServer start(Path folder, Path cache) throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "sshd is not installed (Debian's openssh-server)");
        Files.createDirectories(Path.of("/run/sshd"));
        key(folder, "host");
        key(folder, "user");
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        int port = freePort();
        String settings = """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                SetEnv XDG_CACHE_HOME=%s
                """.formatted(port, folder.resolve("host"), folder.resolve("authorized"), cache);
        Path file = Files.writeString(folder.resolve("sshd_config"), settings);
        Process process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        SshServer server = new SshServer(folder, port, process);
        server.awaitStart();
        Files.writeString(folder.resolve("known"), server.knownAs("host"));
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Makes a key of that name. */
    static void key(Path folder, String name) throws Exception {
        Process process = new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        folder.resolve(name).toString())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("ssh-keygen failed");
        }
    }

    private void awaitStart() throws Exception {
        for (int tries = 0; tries < 200; tries++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException("sshd did not start: " + Files.readString(folder.resolve("sshd.log")));
    }

    /** The line of a list of known hosts that says that this server has the key of that name. */
    String knownAs(String key) throws IOException {
        String[] words = Files.readString(folder.resolve(key + ".pub")).split(" ", -1);
        return "[127.0.0.1]:" + port + " " + words[0] + " " + words[1] + "\n";
    }

    /** The file of ssh's settings by which a user reaches it who has the right key and knows it. */
    public Path settings() throws IOException {
        return Path.of(environment("known", "user", port).get("SPECIALIZE_SSH_CONFIG"));
    }

    /** Devices as a user reaches them who has the right key and knows the server. */
    Devices devices() throws IOException {
        return devices("known", "user");
    }

    /**
     * @param known file of the hosts that the user knows
     * @param key that the user has
     */
    Devices devices(String known, String key) throws IOException {
        return Devices.with(environment(known, key, port));
    }

    public Map<String, String> environment(String known, String key, int atPort) throws IOException {
        String settings =
                """
                Host board
                  HostName 127.0.0.1
                  Port %d
                  User %s
                  IdentityFile %s
                  IdentitiesOnly yes
                  UserKnownHostsFile %s
                  GlobalKnownHostsFile /dev/null
                """.formatted(atPort, System.getProperty("user.name"), folder.resolve(key), folder.resolve(known));
        Path file = Files.writeString(Files.createTempFile(folder, "ssh", ".config"), settings);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SPECIALIZE_SSH_CONFIG", file.toString());
        environment.remove("SSH_AUTH_SOCK");
        return environment;
    }

    /** Ends the server's side of all connections, as a network does that goes away. */
    void cutConnections() {
        List<ProcessHandle> sessions = process.descendants()
                .filter(child ->
                        child.info().command().filter(c -> c.contains("sshd")).isPresent())
                .toList();
        sessions.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
    }
}
