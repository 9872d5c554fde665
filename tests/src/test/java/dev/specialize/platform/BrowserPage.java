package dev.specialize.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.specialize.files.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A page on this machine alone that runs models with onnxruntime-web and sends back what they write: served are the page,
 * the files of onnxruntime-web, the models and their inputs.
 */
final class BrowserPage implements AutoCloseable {
    private static final String PAGE = "browser.html";
    private static final Map<String, String> KINDS =
            Map.of("html", "text/html", "mjs", "text/javascript", "wasm", "application/wasm");

    private final HttpServer server;
    private final Path library;
    private final List<BrowserCase> cases;
    private final List<Map<String, double[]>> outputs = new ArrayList<>();
    private final CompletableFuture<List<Map<String, double[]>>> result = new CompletableFuture<>();

    private BrowserPage(HttpServer server, Path library, List<BrowserCase> cases) {
        this.server = server;
        this.library = library;
        this.cases = List.copyOf(cases);
        cases.forEach(one -> outputs.add(new TreeMap<>()));
    }

    /** @param library the folder of onnxruntime-web's files */
    static BrowserPage serve(Path library, List<BrowserCase> cases) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        BrowserPage page = new BrowserPage(server, library, cases);
        server.createContext("/", page::answer);
        server.start();
        return page;
    }

    String address() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/";
    }

    /** Of each case the outputs by name; fails with what the page says went wrong. */
    CompletableFuture<List<Map<String, double[]>>> result() {
        return result;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
            switch (path[0]) {
                case "" -> send(exchange, PAGE, page());
                case "ort" -> send(exchange, path[1], Files.readAllBytes(library.resolve(path[1])));
                case "cases" -> answerCase(exchange, path);
                case "done" -> result.complete(outputs);
                case "failed" -> result.completeExceptionally(new AssertionError(text(exchange)));
                default -> exchange.sendResponseHeaders(404, -1);
            }
            if (path[0].equals("done") || path[0].equals("failed")) {
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private void answerCase(HttpExchange exchange, String... path) throws IOException {
        if (path.length == 1) {
            List<Described> described = cases.stream().map(Described::of).toList();
            send(exchange, "cases.json", JsonFile.text(described).getBytes(StandardCharsets.UTF_8));
            return;
        }
        int place = Integer.parseInt(path[1]);
        switch (path[2]) {
            case "model" -> send(exchange, "model.onnx", cases.get(place).model());
            case "input" -> send(exchange, "input", cases.get(place).bytes());
            default -> {
                outputs.get(place)
                        .put(path[3], numbers(exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private record Described(String input, String type, List<Integer> shape) {
        static Described of(BrowserCase one) {
            return new Described(one.input(), one.type(), one.shape());
        }
    }

    private static byte[] page() throws IOException {
        try (InputStream in = BrowserPage.class.getResourceAsStream(PAGE)) {
            return in.readAllBytes();
        }
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static double[] numbers(byte... bytes) {
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }

    private static void send(HttpExchange exchange, String name, byte[] body) throws IOException {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        exchange.getResponseHeaders().set("Content-Type", KINDS.getOrDefault(ending, "application/octet-stream"));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
