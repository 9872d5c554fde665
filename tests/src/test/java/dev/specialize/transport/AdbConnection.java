package dev.specialize.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One client of the stand-in daemon. A message is six little-endian numbers and as many bytes as the fourth says. */
final class AdbConnection {
    static final int MOST_BYTES = 64 * 1024;

    private static final int VERSION = 0x01000001;
    private static final int TOKEN = 1;
    private static final int TOKEN_BYTES = 20;
    private static final String BANNER =
            "device::ro.product.name=standin;ro.product.model=Standin;ro.product.device=standin;features=shell_v2,cmd";

    private final Socket socket;
    private final Path root;
    private final AdbDaemon.Trust trust;
    private final Map<Integer, AdbStream> streams = new ConcurrentHashMap<>();
    private int lastStream;

    AdbConnection(Socket socket, Path root, AdbDaemon.Trust trust) {
        this.socket = socket;
        this.root = root;
        this.trust = trust;
    }

    void serve() {
        try (socket) {
            InputStream in = socket.getInputStream();
            while (true) {
                ByteBuffer header = ByteBuffer.wrap(read(in, 24)).order(ByteOrder.LITTLE_ENDIAN);
                String command =
                        StandardCharsets.US_ASCII.decode(header.slice(0, 4)).toString();
                int sender = header.getInt(4);
                int receiver = header.getInt(8);
                handle(command, sender, receiver, read(in, header.getInt(12)));
            }
        } catch (IOException | UncheckedIOException gone) {
            streams.values().forEach(AdbStream::close);
        }
    }

    private static byte[] read(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private void handle(String command, int sender, int receiver, byte[] data) {
        switch (command) {
            case "CNXN", "AUTH" -> greet();
            case "OPEN" -> open(sender, new String(data, StandardCharsets.UTF_8).replace("\0", ""));
            case "WRTE" -> {
                AdbStream stream = streams.get(receiver);
                if (stream != null) {
                    stream.take(data);
                    send("OKAY", receiver, sender, new byte[0]);
                }
            }
            case "OKAY" -> {
                AdbStream stream = streams.get(receiver);
                if (stream != null) {
                    stream.acknowledged();
                }
            }
            case "CLSE" -> {
                AdbStream stream = streams.remove(receiver);
                if (stream != null) {
                    stream.close();
                }
            }
            default -> throw new IllegalStateException("unknown message " + command);
        }
    }

    private void greet() {
        if (trust == AdbDaemon.Trust.NOBODY) {
            send("AUTH", TOKEN, 0, new byte[TOKEN_BYTES]);
        } else {
            send("CNXN", VERSION, MOST_BYTES, BANNER.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void open(int client, String service) {
        int number = ++lastStream;
        AdbStream stream = new AdbStream(this, number, client, root);
        streams.put(number, stream);
        send("OKAY", number, client, new byte[0]);
        AdbDaemon.inBackground(() -> {
            stream.serve(service);
            if (streams.remove(number) != null) {
                send("CLSE", number, client, new byte[0]);
            }
        });
    }

    void send(String command, int first, int second, byte[] data) {
        int code = ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        int sum = 0;
        for (byte b : data) {
            sum += b & 0xff;
        }
        ByteBuffer message = ByteBuffer.allocate(24 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(code)
                .putInt(first)
                .putInt(second)
                .putInt(data.length)
                .putInt(sum)
                .putInt(~code)
                .put(data);
        try {
            synchronized (this) {
                OutputStream out = socket.getOutputStream();
                out.write(message.array());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
