package dev.specialize.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stand-in for the daemon of a device: as much of adb's protocol as the real client needs to run commands and to push
 * files, which are commands and files of this machine. No device is needed to prove the way to it.
 */
final class AdbDaemon implements AutoCloseable {
    /** Whether it lets in whoever comes, as a telephone that was told to trust this machine. */
    enum Trust {
        EVERYONE,
        NOBODY
    }

    private final ServerSocket socket;
    private final Path root;
    private final Trust trust;
    private final Set<AdbConnection> connections = ConcurrentHashMap.newKeySet();

    private AdbDaemon(ServerSocket socket, Path root, Trust trust) {
        this.socket = socket;
        this.root = root;
        this.trust = trust;
    }

    /** @param root what the device's {@code /data/local/tmp} is */
    static AdbDaemon start(Path root, Trust trust) throws IOException {
        AdbDaemon daemon = new AdbDaemon(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), root, trust);
        inBackground(daemon::accept);
        return daemon;
    }

    static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "adbd");
        thread.setDaemon(true);
        thread.start();
    }

    String serial() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                AdbConnection connection = new AdbConnection(client, root, trust);
                connections.add(connection);
                inBackground(connection::serve);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** Drops all connections, as a cable does that is pulled; a new one is taken. */
    void cutConnections() {
        connections.forEach(AdbConnection::close);
        connections.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        cutConnections();
    }
}
