package dev.specialize.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** One command or one push of a client of the stand-in daemon. */
final class AdbStream {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int EXIT = 3;
    private static final int CLOSE_STDIN = 3;
    private static final byte[] END = new byte[0];
    private static final String DEVICE_FOLDER = "/data/local/tmp";

    private final AdbConnection connection;
    private final int number;
    private final int client;
    private final Path root;
    private final BlockingQueue<byte[]> incoming = new LinkedBlockingQueue<>();
    private final Semaphore acknowledgements = new Semaphore(0);
    private byte[] rest = END;
    private volatile Process process;

    AdbStream(AdbConnection connection, int number, int client, Path root) {
        this.connection = connection;
        this.number = number;
        this.client = client;
        this.root = root;
    }

    void take(byte[] data) {
        incoming.add(data);
    }

    void acknowledged() {
        acknowledgements.release();
    }

    /** The client or the connection is gone: what runs for it ends, as the shell of a device does. */
    void close() {
        incoming.add(END);
        Process running = process;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
    }

    void serve(String service) {
        try {
            if (service.startsWith("shell")) {
                shell(service.substring(service.indexOf(':') + 1));
            } else if (service.equals("sync:")) {
                sync();
            }
        } catch (IOException | UncheckedIOException gone) {
            close();
        }
    }

    private String here(String text) {
        return text.replace(DEVICE_FOLDER, root.toString());
    }

    private void shell(String command) throws IOException {
        process = new ProcessBuilder("sh", "-c", here(command)).start();
        AdbDaemon.inBackground(this::feed);
        Thread errors = new Thread(() -> forward(process.getErrorStream(), STDERR));
        errors.start();
        forward(process.getInputStream(), STDOUT);
        try {
            errors.join();
            packet(EXIT, new byte[] {(byte) process.waitFor()}, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void feed() {
        try (OutputStream in = process.getOutputStream()) {
            while (true) {
                ByteBuffer header = numbers(5);
                int kind = header.get();
                byte[] data = need(header.getInt());
                if (kind == CLOSE_STDIN) {
                    return;
                }
                if (kind == STDIN) {
                    in.write(data);
                    in.flush();
                }
            }
        } catch (IOException ended) {
            // the command or its client has ended
        }
    }

    private void forward(InputStream from, int kind) {
        byte[] part = new byte[32_000];
        try {
            for (int length; (length = from.read(part)) >= 0; ) {
                packet(kind, part, length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void packet(int kind, byte[] data, int length) {
        write(ByteBuffer.allocate(5 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) kind)
                .putInt(length)
                .put(data, 0, length)
                .array());
    }

    private void sync() throws IOException {
        while (true) {
            ByteBuffer header = numbers(8);
            String request =
                    StandardCharsets.US_ASCII.decode(header.slice(0, 4)).toString();
            if (request.equals("QUIT")) {
                return;
            }
            String path = here(new String(need(header.getInt(4)), StandardCharsets.UTF_8));
            if (request.equals("STAT")) {
                stat(Path.of(path));
            } else if (request.equals("SEND")) {
                receive(Path.of(path.substring(0, path.lastIndexOf(','))));
            }
        }
    }

    private void stat(Path file) throws IOException {
        int mode = Files.isDirectory(file) ? 040755 : Files.exists(file) ? 0100644 : 0;
        int size = Files.exists(file) ? (int) Files.size(file) : 0;
        reply("STAT", mode, size, 0);
    }

    private void receive(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (ByteBuffer header = numbers(8); header.get(1) == 'A'; header = numbers(8)) {
                out.write(need(header.getInt(4)));
            }
        }
        reply("OKAY", 0);
    }

    private void reply(String word, int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(word.getBytes(StandardCharsets.US_ASCII));
        for (int number : numbers) {
            bytes.putInt(number);
        }
        write(bytes.array());
    }

    /** One message at a time: the next may go when the client has taken the one before. */
    private synchronized void write(byte[] bytes) {
        connection.send("WRTE", number, client, bytes);
        try {
            acknowledgements.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ByteBuffer numbers(int count) throws IOException {
        return ByteBuffer.wrap(need(count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] need(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (rest.length == 0) {
                rest = next();
            }
            int part = Math.min(bytes.remaining(), rest.length);
            bytes.put(rest, 0, part);
            rest = Arrays.copyOfRange(rest, part, rest.length);
        }
        return bytes.array();
    }

    private byte[] next() throws IOException {
        try {
            byte[] data = incoming.take();
            if (data.length == 0) {
                throw new EOFException();
            }
            return data;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EOFException();
        }
    }
}
